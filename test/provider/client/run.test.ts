import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { connect } from "../../../provider/client/connect";
import type { Command, Connection, ConnectOptions } from "../../../provider/client/contract";
import { type RawRouter, type RawRouterOptions, startRawRouter } from "./raw-router";
import { failureOf } from "./rejects";

describe("Running commands", () => {
  let router: RawRouter;
  let connection: Connection;

  async function start(
    answer: RawRouterOptions["answer"],
    options: Partial<ConnectOptions> = {},
  ): Promise<Connection> {
    router = await startRawRouter({ answer });
    connection = await connect({
      host: "127.0.0.1",
      port: router.port,
      user: "admin",
      password: "correct horse",
      tls: false,
      ...options,
    });
    return connection;
  }

  afterEach(async () => {
    await connection.close();
    await router.close();
  });

  const failing = (...traps: string[][]) =>
    start((command) => {
      for (const trap of traps) command.reply("!trap", ...trap);
      command.reply("!done");
    }).then((opened) => failureOf(opened.run({ path: "/ip/address/add" })));

  it("sends path, attributes and queries in the order given", async () => {
    await start((command) => command.reply("!done"));
    await connection.run({
      path: "/ip/firewall/nat/print",
      attributes: { ".proplist": ".id,comment", detail: "", "!src-address": "" },
      queries: ["?chain=srcnat", "?disabled=false", "?#|!"],
    });
    assert.deepEqual((await router.seen("/ip/firewall/nat/print")).words, [
      "/ip/firewall/nat/print",
      "=.proplist=.id,comment",
      "=detail=",
      "=!src-address=",
      "?chain=srcnat",
      "?disabled=false",
      "?#|!",
    ]);
  });

  it("returns the rows as they came: values with =, newlines and no value, and rows without attributes", async () => {
    await start((command) => {
      command.reply("!re", "=.id=*1", "=comment=a=b\r\nc", "=fib=", "=__proto__=x");
      command.reply("!re");
      command.reply("!done");
    });
    const { rows, ret } = await connection.run({ path: "/ip/route/print" });
    assert.deepEqual(
      rows.map((row) => Object.entries(row)),
      [
        [
          [".id", "*1"],
          ["comment", "a=b\r\nc"],
          ["fib", ""],
          ["__proto__", "x"],
        ],
        [],
      ],
    );
    assert.equal(ret, undefined);
  });

  it("returns the =ret= of !done apart from the rows", async () => {
    await start((command) => command.reply("!done", "=ret=*1A"));
    assert.deepEqual(await connection.run({ path: "/ip/address/add" }), { rows: [], ret: "*1A" });
  });

  it("takes !empty, which RouterOS sends since 7.18, as no rows", async () => {
    await start((command) => {
      command.reply("!empty");
      command.reply("!done");
    });
    assert.deepEqual(await connection.run({ path: "/ip/route/print" }), { rows: [] });
  });

  it("keeps the answers of overlapping commands apart", async () => {
    const waiting: (() => void)[] = [];
    await start((command) => {
      const name = command.attribute("name") ?? "";
      waiting.unshift(() => {
        command.reply("!re", `=name=${name}`);
        command.reply("!done", `=ret=${name}`);
      });
      if (waiting.length === 20) for (const answer of waiting) answer();
    });
    const names = Array.from({ length: 20 }, (_, index) => `row ${index}`);
    const replies = await Promise.all(
      names.map((name) => connection.run({ path: "/interface/print", attributes: { name } })),
    );
    assert.deepEqual(
      replies,
      names.map((name) => ({ rows: [{ name }], ret: name })),
    );
  });

  it("carries a script of 200 KB both ways", async () => {
    const source = `:log info "Zürich"\r\n`.repeat(10_000);
    await start((command) => {
      command.reply("!re", `=source=${command.attribute("source")}`);
      command.reply("!done");
    });
    const { rows } = await connection.run({ path: "/system/script/print", attributes: { source } });
    assert.ok(Buffer.byteLength(source) > 200_000);
    assert.equal(rows[0]?.source, source);
  });

  it("reads a comment in the configured code page when it is not UTF-8", async () => {
    const answer: RawRouterOptions["answer"] = (command) => {
      command.reply("!re", Buffer.from([...Buffer.from("=comment="), 0xcf, 0xf0, 0xe8]));
      command.reply("!re", "=comment=При");
      command.reply("!done");
    };
    await start(answer, { fallbackEncoding: "win1251" });
    const { rows } = await connection.run({ path: "/ip/route/print" });
    assert.deepEqual(rows, [{ comment: "При" }, { comment: "При" }]);
  });

  it("waits for !done after a !trap, and joins the words of several", async () => {
    const failure = await failing(
      ["=category=0", "=message=no such command or directory (adress)"],
      ["=message=no such command prefix"],
      ["=message=third"],
    );
    assert.equal(failure.category, "rejected");
    assert.equal(failure.routerSays, "no such command or directory (adress); no such command prefix; third");
    assert.equal(failure.trapCategory, 0);
    assert.equal(failure.mayHaveExecuted, false);
    assert.match(failure.message, /127\.0\.0\.1:\d+.*\/ip\/address\/add.*no such command prefix/);
  });

  it("can run the next command after a failed one", async () => {
    await start((command) => {
      if (command.path.endsWith("add")) command.reply("!trap", "=message=failure: already have such entry");
      command.reply("!done");
    });
    assert.equal((await failureOf(connection.run({ path: "/ip/address/add" }))).category, "exists");
    assert.deepEqual(await connection.run({ path: "/ip/address/print" }), { rows: [] });
  });

  it("says so when RouterOS gives no reason", async () => {
    const failure = await failing([]);
    assert.equal(failure.routerSays, undefined);
    assert.match(failure.message, /nothing about the reason/);
  });

  it("cancels a command at its deadline and says that it may have been executed", async () => {
    await start(() => undefined);
    const running = failureOf(connection.run({ path: "/system/backup/save", deadline: 30 }));
    const cancel = await router.seen("/cancel");
    const failure = await running;
    assert.equal(failure.category, "unanswered");
    assert.equal(failure.mayHaveExecuted, true);
    assert.match(failure.message, /\/system\/backup\/save within 0\.03 s/);
    assert.equal(cancel.attribute("tag"), (await router.seen("/system/backup/save")).tag);
  });

  it("has a deadline for commands that give none", async () => {
    await start(() => undefined, { commandDeadline: 30 });
    assert.equal((await failureOf(connection.run({ path: "/import" }))).category, "unanswered");
  });

  it("drops what still comes for a command that was given up", async () => {
    await start((command) => {
      if (command.path === "/cancel") {
        const late = router.received.find((one) => one.tag === command.attribute("tag"));
        late?.reply("!re", "=name=late");
        late?.reply("!trap", "=category=2", "=message=interrupted");
        late?.reply("!done");
        command.reply("!done");
      } else if (command.path === "/quick") command.reply("!done", "=ret=1");
    });
    await failureOf(connection.run({ path: "/slow", deadline: 20 }));
    await delay(10);
    assert.deepEqual(await connection.run({ path: "/quick" }), { rows: [], ret: "1" });
  });

  const impossible: readonly (readonly [string, Command])[] = [
    ["a path without a slash", { path: "ip/address/print" }],
    ["an attribute name with =", { path: "/ip/address/add", attributes: { "a=b": "c" } }],
    ["a query without ?", { path: "/ip/address/print", queries: ["password=s3cret"] }],
  ];
  for (const [what, command] of impossible) {
    it(`refuses ${what} before anything is sent`, async () => {
      await start((received) => received.reply("!done"));
      const failure = await failureOf(connection.run(command));
      assert.equal(failure.category, "rejected");
      assert.ok(!failure.message.includes("s3cret"), failure.message);
      assert.equal(router.received.length, 1, "only the login");
    });
  }

  it("masks secrets that RouterOS quotes", async () => {
    await start((command) => {
      command.reply("!trap", `=message=invalid value "${command.attribute("password")}" for correct horse`);
      command.reply("!done");
    });
    const failure = await failureOf(
      connection.run({ path: "/interface/pppoe-client/add", attributes: { password: "s3cret(*" } }),
    );
    assert.equal(failure.routerSays, 'invalid value "***" for ***');
    assert.ok(!failure.message.includes("s3cret") && !failure.message.includes("horse"));
  });

  it("sends a whole sentence at once, so that no word waits for the acknowledgement of the last", async () => {
    let chunks = 0;
    await start((command) => command.reply("!done"));
    const [login] = router.received;
    login?.socket.on("data", () => chunks++);
    const attributes = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`name${index}`, "value"]),
    );
    await connection.run({ path: "/ip/firewall/mangle/add", attributes });
    assert.equal(chunks, 1);
  });
});
