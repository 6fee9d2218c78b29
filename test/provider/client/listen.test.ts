import assert from "node:assert/strict";
import { connect } from "../../../provider/client/connect";
import type { Connection } from "../../../provider/client/contract";
import { type RawRouter, type Received, startRawRouter } from "./raw-router";
import { failureOf } from "./rejects";

describe("Listening", () => {
  let router: RawRouter;
  let connection: Connection;
  /** What the router does with a cancelled command; replaced by single tests. */
  let onCancel: (cancelled: Received, cancel: Received) => void;

  beforeEach(async () => {
    onCancel = (cancelled, cancel) => {
      cancelled.reply("!trap", "=category=2", "=message=interrupted");
      cancel.reply("!done");
      cancelled.reply("!done");
    };
    router = await startRawRouter({
      answer(command) {
        if (command.path === "/interface/listen") {
          command.reply("!re", "=.id=*1", "=name=ether1");
          command.reply("!re", "=.id=*2", "=.dead=true");
        }
        if (command.path === "/cancel") {
          const cancelled = router.received.find((one) => one.tag === command.attribute("tag"));
          if (cancelled) onCancel(cancelled, command);
        }
      },
    });
    connection = await connect({
      host: "127.0.0.1",
      port: router.port,
      user: "admin",
      password: "",
      tls: false,
      commandDeadline: 1_000,
    });
  });

  afterEach(async () => {
    await connection.close();
    await router.close();
  });

  const rows = [
    { ".id": "*1", name: "ether1" },
    { ".id": "*2", ".dead": "true" },
  ];

  it("hands out the rows as they come, and ends after cancel", async () => {
    const listening = connection.listen({ path: "/interface/listen" });
    const seen: unknown[] = [];
    for await (const row of listening) {
      seen.push(row);
      if (seen.length === rows.length) void listening.cancel();
    }
    assert.deepEqual(seen, rows);
    assert.equal(
      (await router.seen("/cancel")).attribute("tag"),
      (await router.seen("/interface/listen")).tag,
    );
  });

  it("is cancelled by leaving the loop", async () => {
    for await (const row of connection.listen({ path: "/interface/listen" })) {
      assert.deepEqual(row, rows[0]);
      break;
    }
    assert.equal(router.received.at(-1)?.path, "/cancel");
  });

  it("ends, whichever of the two answers RouterOS sends first", async () => {
    onCancel = (cancelled, cancel) => {
      cancel.reply("!done");
      cancelled.reply("!trap", "=category=2", "=message=interrupted");
      cancelled.reply("!done");
    };
    const listening = connection.listen({ path: "/interface/listen" });
    await router.seen("/interface/listen");
    await listening.cancel();
    await listening.cancel();
    assert.equal(router.received.filter(({ path }) => path === "/cancel").length, 1);
  });

  it("throws a trap to the reader, after the rows that came before it", async () => {
    const listening = connection.listen({ path: "/interface/listen" });
    const command = await router.seen("/interface/listen");
    command.reply("!trap", "=message=not enough permissions (9)");
    command.reply("!done");
    const seen: unknown[] = [];
    const failure = await failureOf(
      (async () => {
        for await (const row of listening) seen.push(row);
      })(),
    );
    assert.deepEqual(seen, rows);
    assert.equal(failure.category, "missing-policy");
    await listening.cancel();
  });

  it("tells the reader when somebody else cancelled it", async () => {
    const listening = connection.listen({ path: "/log/listen" });
    const command = await router.seen("/log/listen");
    command.reply("!trap", "=category=2", "=message=interrupted");
    command.reply("!done");
    const failure = await failureOf(listening[Symbol.asyncIterator]().next());
    assert.equal(failure.category, "cancelled");
    assert.equal(failure.trapCategory, 2);
  });

  it("wakes a waiting reader when the connection is lost", async () => {
    const reading = failureOf(connection.listen({ path: "/log/listen" })[Symbol.asyncIterator]().next());
    (await router.seen("/log/listen")).socket.destroy();
    assert.equal((await reading).category, "unanswered");
  });

  it("survives being quiet for longer than the command deadline", async () => {
    const listening = connection.listen({ path: "/log/listen" });
    const command = await router.seen("/log/listen");
    setTimeout(() => command.reply("!re", "=message=late"), 1_300);
    const first = await listening[Symbol.asyncIterator]().next();
    assert.deepEqual(first.value, { message: "late" });
    await listening.cancel();
  });

  it("is given up at a deadline of its own", async () => {
    const listening = connection.listen({ path: "/tool/torch", deadline: 20 });
    const failure = await failureOf(listening[Symbol.asyncIterator]().next());
    assert.equal(failure.category, "unanswered");
    await router.seen("/cancel");
  });

  it("does not wait for ever for a router that ignores the cancel", async () => {
    onCancel = () => undefined;
    const listening = connection.listen({ path: "/log/listen" });
    assert.equal((await failureOf(listening.cancel())).category, "unanswered");
  });

  it("stays silent about a failure nobody reads", async () => {
    connection.listen({ path: "/log/listen" });
    (await router.seen("/log/listen")).socket.destroy();
    await connection.closed;
  });
});
