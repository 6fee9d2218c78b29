import assert from "node:assert/strict";
import fc from "fast-check";
import { isRouterOsError } from "../../../provider/session/errors";
import { chooseRouter, parseSettings, routerLabel } from "../../../provider/session/settings";

const base = { host: "10.0.0.1", user: "pulumi", password: "s3cret-word" };

function parse(config: Record<string, string>, env: Record<string, string> = {}) {
  return parseSettings((key) => config[key.replace("routeros:", "")], env);
}
function only(config: Record<string, string>, env: Record<string, string> = {}) {
  return chooseRouter(parse({ ...base, ...config }, env));
}
function mistake(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    assert.ok(isRouterOsError(error, "settings"), `not a settings error: ${error}`);
    return error.message;
  }
  return assert.fail("nothing was refused");
}
const mistakeOf = (config: Record<string, string>, env: Record<string, string> = {}) =>
  mistake(() => only(config, env));

describe("settings of a router", () => {
  it("are TLS with the system's authorities, port 8729 and careful defaults", () => {
    assert.deepEqual(only({}), {
      ...base,
      name: "default",
      port: 8729,
      tls: {},
      adopt: false,
      replacedRouter: undefined,
      verify: [{ host: "10.0.0.1", port: 8729 }],
      safeApply: "auto",
      connectDeadline: 10_000,
      commandDeadline: 30_000,
      fallbackEncoding: undefined,
    });
  });

  it("use port 8728 when TLS is switched off in writing", () => {
    const { tls, port } = only({ tls: "false" });
    assert.deepEqual({ tls, port }, { tls: false, port: 8728 });
  });

  it("read structured TLS settings and bring the fingerprint to one form", () => {
    const fingerprint = "ab".repeat(32);
    const { tls } = only({ tls: JSON.stringify({ fingerprint, servername: "office" }) });
    assert.deepEqual(tls, { fingerprint: Array(32).fill("AB").join(":"), servername: "office" });
  });

  it("read every other setting from text", () => {
    const read = only({
      port: "9000",
      adopt: "true",
      replacedRouter: "HEX9",
      safeApply: "off",
      connectDeadline: "500ms",
      commandDeadline: "2m",
      fallbackEncoding: "win1251",
    });
    const { port, adopt, replacedRouter, safeApply, connectDeadline, commandDeadline, fallbackEncoding } =
      read;
    assert.deepEqual(
      [port, adopt, replacedRouter, safeApply, connectDeadline, commandDeadline, fallbackEncoding],
      [9000, true, "HEX9", "off", 500, 120_000, "win1251"],
    );
  });

  const wrong: readonly (readonly [setting: string, value: string, says: RegExp])[] = [
    ["host", "https://10.0.0.1", /routeros:host must be a bare host name/],
    ["host", "10.0.0.1:8729", /routeros:host must not carry a port/],
    ["port", "87290", /routeros:port must be a port number .*"87290".*pulumi config set routeros:port 8729/],
    ["port", "", /routeros:port must be a port number/],
    ["tls", "off", /routeros:tls must be false/],
    ["tls", '{"cafile":"x"}', /routeros:tls has no cafile: it takes ca, caFile, fingerprint, servername/],
    ["tls", '{"fingerprint":"12:34"}', /routeros:tls\.fingerprint must be the SHA-256 fingerprint/],
    ["tls", '{"ca":"nonsense"}', /routeros:tls\.ca must be a certificate as PEM text/],
    ["adopt", "yes", /routeros:adopt must be true or false/],
    ["verify", "10.0.0.1:99999", /routeros:verify "10\.0\.0\.1:99999" must be host or host:port/],
    ["safeApply", "always", /must be one of auto, off.*pulumi config set routeros:safeApply auto/],
    ...["safe-mode", "scheduler", "both"].map(
      (mode) =>
        [
          "safeApply",
          mode,
          /routeros:safeApply asks for writes that the router itself undoes.*not available in this version: .*can be auto or off.*config set routeros:safeApply auto/,
        ] as const,
    ),
    [
      "verify",
      "10.0.0.1, [2001:db8::1]:8729",
      /routeros:verify asks for writes.*not available in this version.*pulumi config rm routeros:verify/,
    ],
    ["connectDeadline", "1h", /routeros:connectDeadline must be a time from 1s to 10m/],
    ["fallbackEncoding", "latin-klingon", /routeros:fallbackEncoding is not a known code page/],
  ];
  for (const [setting, value, says] of wrong) {
    it(`refuse ${setting} = ${JSON.stringify(value)} with the key and what to do`, () => {
      assert.match(mistakeOf({ [setting]: value }), says);
    });
  }

  it("name every missing setting at once, and ask for the password without writing it", () => {
    const message = mistake(() => parse({}));
    assert.match(
      message,
      /routeros:host is missing\. Set it with: pulumi config set routeros:host 10\.0\.0\.1/,
    );
    assert.match(message, /routeros:user is missing.*ROUTEROS_USER/);
    assert.match(
      message,
      /pulumi config set --secret routeros:password \(or the environment variable ROUTEROS_PASSWORD\)/,
    );
  });

  it("do not show a host that was pasted with a password in it", () => {
    const message = mistakeOf({ host: "https://admin:s3cret-word@10.0.0.1" });
    assert.match(message, /routeros:host must be a bare host name/);
    assert.ok(!message.includes("s3cret-word"), message);
  });

  it("never show a password, whatever else is wrong", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6 }), fc.string(), (secret, port) => {
        fc.pre(!/^(pulumi|config|password|router)/.test(secret));
        const password = `«${secret}»`;
        const broken = `{"office":{"password":${JSON.stringify(password)},"port":${JSON.stringify(`x${port}`)}}`;
        for (const text of [broken, `${broken}}`]) {
          const message = mistake(() => parse({ routers: text }));
          assert.ok(!message.includes(password), message);
        }
      }),
    );
  });
});

describe("environment variables", () => {
  it("win over the configuration", () => {
    const env = {
      ROUTEROS_HOST: "10.9.9.9",
      ROUTEROS_USER: "other",
      ROUTEROS_PASSWORD: "new",
      ROUTEROS_PORT: "1",
    };
    const { host, user, password, port } = only({}, env);
    assert.deepEqual(
      { host, user, password, port },
      { host: "10.9.9.9", user: "other", password: "new", port: 1 },
    );
  });

  it("are enough without any configuration", () => {
    const { routers } = parse(
      {},
      { ROUTEROS_HOST: "h", ROUTEROS_USER: "u", ROUTEROS_PASSWORD: "p", ROUTEROS_TLS: "false" },
    );
    assert.equal(routers.get("default")?.tls, false);
  });

  it("replace the trust and keep the server name", () => {
    const config = { tls: JSON.stringify({ caFile: "old.pem", servername: "office" }) };
    assert.deepEqual(only(config, { ROUTEROS_CA_FILE: "new.pem" }).tls, {
      caFile: "new.pem",
      servername: "office",
    });
    const fingerprint = Array(32).fill("0F").join(":");
    const env = { ROUTEROS_FINGERPRINT: "0f".repeat(32) };
    assert.deepEqual(only(config, env).tls, { fingerprint, servername: "office" });
  });

  it("that are empty count as not set, as CI systems pass them", () => {
    assert.equal(only({}, { ROUTEROS_HOST: "" }).host, "10.0.0.1");
  });

  it("are named in the message when their value is wrong", () => {
    assert.match(
      mistakeOf({}, { ROUTEROS_PORT: "x" }),
      /environment variable ROUTEROS_PORT must be a port number/,
    );
    assert.match(
      mistakeOf({}, { ROUTEROS_FINGERPRINT: "x" }),
      /environment variable ROUTEROS_FINGERPRINT.*SHA-256/,
    );
  });

  it("do not switch TLS on behind a configuration that says plain text", () => {
    const message = mistakeOf({ tls: "false" }, { ROUTEROS_CA_FILE: "ca.pem" });
    assert.match(message, /ROUTEROS_CA_FILE is set, but routeros:tls says false.*ROUTEROS_TLS=true/);
  });
});

describe("several routers", () => {
  const routers = {
    "office-12": { host: "10.0.0.12" },
    hub: { host: "10.0.0.1", user: "hub", port: 9, tls: false },
  };
  const config = { user: "pulumi", password: "s3cret-word", adopt: "true", routers: JSON.stringify(routers) };

  it("share the settings at the top and say otherwise where they differ", () => {
    const settings = parse(config);
    const office = chooseRouter(settings, "office-12");
    const hub = chooseRouter(settings, "hub");
    assert.deepEqual([office.user, office.port, office.adopt], ["pulumi", 8729, true]);
    assert.deepEqual([hub.user, hub.port, hub.tls, hub.adopt], ["hub", 9, false, true]);
    assert.equal(routerLabel(office), "office-12 (10.0.0.12:8729)");
  });

  it("must be chosen from, by a known name", () => {
    assert.match(
      mistake(() => chooseRouter(parse(config))),
      /argument router; known routers: office-12, hub/,
    );
    assert.match(
      mistake(() => chooseRouter(parse(config), "nowhere")),
      /no router "nowhere".*office-12, hub/,
    );
  });

  it("need no choice when there is one only", () => {
    const one = parse({ ...config, routers: JSON.stringify({ hub: routers.hub }) });
    assert.equal(chooseRouter(one).name, "hub");
  });

  it("take environment variables by name, capital letters and underscores", () => {
    const settings = parse(config, { ROUTEROS_OFFICE_12_PASSWORD: "new" });
    assert.equal(chooseRouter(settings, "office-12").password, "new");
    assert.equal(chooseRouter(settings, "hub").password, "s3cret-word");
  });

  it("refuse an environment variable that does not say which router it is for", () => {
    const message = mistake(() => parse(config, { ROUTEROS_PASSWORD: "new" }));
    assert.match(
      message,
      /ROUTEROS_PASSWORD does not say which router it is for: use ROUTEROS_OFFICE_12_PASSWORD/,
    );
  });

  it("refuse unknown settings, names that cannot be told apart, and a host beside them", () => {
    const message = mistake(() =>
      parse({
        ...config,
        host: "10.0.0.1",
        routers: JSON.stringify({ ...routers, "office.12": { hosst: "x" } }),
      }),
    );
    assert.match(message, /routeros:routers\.office\.12\.hosst is not a setting: known are host/);
    assert.match(message, /the name office\.12 gives the same environment variables/);
    assert.match(message, /routeros:host cannot stand beside routeros:routers/);
  });

  it("name the key and the command of a wrong value", () => {
    const message = mistake(() =>
      parse({ ...config, routers: JSON.stringify({ hub: { host: "h", port: 0 } }) }),
    );
    assert.match(
      message,
      /routeros:routers\.hub\.port must be.*pulumi config set --path routeros:routers\.hub\.port 8729/,
    );
  });

  it("must be an object with at least one router", () => {
    for (const text of ["", "[]", "{}", "nonsense", '{"a":1}']) {
      assert.match(
        mistake(() => parse({ ...config, routers: text })),
        /routeros:routers .*pulumi config set --path/,
      );
    }
  });
});
