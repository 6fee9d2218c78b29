import assert from "node:assert/strict";
import * as http from "node:http";
import * as net from "node:net";
import { type SimulatedRouter, startRouter } from "../../simulator/index";
import { closeOffices, configurationOf, type Office, openOffice, PASSWORD, type State } from "./office";

const rule = {
  kind: "FirewallMangle",
  args: { comment: "ISP1 mark", chain: "prerouting", action: "accept" },
};
const list = { kind: "InterfaceList", args: { name: "WAN" } };

async function listening(server: net.Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return String((server.address() as net.AddressInfo).port);
}

interface Surroundings {
  readonly router: SimulatedRouter;
  readonly webServer: string;
  readonly silent: string;
  readonly closed: string;
  readonly anonymous: string;
  readonly otherRouter: string;
  readonly otherCertificate: { readonly ca: string; readonly fingerprint: string };
}

interface BadWayIn {
  readonly what: string;
  readonly config: (around: Surroundings) => Readonly<Record<string, string | undefined>>;
  /** What the error must say: what happened, and what to do. */
  readonly says: readonly RegExp[];
}

const plain = { "routeros:tls": "false" };

const table: readonly BadWayIn[] = [
  {
    what: "a wrong password",
    config: () => ({ "routeros:password": "wr0ng-word" }),
    says: [
      /refused the login of user "pulumi": RouterOS says "invalid user name or password/,
      /Check the user and its password/,
      /ROUTEROS_PASSWORD/,
    ],
  },
  {
    what: "a certificate of an authority that is not trusted",
    config: ({ otherCertificate }) => ({ "routeros:tls": JSON.stringify({ ca: otherCertificate.ca }) }),
    says: [
      /certificate of 127\.0\.0\.1:\d+ is not signed by a trusted authority/,
      /\/certificate print detail/,
    ],
  },
  {
    what: "another certificate than the pinned one",
    config: ({ otherCertificate: { fingerprint } }) => ({ "routeros:tls": JSON.stringify({ fingerprint }) }),
    says: [
      /shows another certificate than the pinned one: its SHA-256 fingerprint is [0-9a-f]{64}, expected is [0-9a-f]{64}/,
      /pin the new fingerprint/,
      /Nothing was sent to it/,
    ],
  },
  {
    what: "a port that is closed",
    config: ({ closed }) => ({ "routeros:port": closed }),
    says: [/refuses connections/, /Check in \/ip\/service that api-ssl is enabled/],
  },
  {
    what: "a web server on the port",
    config: ({ webServer }) => ({ "routeros:port": webServer, ...plain }),
    says: [/A web server answers at 127\.0\.0\.1:\d+/, /Check the port: api-ssl has 8729 and api has 8728/],
  },
  {
    what: "a web server on the port of api-ssl",
    config: ({ webServer }) => ({ "routeros:port": webServer }),
    says: [/does not speak TLS: it is a web server/, /Check the port: api-ssl has 8729/],
  },
  {
    what: "a port that accepts and never answers",
    config: ({ silent }) => ({ "routeros:port": silent, "routeros:connectDeadline": "500ms" }),
    says: [/did not finish the TLS handshake within 0\.5 s/, /Check that the port is that of api-ssl/],
  },
  {
    what: "api-ssl without a certificate, whose anonymous Diffie-Hellman is not accepted",
    config: ({ anonymous }) => ({ "routeros:port": anonymous }),
    says: [
      /no certificate: it then offers anonymous Diffie-Hellman only, which is never accepted/,
      /^ {2}\/certificate add name=api-ssl common-name=127\.0\.0\.1 subject-alt-name=IP:127\.0\.0\.1/m,
      /^ {2}\/certificate sign api-ssl/m,
      /^ {2}\/ip service set api-ssl certificate=api-ssl disabled=no/m,
    ],
  },
  {
    what: "api-ssl without a certificate, even where a fingerprint is pinned",
    config: ({ anonymous, otherCertificate: { fingerprint } }) => ({
      "routeros:port": anonymous,
      "routeros:tls": JSON.stringify({ fingerprint }),
    }),
    says: [/anonymous Diffie-Hellman only, which is never accepted/, /\/certificate sign api-ssl/],
  },
  {
    what: "another router at the address",
    config: ({ otherRouter }) => ({ "routeros:port": otherRouter, ...plain }),
    says: [
      /state belongs to HEX0123, and HEX9999 .* answers/,
      /Nothing was changed/,
      /routeros:replacedRouter HEX9999/,
    ],
  },
];

describe("a way in that does not work", function () {
  this.timeout(60_000);
  let office: Office;
  let around: Surroundings;
  const state: State = new Map();
  let trust: Record<string, string>;
  const ending: (() => Promise<unknown>)[] = [];

  async function refreshFailure(): Promise<Error> {
    return office.refresh(state).then(
      () => assert.fail("the refresh succeeded"),
      (error) => error,
    );
  }

  before(async () => {
    office = await openOffice({ tls: true });
    const { router } = office;
    const web = http.createServer((_, response) => response.end("hello"));
    const silent = net.createServer((socket) => socket.on("error", () => {}));
    const passing = net.createServer();
    const closed = await listening(passing);
    await new Promise((resolve) => passing.close(resolve));
    const users = [{ name: "pulumi", password: PASSWORD }];
    const anonymous = await startRouter({ users, serialNumber: "HEX0123", tls: "anonymous", port: false });
    const other = await startRouter({ users, serialNumber: "HEX9999", tls: true });
    ending.push(
      async () => web.close(),
      async () => silent.close(),
      () => anonymous.stop(),
      () => other.stop(),
    );
    assert.ok(other.certificate);
    around = {
      router,
      webServer: await listening(web),
      silent: await listening(silent),
      closed,
      anonymous: String(anonymous.tlsPort),
      otherRouter: String(other.port),
      otherCertificate: other.certificate,
    };
    trust = { "routeros:tls": JSON.stringify({ ca: router.certificate?.ca }) };
    await office.newPhase(trust);
    assert.deepEqual(await office.apply({ list }, state), {});
  });

  after(async () => {
    await closeOffices();
    for (const end of ending) await end();
  });

  for (const { what, config, says } of table) {
    it(`is one clear message: ${what}`, async () => {
      const { router } = around;
      const before = configurationOf(router);
      const kept = new Map(state);
      const printed = office.output().length;
      await office.newPhase({ ...trust, ...config(around) });

      const refused = await refreshFailure();
      const { list: failed } = await office.apply(
        { list: { ...list, args: { name: "WAN", comment: "x" } } },
        state,
      );

      assert.ok(failed, "the update succeeded");
      for (const words of says) assert.match(refused.message, words);
      assert.doesNotMatch(office.output().slice(printed), /^\s+at /m);
      for (const secret of [PASSWORD, "wr0ng-word"]) {
        assert.ok(!`${office.output()}${refused.message}${failed.message}`.includes(secret));
      }
      assert.deepEqual(configurationOf(router), before);
      assert.deepEqual(state, kept);

      await office.newPhase(trust);
      await office.refresh(state);
      assert.deepEqual(await office.plan({ list }, state), []);
    });
  }

  it("is told in full once, and to the other resources in one sentence", async () => {
    await office.newPhase({ ...trust, "routeros:password": "wr0ng-word" });
    const programs = Object.fromEntries(
      [1, 2, 3, 4].map((n) => [`rule${n}`, { ...rule, args: { ...rule.args, comment: `rule ${n}` } }]),
    );
    const failures = Object.values(await office.apply({ list, ...programs }, new Map(state)));
    assert.equal(failures.length, 4);
    assert.equal(failures.filter(({ message }) => message.includes("Three ways out")).length, 1);
    for (const { message } of failures) assert.match(message, /refused the login of user "pulumi"/);
  });

  for (const [key, command] of Object.entries({
    "routeros:host": "pulumi config set routeros:host 10.0.0.1",
    "routeros:user": "pulumi config set routeros:user pulumi",
    "routeros:password": "pulumi config set --secret routeros:password",
  })) {
    it(`names what is missing and the command that sets it: ${key}`, async () => {
      const { router } = around;
      const before = configurationOf(router);
      const commands = router.commands.count;
      const host = await office.newPhase({ ...trust, [key]: undefined });
      const { failures } = await host.check(
        {},
        { ...rule.args, __provider: state.get("list")?.outputs.__provider },
      );
      const reasons = failures.map(({ reason }) => reason).join("\n");
      assert.match(reasons, new RegExp(`${key} is missing.*${command}`));
      const { message } = await refreshFailure();
      assert.match(message, new RegExp(`${key} is missing`));
      assert.deepEqual([configurationOf(router), router.commands.count], [before, commands]);
      await office.newPhase(trust);
      await office.refresh(state);
    });
  }
});
