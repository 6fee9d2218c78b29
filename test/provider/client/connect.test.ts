import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as http from "node:http";
import {
  type AddressInfo,
  getDefaultAutoSelectFamilyAttemptTimeout,
  setDefaultAutoSelectFamilyAttemptTimeout,
} from "node:net";
import { connect } from "../../../provider/client/connect";
import type { ConnectOptions } from "../../../provider/client/contract";
import { type RawRouterOptions, type Received, sentence, startRawRouter } from "./raw-router";
import { failureOf } from "./rejects";

const password = "correct horse";

/** What `connect` fails with against such a router; the router's sentences too. */
async function refusal(router: RawRouterOptions, options: Partial<ConnectOptions> = {}) {
  const { port, close, received } = await startRawRouter(router);
  const failure = await failureOf(
    connect({ host: "127.0.0.1", port, user: "api", password, tls: false, ...options }),
  );
  await close();
  assert.ok(!failure.message.includes(password));
  return { failure, received, port };
}

describe("Logging in", () => {
  it("sends name and password, as RouterOS 6.43 and newer want it", async () => {
    const router = await startRawRouter();
    const connection = await connect({
      host: "127.0.0.1",
      port: router.port,
      user: "api",
      password: "Zürich",
      tls: false,
    });
    assert.deepEqual(
      router.received.map(({ words }) => words),
      [["/login", "=name=api", "=password=Zürich"]],
    );
    await connection.close();
    await router.close();
  });

  it("answers the challenge of an older RouterOS, over the bytes of the password", async () => {
    const challenge = "00112233445566778899aabbccddeeff";
    const expected = createHash("md5")
      .update(Buffer.concat([Buffer.from([0]), Buffer.from("Zürich"), Buffer.from(challenge, "hex")]))
      .digest("hex");
    const router = await startRawRouter({
      login(login) {
        const response = login.attribute("response");
        if (response === undefined) login.reply("!done", `=ret=${challenge}`);
        else if (response === `00${expected}`) login.reply("!done");
        else {
          login.reply("!trap", "=message=cannot log in");
          login.reply("!done");
        }
      },
    });
    const connection = await connect({
      host: "127.0.0.1",
      port: router.port,
      user: "api",
      password: "Zürich",
      tls: false,
    });
    assert.equal(router.received[1]?.attribute("password"), undefined);
    await connection.close();
    await router.close();
  });

  const texts = [
    "invalid user name or password (6)",
    "cannot log in",
    "could not authenticate - radius timeout",
    "not logged in",
    "access denied",
  ];
  for (const text of texts) {
    it(`is refused with "${text}"`, async () => {
      const { failure } = await refusal({
        login(login) {
          login.reply("!trap", `=message=${text}`);
          login.reply("!done");
        },
      });
      assert.equal(failure.category, "refused-login");
      assert.equal(failure.routerSays, text);
      assert.ok(
        failure.message.includes('user "api"') && failure.message.includes(`"${text}"`),
        failure.message,
      );
    });
  }

  it("is refused in the second step, too", async () => {
    const { failure, received } = await refusal({
      login(login) {
        if (login.attribute("response") !== undefined) login.reply("!trap", "=message=cannot log in");
        login.reply("!done", ...(login.attribute("response") ? [] : [`=ret=${"ab".repeat(16)}`]));
      },
    });
    assert.equal(received.length, 2);
    assert.equal(failure.category, "refused-login");
  });

  it("is refused with !fatal", async () => {
    const { failure } = await refusal({
      login: ({ socket }) => socket.end(sentence("!fatal", "too many commands before login")),
    });
    assert.equal(failure.category, "refused-login");
    assert.equal(failure.routerSays, "too many commands before login");
  });

  it("is refused, although the router closes between !trap and !done", async () => {
    const { failure } = await refusal({
      login: ({ socket, tag }) =>
        socket.end(sentence("!trap", "=message=invalid user name or password (6)", `.tag=${tag}`)),
    });
    assert.equal(failure.category, "refused-login");
  });

  it("meets a busy router", async () => {
    const { failure } = await refusal({
      login(login) {
        login.reply(
          "!trap",
          "=message=action timed out - try again, if error continues contact support (13)",
        );
        login.reply("!done");
      },
    });
    assert.equal(failure.category, "busy");
  });

  it("masks a password that the router repeats", async () => {
    const { failure } = await refusal({
      login(login) {
        login.reply("!trap", `=message=bad ${login.attribute("password")}`);
        login.reply("!done");
      },
    });
    assert.equal(failure.routerSays, "bad ***");
  });
});

describe("What is no RouterOS", () => {
  const answers: readonly (readonly [string, (received: Received) => void, RegExp])[] = [
    ["a reserved length byte", ({ socket }) => socket.write(Buffer.from([0xf8])), /0xf8/],
    ["an unknown reply word", (login) => login.reply("!hello"), /unknown reply word "!hello"/],
    ["an SSH server", ({ socket }) => socket.write("SSH-2.0-OpenSSH_9.6\r\n"), /"SSH-2.0-OpenSSH_9.6"/],
    ["an echo server", ({ socket, words }) => socket.write(sentence(...words)), /Something else/],
    ["a challenge that is none", (login) => login.reply("!done", "=ret=hello"), /not hexadecimal/],
  ];
  for (const [what, login, message] of answers) {
    it(`is recognised: ${what}`, async () => {
      const { failure } = await refusal({ login });
      assert.equal(failure.category, "not-routeros", failure.message);
      assert.match(failure.message, message);
    });
  }

  for (const tls of [false, {}] as const) {
    it(`is recognised: a web server, ${tls ? "with" : "without"} TLS on our side`, async () => {
      const server = http.createServer().listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));
      const { port } = server.address() as AddressInfo;
      const failure = await failureOf(connect({ host: "127.0.0.1", port, user: "api", password, tls }));
      server.close();
      server.closeAllConnections();
      assert.equal(failure.category, "not-routeros", failure.message);
      assert.match(failure.message, /web server/);
      assert.match(failure.message, /8729/);
    });
  }
});

describe("A router that cannot be reached", () => {
  it("leaves the process's own network defaults alone", async () => {
    const before = getDefaultAutoSelectFamilyAttemptTimeout();
    setDefaultAutoSelectFamilyAttemptTimeout(1_234);
    await refusal({ login: ({ socket }) => socket.destroy() });
    const after = getDefaultAutoSelectFamilyAttemptTimeout();
    setDefaultAutoSelectFamilyAttemptTimeout(before);
    assert.equal(after, 1_234);
  });

  const unreachable = (options: Partial<ConnectOptions>) =>
    failureOf(connect({ host: "127.0.0.1", user: "api", password, tls: false, ...options }));

  it("refuses the connection", async () => {
    const router = await startRawRouter();
    await router.close();
    for (const [tls, service] of [
      [false, "api"],
      [{}, "api-ssl"],
    ] as const) {
      const failure = await unreachable({ port: router.port, tls });
      assert.equal(failure.category, "unreachable");
      assert.equal((failure.cause as NodeJS.ErrnoException).code, "ECONNREFUSED");
      assert.ok(failure.message.includes(`${service} is enabled`), failure.message);
    }
  });

  it("has a name that cannot be resolved", async () => {
    const failure = await unreachable({ host: "office-12.invalid" });
    assert.equal(failure.category, "unreachable");
    assert.match(failure.message, /office-12\.invalid cannot be resolved/);
  });

  it("accepts and says nothing", async () => {
    const { failure } = await refusal({ login: () => undefined }, { connectDeadline: 50 });
    assert.equal(failure.category, "unreachable");
    assert.match(failure.message, /did not answer the login within 0\.05 s/);
  });

  it("accepts and does not do TLS", async () => {
    const { failure } = await refusal({}, { connectDeadline: 50, tls: {} });
    assert.equal(failure.category, "unreachable");
    assert.match(failure.message, /TLS handshake within 0\.05 s/);
  });

  it("answers the login with half a word", async () => {
    const { failure } = await refusal(
      { login: ({ socket }) => socket.write(Buffer.from([5, 0x21, 0x64])) },
      { connectDeadline: 50 },
    );
    assert.equal(failure.category, "unreachable");
  });

  it("closes at once, as RouterOS does with addresses it does not list", async () => {
    const { failure } = await refusal({ onConnection: (socket) => socket.end() });
    assert.equal(failure.category, "unreachable");
    assert.match(failure.message, /address list/);
  });
});

describe("Options that cannot be right", () => {
  const wrong: readonly (readonly [string, Partial<ConnectOptions>, RegExp])[] = [
    ["no host", { host: "" }, /host is missing/],
    ["no user", { user: "" }, /user is missing/],
    ["a port out of range", { port: 70_000 }, /not 70000/],
    ["tls: true", { tls: true as never }, /how the router's certificate is trusted/],
    ["an unknown code page", { fallbackEncoding: "klingon" }, /"klingon"/],
    ["a deadline of zero", { connectDeadline: 0 }, /connectDeadline/],
    ["an endless deadline", { commandDeadline: Number.POSITIVE_INFINITY }, /commandDeadline/],
    ["a short fingerprint", { tls: { fingerprint: "AB:CD" } }, /64 hexadecimal digits/],
    ["a CA that is no PEM", { tls: { ca: "/etc/ca.pem" } }, /PEM/],
  ];
  for (const [what, options, message] of wrong) {
    it(`are refused before anything is tried: ${what}`, async () => {
      const failure = await failureOf(
        connect({ host: "127.0.0.1", user: "api", password, tls: false, ...options }),
      );
      assert.equal(failure.category, "settings");
      assert.match(failure.message, message);
    });
  }

  it("are refused for a command, too", async () => {
    const router = await startRawRouter();
    const connection = await connect({
      host: "127.0.0.1",
      port: router.port,
      user: "api",
      password,
      tls: false,
    });
    const failure = await failureOf(connection.run({ path: "/a", deadline: Number.NaN }));
    assert.equal(failure.category, "settings");
    await connection.close();
    await router.close();
  });
});
