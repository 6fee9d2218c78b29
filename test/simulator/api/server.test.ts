import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { commandLog } from "../../../simulator/api/command-log";
import { parseCommand } from "../../../simulator/api/sentence";
import type { ApiServer } from "../../../simulator/api/server";
import type { RouterOsVersion } from "../../../simulator/config/contract";
import { lengthPrefix, loggedIn, type RawClient, rawConnect, rawSentence } from "./raw-client";
import { tinyServer } from "./tiny-plane";

describe("the simulated API service", () => {
  const opened: ApiServer[] = [];
  const clients: RawClient[] = [];
  const serve = async (varied: Parameters<typeof tinyServer>[0] = {}) => {
    const served = await tinyServer(varied);
    opened.push(served.server);
    return served;
  };
  const connected = async (port: number) => {
    const client = await rawConnect(port);
    clients.push(client);
    return client;
  };
  const entered = async (port: number) => {
    const client = await loggedIn(port);
    clients.push(client);
    return client;
  };
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await Promise.all(opened.splice(0).map((server) => server.stop()));
  });

  describe("login", () => {
    it("answers name and password with a bare !done", async () => {
      const { port, plane } = await serve();
      const client = await connected(port);
      assert.deepEqual(await client.talk("/login", "=name=admin", "=password=secret"), [["!done"]]);
      assert.equal(plane.callers[0]?.via, "api");
      assert.equal(plane.callers[0]?.address, "127.0.0.1");
    });

    it("refuses a wrong password and lets the client try again", async () => {
      const { port } = await serve();
      const client = await connected(port);
      assert.deepEqual(await client.talk("/login", "=name=admin", "=password=guess", ".tag=1"), [
        ["!trap", "=message=invalid user name or password (6)", ".tag=1"],
        ["!done", ".tag=1"],
      ]);
      assert.deepEqual(await client.talk("/login", "=name=admin", "=password=secret"), [["!done"]]);
    });

    const response = (password: string, challenge: string) =>
      `=response=00${createHash("md5")
        .update(Buffer.concat([Buffer.of(0), Buffer.from(password), Buffer.from(challenge, "hex")]))
        .digest("hex")}`;
    const challengeFor = async (client: RawClient, ...words: string[]) => {
      const [done] = await client.talk("/login", ...words);
      assert.equal(done?.[0], "!done");
      return `${done?.[1]}`.replace("=ret=", "");
    };

    it("challenges every first /login in the form before 6.43 and counts both sentences as one command", async () => {
      const { port, log } = await serve({ version: "6.49", login: "challenge" });
      const client = await connected(port);
      const challenge = await challengeFor(client, "=name=admin", "=password=secret");
      assert.match(challenge, /^[0-9a-f]{32}$/);
      assert.deepEqual(await client.talk("/login", "=name=admin", response("secret", challenge)), [
        ["!done"],
      ]);
      assert.deepEqual(await client.talk("/store/set"), [["!done"]]);
      assert.equal(log.count, 2);
    });

    it("takes a challenge's answer only once, and says cannot log in", async () => {
      const { port } = await serve({ version: "6.49", login: "challenge" });
      const client = await connected(port);
      const challenge = await challengeFor(client);
      const refused = [["!trap", "=message=cannot log in"], ["!done"]];
      assert.deepEqual(await client.talk("/login", "=name=admin", response("wrong", challenge)), refused);
      assert.deepEqual(await client.talk("/login", "=name=admin", response("secret", challenge)), refused);
    });

    it("refuses the answer to a challenge in the form since 6.43", async () => {
      const { port } = await serve();
      const client = await connected(port);
      const challenge = await challengeFor(client);
      assert.deepEqual(await client.talk("/login", "=name=admin", response("secret", challenge)), [
        ["!trap", "=message=invalid user name or password (6)"],
        ["!done"],
      ]);
    });

    it("ends the session when a command comes before login", async () => {
      const { port, plane } = await serve();
      const client = await connected(port);
      assert.deepEqual(await client.talk("/store/print"), [["!fatal", "not logged in"]]);
      await client.closed;
      assert.deepEqual(plane.requests, []);
    });

    it("limits the number of sentences before login", async () => {
      const { port } = await serve({ limits: { sentencesBeforeLogin: 3 } });
      const client = await connected(port);
      for (let go = 0; go < 3; go += 1) await client.talk("/login", "=name=admin", "=password=x");
      assert.deepEqual(await client.talk("/login", "=name=admin", "=password=secret"), [
        ["!fatal", "too many commands before login"],
      ]);
      await client.closed;
    });

    it("limits the size of a sentence before login, not after", async () => {
      const { port, plane } = await serve();
      const stranger = await connected(port);
      stranger.sendBytes(lengthPrefix(10_000));
      await stranger.closed;
      const client = await entered(port);
      await client.talk("/store/add", `=value=${"x".repeat(250_000)}`);
      assert.equal(plane.stored[0]?.length, 250_000);
    });

    it("serves what was sent behind the login without waiting for its answer", async () => {
      const { port } = await serve();
      const client = await connected(port);
      client.send("/login", "=name=admin", "=password=secret");
      client.send("/store/add", "=value=1");
      assert.deepEqual(await client.answer(), [["!done"]]);
      assert.deepEqual(await client.answer(), [["!done", "=ret=*1"]]);
    });
  });

  describe("commands", () => {
    it("reach the plane as menu, command, arguments in order and queries", async () => {
      const { port, plane } = await serve();
      const client = await entered(port);
      await client.talk(
        "/ip/store/getall",
        "=b=1=2",
        "?x=1",
        "=a=",
        "?#!",
        "=detail",
        "=.proplist=a,b",
        ".tag=9",
      );
      assert.deepEqual(plane.requests, [
        {
          menu: "/ip/store",
          command: "print",
          arguments: [
            ["b", "1=2"],
            ["a", ""],
            ["detail", ""],
            [".proplist", "a,b"],
          ],
          queries: ["x=1", "#!"],
        },
      ]);
    });

    it("of the root have no menu", async () => {
      const { port, plane } = await serve();
      const client = await entered(port);
      await client.talk("/ping", "=address=1.1.1.1");
      assert.equal(plane.requests[0]?.menu, "");
      assert.equal(plane.requests[0]?.command, "ping");
    });

    it("that are no path, or carry words of no kind, are refused", async () => {
      const { port } = await serve();
      const client = await entered(port);
      assert.deepEqual(await client.talk("store/print"), [
        ["!trap", "=category=0", "=message=no such command"],
        ["!done"],
      ]);
      assert.deepEqual(await client.talk("/store/print", "value"), [
        ["!trap", "=message=unknown parameter value"],
        ["!done"],
      ]);
    });

    it("may fail with several traps before their !done", async () => {
      const { port } = await serve();
      const client = await entered(port);
      assert.deepEqual(await client.talk("/adress/print", ".tag=a"), [
        ["!trap", "=category=0", "=message=no such command or directory (adress)", ".tag=a"],
        ["!trap", "=message=no such command prefix", ".tag=a"],
        ["!done", ".tag=a"],
      ]);
    });

    for (const [version, expected] of [
      [
        "7.18.2",
        [
          ["!empty", ".tag=5"],
          ["!done", ".tag=5"],
        ],
      ],
      [
        "7.24",
        [
          ["!empty", ".tag=5"],
          ["!done", ".tag=5"],
        ],
      ],
      ["7.12.2", [["!done", ".tag=5"]]],
      ["6.49", [["!done", ".tag=5"]]],
    ] as [RouterOsVersion, string[][]][]) {
      it(`without rows end with ${expected.map(([word]) => word).join(" and ")} on ${version}`, async () => {
        const { port } = await serve({ version });
        const client = await entered(port);
        assert.deepEqual(await client.talk("/store/print", ".tag=5"), expected);
        assert.deepEqual(await client.talk("/store/set"), [["!done"]]);
        assert.deepEqual(await client.talk("/store/count"), [["!done", "=ret=0"]]);
      });
    }

    it("carry no tag in replies when theirs was empty", async () => {
      const { port } = await serve();
      const client = await entered(port);
      assert.deepEqual(await client.talk("/store/set", ".tag="), [["!done"]]);
    });

    it("keep bytes that are no UTF-8", async () => {
      const { port, plane } = await serve();
      const client = await entered(port);
      const allBytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)).toString("latin1");
      await client.talk("/store/add", `=value=${allBytes}`);
      await client.talk("/store/add", `=value=${Buffer.from("Büro").toString("latin1")}`);
      assert.equal(plane.stored[1], "Büro");
      const [first, second] = await client.talk("/store/print");
      assert.ok(first?.includes(`=value=${allBytes}`));
      assert.ok(second?.includes(`=value=${Buffer.from("Büro").toString("latin1")}`));
    });

    it("may return twenty thousand rows", async () => {
      const { port } = await serve();
      const client = await entered(port);
      const answer = await client.talk("/store/many", "=count=20000");
      assert.equal(answer.length, 20_001);
      assert.deepEqual(answer[19_999], ["!re", "=n=19999"]);
    });
  });

  describe("tags", () => {
    it("let a quick command overtake a slow one", async () => {
      const { port, plane } = await serve();
      const client = await entered(port);
      client.send("/store/slow", ".tag=s");
      client.send("/store/add", "=value=1", ".tag=q");
      const order = [await client.receive(), await client.receive()];
      plane.finishSlow();
      order.push(await client.receive(), await client.receive());
      assert.deepEqual(order, [
        ["!re", "=begun=yes", ".tag=s"],
        ["!done", "=ret=*1", ".tag=q"],
        ["!re", "=finished=yes", ".tag=s"],
        ["!done", ".tag=s"],
      ]);
    });

    it("let /cancel end one command", async () => {
      const { port, plane } = await serve();
      const client = await entered(port);
      client.send("/store/listen", ".tag=2");
      client.send("/store/listen", ".tag=3");
      await client.receive();
      await client.receive();
      client.send("/cancel", "=tag=2", ".tag=7");
      assert.deepEqual(
        [await client.receive(), await client.receive(), await client.receive()],
        [
          ["!trap", "=category=2", "=message=interrupted", ".tag=2"],
          ["!done", ".tag=7"],
          ["!done", ".tag=2"],
        ],
      );
      assert.equal(plane.aborted.length, 1);
      assert.deepEqual(await client.talk("/store/set", ".tag=8"), [["!done", ".tag=8"]]);
    });

    it("let /cancel without =tag= end every command but itself", async () => {
      const { port, plane } = await serve();
      const client = await entered(port);
      client.send("/store/listen", ".tag=2");
      client.send("/store/slow");
      await client.receive();
      await client.receive();
      client.send("/cancel", ".tag=7");
      const replies = [];
      for (let count = 0; count < 5; count += 1) replies.push((await client.receive()).join(" "));
      assert.deepEqual(replies.sort(), [
        "!done",
        "!done .tag=2",
        "!done .tag=7",
        "!trap =category=2 =message=interrupted",
        "!trap =category=2 =message=interrupted .tag=2",
      ]);
      plane.finishSlow();
      assert.deepEqual(await client.talk("/store/set"), [["!done"]]);
    });
  });

  describe("a client that does not read its replies", () => {
    const prints = 40;
    const megabyte = "x".repeat(2 ** 20);
    const shapings = [
      ["directly", {}],
      ["over a line with latency", { latency: 2 }],
    ] as const;
    for (const [how, shaping] of shapings) {
      it(`is not served further until it does, ${how}`, async () => {
        const { port, plane } = await serve({ shaping });
        const client = await entered(port);
        await client.talk("/store/add", `=value=${megabyte}`);
        const served = () => plane.requests.length - 1;
        client.socket.pause();
        for (let sent = 0; sent < prints; sent += 1) client.send("/store/print");
        // What it was served so far no longer grows.
        for (let before = -1; before !== served(); await new Promise((resolve) => setTimeout(resolve, 100)))
          before = served();
        assert.ok(
          served() < prints,
          `${served()} of ${prints} prints were served to a client that reads nothing`,
        );
        const other = await entered(port);
        assert.deepEqual(await other.talk("/store/set"), [["!done"]], "others are served meanwhile");
        client.socket.resume();
        for (let read = 0; read < prints; read += 1) assert.equal((await client.answer()).length, 2);
      });
    }

    it("loses its connection when too much is waiting for it", async () => {
      const { port, plane, server } = await serve({ limits: { unreadBytes: 100_000 } });
      const client = await entered(port);
      client.socket.pause();
      client.send("/store/many", "=count=20000");
      while (server.connections().length > 0) await new Promise((resolve) => setTimeout(resolve, 2));
      assert.deepEqual(plane.loggedOut, [1]);
    });
  });

  describe("the end of a session", () => {
    it("is told by /quit with a bare word", async () => {
      const { port, plane } = await serve();
      const client = await entered(port);
      assert.deepEqual(await client.talk("/quit"), [["!fatal", "session terminated on request"]]);
      await client.closed;
      assert.deepEqual(plane.loggedOut, [1]);
    });

    it("aborts running commands and logs out when the client goes away", async () => {
      const { port, plane, server } = await serve();
      const client = await entered(port);
      client.send("/store/listen", ".tag=2");
      await client.receive();
      assert.deepEqual(server.connections(), [
        { session: 1, via: "api", address: "127.0.0.1", user: "admin", running: 1 },
      ]);
      await client.close();
      while (server.connections().length > 0) await new Promise((resolve) => setTimeout(resolve, 2));
      assert.deepEqual(plane.aborted, ["/store/listen"]);
      assert.deepEqual(plane.loggedOut, [1]);
    });

    it("follows a reserved control byte", async () => {
      const { port, plane } = await serve();
      const client = await entered(port);
      client.sendBytes(Buffer.of(0xf9, 0x01));
      await client.closed;
      assert.deepEqual(plane.loggedOut, [1]);
    });

    it("comes to all sessions when the server stops", async () => {
      const { port, server, plane } = await serve();
      const [one, two] = [await entered(port), await entered(port)];
      await server.stop();
      await Promise.all([one.closed, two.closed]);
      assert.deepEqual(plane.loggedOut, [1, 2]);
      await assert.rejects(rawConnect(port), /ECONNREFUSED/);
    });
  });

  it("logs commands without secret values and counts from one after a reset", async () => {
    const { port, log } = await serve();
    const client = await entered(port);
    await client.talk(
      "/store/set",
      "=name=a",
      "=ipsec-secret=hush",
      "=password=",
      "?password=hush",
      ".tag=1",
    );
    assert.equal(log.count, 2);
    const [login, set] = log.entries;
    assert.deepEqual(login?.arguments, [
      ["name", "admin"],
      ["password", "***"],
    ]);
    assert.deepEqual([login?.session, login?.user, login?.sequence], [1, undefined, 1]);
    assert.deepEqual(set?.arguments, [
      ["name", "a"],
      ["ipsec-secret", "***"],
      ["password", ""],
    ]);
    assert.deepEqual(
      [set?.path, set?.tag, set?.user, set?.queries],
      ["/store/set", "1", "admin", ["password=***"]],
    );
    assert.deepEqual(log.byPath(), { "/login": 1, "/store/set": 1 });
    log.reset();
    await client.talk("/store/set");
    assert.equal(log.entries[0]?.sequence, 1);
  });

  it("forgets old commands once they fill the log with long words", () => {
    const log = commandLog();
    const source = "x".repeat(2 ** 20);
    const sent = parseCommand([Buffer.from("/system/script/add"), Buffer.from(`=source=${source}`)]);
    for (let number = 1; number <= 100; number += 1) log.record(sent, { session: 1, user: "admin", at: 0 });
    assert.equal(log.count, 100);
    assert.ok(log.entries.length >= 30 && log.entries.length <= 64, `${log.entries.length} entries are kept`);
    assert.equal(log.entries.at(-1)?.sequence, 100);
  });

  it("reads sentences cut at every byte", async () => {
    const { port, plane } = await serve();
    const client = await entered(port);
    for (const byte of rawSentence(["/store/add", `=value=${"y".repeat(200)}`])) {
      client.sendBytes(Buffer.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.deepEqual(await client.answer(), [["!done", "=ret=*1"]]);
    assert.equal(plane.stored[0], "y".repeat(200));
  });
});
