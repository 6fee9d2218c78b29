import assert from "node:assert/strict";
import type { Fault } from "../../../simulator/api/faults";
import type { ApiServer } from "../../../simulator/api/server";
import { manualClock } from "../../../simulator/clock";
import { loggedIn, type RawClient, rawConnect } from "./raw-client";
import { tinyServer } from "./tiny-plane";

describe("faults of the simulated router", () => {
  const opened: ApiServer[] = [];
  const clients: RawClient[] = [];
  const serve = async (varied: Parameters<typeof tinyServer>[0] = {}) => {
    const served = await tinyServer(varied);
    opened.push(served.server);
    const client = await loggedIn(served.port);
    clients.push(client);
    return { ...served, client };
  };
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await Promise.all(opened.splice(0).map((server) => server.stop()));
  });
  const add = (client: RawClient) => client.talk("/store/add", "=value=1");

  it("drop the connection before the k-th command is executed", async () => {
    const { client, plane, faults } = await serve();
    faults.add({ kind: "drop", on: 3 });
    assert.deepEqual(await add(client), [["!done", "=ret=*1"]]);
    await assert.rejects(add(client), /closed/);
    assert.equal(plane.stored.length, 1);
    assert.deepEqual(faults.list(), []);
  });

  it("drop the connection after the command is executed and before it is answered", async () => {
    const { client, plane, faults } = await serve();
    faults.add({ kind: "drop", when: "after", how: "reset", on: "/store/add" });
    await assert.rejects(add(client), /closed/);
    assert.equal(plane.stored.length, 1);
  });

  it("strike as often as they say, on what the predicate takes", async () => {
    const { client, plane, faults } = await serve();
    const [busy] = faults.add({
      kind: "busy",
      times: 2,
      on: ({ path, arguments: args }) => path === "/store/add" && args.some(([, value]) => value === "1"),
    });
    const refusal = [
      [
        "!trap",
        "=message=action timed out - try again, if error continues contact MikroTik support and send a supout file (13)",
      ],
      ["!done"],
    ];
    assert.deepEqual(await client.talk("/store/add", "=value=2"), [["!done", "=ret=*1"]]);
    assert.deepEqual(await add(client), refusal);
    assert.deepEqual(await add(client), refusal);
    assert.deepEqual(await add(client), [["!done", "=ret=*2"]]);
    assert.equal(busy?.struck, 2);
    assert.deepEqual(plane.stored, ["2", "1"]);
  });

  it("answer with traps of one's choice", async () => {
    const { client, faults } = await serve();
    faults.add({ kind: "trap", traps: [{ message: "one", category: 4 }, { message: "two" }] });
    assert.deepEqual(await client.talk("/store/set", ".tag=1"), [
      ["!trap", "=category=4", "=message=one", ".tag=1"],
      ["!trap", "=message=two", ".tag=1"],
      ["!done", ".tag=1"],
    ]);
  });

  it("delay one command while others go on, before or after executing it", async () => {
    const clock = manualClock();
    const { client, plane, faults } = await serve({ clock });
    faults.add(
      { kind: "delay", milliseconds: 5000, on: "/store/add" },
      { kind: "delay", milliseconds: 2000, on: "/store/add", when: "after" },
    );
    client.send("/store/add", "=value=1", ".tag=slow");
    assert.deepEqual(await client.talk("/store/set", ".tag=quick"), [["!done", ".tag=quick"]]);
    assert.equal(plane.stored.length, 0);
    await clock.advance(5000);
    assert.equal(plane.stored.length, 1);
    assert.deepEqual(await client.talk("/store/set", ".tag=quick"), [["!done", ".tag=quick"]]);
    await clock.advance(2000);
    assert.deepEqual(await client.answer("slow"), [["!done", "=ret=*1", ".tag=slow"]]);
  });

  it("end the session with !fatal", async () => {
    const { client, faults, plane } = await serve();
    faults.add({ kind: "fatal", reason: "out of memory" });
    assert.deepEqual(await add(client), [["!fatal", "out of memory"]]);
    await client.closed;
    assert.equal(plane.stored.length, 0);
  });

  it("send garbage on an open connection", async () => {
    const { client, faults } = await serve();
    faults.add({ kind: "garbage", bytes: Buffer.from([0x85, 0x00]) });
    client.send("/store/set");
    await new Promise<void>((resolve) => client.socket.once("data", () => resolve()));
    assert.equal(client.rest().toString("hex"), "8500");
    assert.equal(client.socket.destroyed, false);
  });

  it("send half a sentence of the true reply and close", async () => {
    const { client, faults, plane } = await serve();
    faults.add({ kind: "half-word", when: "after", afterwards: "close" });
    await assert.rejects(add(client), /closed/);
    assert.equal(client.rest().toString("latin1"), "\x05!done\x07=");
    assert.equal(plane.stored.length, 1);
  });

  it("let a command hang until it is cancelled", async () => {
    const { client, faults, plane } = await serve();
    faults.add({ kind: "hang", when: "after" });
    client.send("/store/add", "=value=1", ".tag=h");
    assert.deepEqual(await client.talk("/cancel", "=tag=h", ".tag=c"), [["!done", ".tag=c"]]);
    assert.deepEqual(await client.answer("h"), [["!done", ".tag=h"]]);
    assert.equal(plane.stored.length, 1);
  });

  it("compose: a delay and then a drop, the second left for the next command if the first has answered", async () => {
    const { client, faults, plane } = await serve();
    const list: Fault[] = [{ kind: "delay", milliseconds: 1 }, { kind: "busy" }, { kind: "drop" }];
    faults.add(...list);
    assert.equal((await add(client))[0]?.[0], "!trap");
    assert.deepEqual(
      faults.list().map(({ fault }) => fault),
      [list[2]],
    );
    await assert.rejects(add(client), /closed/);
    assert.equal(plane.stored.length, 0);
  });

  it("strike the login too", async () => {
    const { port, faults } = await serve();
    faults.add({ kind: "drop", on: "/login" });
    await assert.rejects(loggedIn(port), /closed/);
  });

  it("refuse new connections, or never answer them", async () => {
    const { port, client, faults } = await serve();
    faults.add({ kind: "refuse" }, { kind: "refuse", how: "silent" });
    await assert.rejects(loggedIn(port), /closed|ECONNRESET/);
    const silent = await rawConnect(port);
    clients.push(silent);
    silent.send("/login", "=name=admin", "=password=secret");
    assert.deepEqual(await add(client), [["!done", "=ret=*1"]], "sessions that are open go on");
    assert.equal(await Promise.race([silent.receive(), add(client).then(() => "nothing")]), "nothing");
    const next = await loggedIn(port);
    clients.push(next);
    assert.deepEqual(await next.talk("/store/set"), [["!done"]]);
  });

  it("reboot: all sessions end, the router is away and comes back", async () => {
    const clock = manualClock();
    const { port, client, faults, plane } = await serve({ clock });
    const other = await loggedIn(port);
    clients.push(other);
    faults.add({ kind: "reboot", when: "after", downFor: 30_000, on: "/store/add" });
    await assert.rejects(add(client), /closed/);
    await other.closed;
    assert.deepEqual([plane.stored.length, plane.reboots, [...plane.loggedOut].sort()], [1, 1, [1, 2]]);
    await clock.advance(29_000);
    await assert.rejects(loggedIn(port), /closed|ECONNRESET/);
    await clock.advance(1000);
    clients.push(await loggedIn(port));
  });

  it("can be taken out again", async () => {
    const { client, faults } = await serve();
    const [first] = faults.add(
      { kind: "busy", times: Number.POSITIVE_INFINITY },
      { kind: "fatal", times: 0 },
    );
    assert.equal((await add(client))[0]?.[0], "!trap");
    first?.remove();
    assert.equal((await add(client))[0]?.[0], "!done");
    faults.add({ kind: "busy" });
    faults.clear();
    assert.equal((await add(client))[0]?.[0], "!done");
  });
});
