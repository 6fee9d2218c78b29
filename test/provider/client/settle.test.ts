import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { connect } from "../../../provider/client/connect";
import type { FailureCategory } from "../../../provider/session/contract";
import { type Received, sentence, startRawRouter, word } from "./raw-router";
import { failureOf } from "./rejects";

interface Damage {
  readonly what: string;
  readonly inflict: (socket: Socket, commands: readonly Received[]) => void;
  readonly category: FailureCategory;
  readonly message: RegExp;
  readonly routerSays?: string;
}

const damages: readonly Damage[] = [
  {
    what: "the router closes the socket",
    inflict: (socket) => socket.end(),
    category: "unanswered",
    message: /closed the connection before it answered/,
  },
  {
    what: "the connection is reset",
    inflict: (socket) => socket.resetAndDestroy(),
    category: "unanswered",
    message: /ECONNRESET/,
  },
  {
    what: "the socket closes inside a word",
    inflict: (socket) => socket.end(Buffer.concat([word("!re"), word("=comment=half").subarray(0, 9)])),
    category: "unanswered",
    message: /closed the connection/,
  },
  {
    what: "the socket closes inside a length prefix",
    inflict: (socket) => socket.end(Buffer.from([0xc0])),
    category: "unanswered",
    message: /closed the connection/,
  },
  {
    what: "a reserved length byte arrives",
    inflict: (socket) => socket.write(Buffer.from([0xff])),
    category: "not-routeros",
    message: /length byte 0xff/,
  },
  {
    what: "an unknown reply word arrives",
    inflict: (socket) => socket.write(sentence("!maybe", ".tag=1")),
    category: "not-routeros",
    message: /unknown reply word "!maybe"/,
  },
  {
    what: "something arrives that is no reply",
    inflict: (socket) => socket.write("HTTP/1.1 200 OK\r\n\r\n"),
    category: "not-routeros",
    message: /does not begin like a reply/,
  },
  {
    what: "!fatal arrives with its bare word",
    inflict: (socket) => socket.end(sentence("!fatal", "session terminated on request")),
    category: "unanswered",
    message: /"session terminated on request"/,
    routerSays: "session terminated on request",
  },
  {
    what: "!fatal arrives and the socket stays open",
    inflict: (socket) => socket.write(sentence("!fatal", "too many commands before login")),
    category: "unanswered",
    message: /too many commands/,
    routerSays: "too many commands before login",
  },
];

describe("Every pending promise is settled", () => {
  async function open() {
    const received: Received[] = [];
    let announce: (all: readonly Received[]) => void;
    const all = new Promise<readonly Received[]>((resolve) => {
      announce = resolve;
    });
    const router = await startRawRouter({
      answer(command) {
        received.push(command);
        if (received.length === 5) announce(received);
      },
    });
    const connection = await connect({
      host: "127.0.0.1",
      port: router.port,
      user: "admin",
      password: "",
      tls: false,
    });
    const pending = [
      ...["/a/print", "/b/add", "/c/set", "/d/remove"].map((path) => connection.run({ path })),
      connection.listen({ path: "/e/listen" })[Symbol.asyncIterator]().next(),
    ].map(failureOf);
    return { router, connection, pending, commands: await all };
  }

  for (const { what, inflict, category, message, routerSays } of damages) {
    it(`when ${what}`, async () => {
      const { router, connection, pending, commands } = await open();
      inflict((commands[0] as Received).socket, commands);
      for (const failure of await Promise.all(pending)) {
        assert.equal(failure.category, category, failure.message);
        assert.equal(failure.mayHaveExecuted, true);
        assert.equal(failure.routerSays, routerSays);
        assert.match(failure.message, message);
      }
      const afterwards = await failureOf(connection.run({ path: "/f/add" }));
      assert.equal(afterwards.category, "unreachable");
      assert.equal(afterwards.mayHaveExecuted, false);
      await connection.closed;
      await connection.close();
      await router.close();
    });
  }

  it("when we close the connection ourselves", async () => {
    const { router, connection, pending } = await open();
    await connection.close();
    for (const failure of await Promise.all(pending)) {
      assert.equal(failure.category, "unanswered");
      assert.match(failure.message, /closed here/);
    }
    await router.close();
  });

  it("when three !traps come before !done, each command with its own", async () => {
    const { router, connection, pending, commands } = await open();
    for (const command of commands) {
      for (const text of ["one", "two", command.path]) command.reply("!trap", `=message=${text}`);
      command.reply("!done");
    }
    const failures = await Promise.all(pending);
    assert.deepEqual(
      failures.map((failure) => [failure.category, failure.routerSays]),
      commands.map((command) => ["rejected", `one; two; ${command.path}`]),
    );
    await connection.close();
    await router.close();
  });

  it("when !empty comes, with success", async () => {
    const router = await startRawRouter({
      answer(command) {
        command.socket.write(
          Buffer.concat([
            sentence("!empty", `.tag=${command.tag}`),
            sentence("!done", `.tag=${command.tag}`),
          ]),
        );
      },
    });
    const connection = await connect({
      host: "127.0.0.1",
      port: router.port,
      user: "admin",
      password: "",
      tls: false,
    });
    const replies = await Promise.all([connection.run({ path: "/a" }), connection.run({ path: "/b" })]);
    assert.deepEqual(replies, [{ rows: [] }, { rows: [] }]);
    const last = await connection.listen({ path: "/c/listen" })[Symbol.asyncIterator]().next();
    assert.equal(last.done, true);
    await connection.close();
    await router.close();
  });

  it("with RouterOS's words, when the socket closes between !trap and !done", async () => {
    const { router, connection, pending, commands } = await open();
    for (const command of commands) command.reply("!trap", "=message=not enough permissions (9)");
    (commands[0] as Received).socket.end();
    for (const failure of await Promise.all(pending)) assert.equal(failure.category, "missing-policy");
    await connection.close();
    await router.close();
  });

  it("and the connection closes though the router never answers its end", async () => {
    const router = await startRawRouter({
      onConnection: (socket) => Object.assign(socket, { allowHalfOpen: true }),
    });
    const connection = await connect({
      host: "127.0.0.1",
      port: router.port,
      user: "admin",
      password: "",
      tls: false,
    });
    await connection.close();
    await router.close();
  });
});
