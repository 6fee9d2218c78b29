import assert from "node:assert/strict";
import { CommandFailure, type PrintedRow } from "../../../simulator/config/contract";
import { type Lab, lab, requestOf } from "./harness";

/** Starts a command that does not end by itself. */
function start({ plane, admin }: Lab, path: string, ...words: string[]) {
  const cancel = new AbortController();
  const rows: PrintedRow[] = [];
  const output = { row: (row: PrintedRow) => rows.push(row), signal: cancel.signal };
  let ended = false;
  const end = plane.execute(requestOf(path, words), admin, output).finally(() => {
    ended = true;
  });
  end.catch(() => {});
  return { rows, end, isEnded: () => ended, cancel: () => cancel.abort() };
}

const interrupted = (error: unknown): boolean =>
  error instanceof CommandFailure &&
  error.traps[0]?.message === "interrupted" &&
  error.traps[0]?.category === 2;

describe("listen", () => {
  const list = "/ip/firewall/address-list";

  it("tells new and changed rows whole, and removed ones as dead", async () => {
    const router = lab();
    const listening = start(router, `${list}/listen`);
    await router.must(`${list}/add`, ["=list=l", "=address=1.1.1.1", "=comment=x"]);
    await router.must(`${list}/set`, ["=.id=*1", "=comment=y"]);
    await router.must(`${list}/remove`, ["=.id=*1"]);
    assert.deepEqual(
      listening.rows.map((row) => [row[".id"], row.address, row.comment, row[".dead"]]),
      [
        ["*1", "1.1.1.1", "x", undefined],
        ["*1", "1.1.1.1", "y", undefined],
        ["*1", undefined, undefined, "true"],
      ],
    );
    assert.deepEqual(listening.rows[2], { ".id": "*1", ".dead": "true" });
    listening.cancel();
    await assert.rejects(listening.end, interrupted);
    await router.must(`${list}/add`, ["=list=l", "=address=2.2.2.2"]);
    assert.equal(listening.rows.length, 3, "nothing after the end");
  });

  it("never ends by itself", async () => {
    const router = lab();
    const listening = start(router, `${list}/listen`);
    await router.clock.advance(3_600_000);
    assert.equal(listening.isEnded(), false);
    listening.cancel();
    await assert.rejects(listening.end, interrupted);
  });

  it("evaluates queries and the proplist", async () => {
    const router = lab();
    const listening = start(router, `${list}/listen`, "=.proplist=address", "?list=l");
    await router.must(`${list}/add`, ["=list=m", "=address=1.1.1.1"]);
    await router.must(`${list}/add`, ["=list=l", "=address=2.2.2.2"]);
    await router.must(`${list}/remove`, ["=.id=*1"]);
    assert.deepEqual(listening.rows, [{ address: "2.2.2.2" }]);
    listening.cancel();
    await assert.rejects(listening.end, interrupted);
  });

  it("hears of rows that come and go by themselves", async () => {
    const router = lab();
    await router.must("/ip/dhcp-client/add", ["=interface=ether1", "=disabled=no"]);
    const listening = start(router, "/ip/route/listen", "?dhcp=true");
    router.plane.hand.line("ether1", { state: "up", address: "10.1.0.5/24", gateway: "10.1.0.1" });
    router.plane.hand.line("ether1", { state: "down" });
    assert.deepEqual(
      listening.rows.map((row) => row.gateway ?? row[".dead"]),
      ["10.1.0.1", "true"],
    );
    listening.cancel();
    await assert.rejects(listening.end, interrupted);
  });

  it("says nothing of a write that failed", async () => {
    const router = lab();
    await router.must(`${list}/add`, ["=list=l", "=address=1.1.1.1"]);
    await router.must(`${list}/add`, ["=list=l", "=address=2.2.2.2"]);
    const listening = start(router, `${list}/listen`);
    // The second row would become equal to the first.
    await router.run(`${list}/set`, ["=.id=*1,*2", "=address=3.3.3.3"]);
    assert.deepEqual(listening.rows, []);
    listening.cancel();
    await assert.rejects(listening.end, interrupted);
  });

  it("hears of sessions and of the log", async () => {
    const router = lab();
    const active = start(router, "/user/active/listen");
    const log = start(router, "/log/listen");
    const reader = router.login("reader");
    router.plane.logout(reader);
    assert.deepEqual(
      active.rows.map((row) => row.name ?? row[".dead"]),
      ["reader", "true"],
    );
    assert.match(log.rows[0]?.message ?? "", /^user reader logged in/);
    for (const listening of [active, log]) {
      listening.cancel();
      await assert.rejects(listening.end, interrupted);
    }
  });
});

describe("print with follow", () => {
  it("prints what is there, then what changes", async () => {
    const router = lab();
    const following = start(router, "/interface/list/print", "=follow=", "?builtin=false");
    await router.must("/interface/list/add", ["=name=WAN"]);
    assert.deepEqual(
      following.rows.map((row) => row.name),
      ["WAN"],
    );
    following.cancel();
    await assert.rejects(following.end, interrupted);
  });
});

describe("monitor", () => {
  it("gives one reading with once", async () => {
    const { rows } = await lab().must("/system/resource/monitor", ["=once="]);
    assert.equal(rows.length, 1);
  });

  it("gives a reading a second for the duration", async () => {
    const router = lab();
    const monitoring = start(router, "/interface/ethernet/monitor", "=numbers=ether1,ether2", "=duration=3s");
    await router.clock.advance(5000);
    await monitoring.end;
    assert.equal(monitoring.rows.length, 2 * 4);
    assert.equal(monitoring.rows[0]?.status, "link-ok");
  });

  it("goes on for ever without, until it is cancelled", async () => {
    const router = lab();
    const monitoring = start(router, "/interface/ethernet/monitor", "=numbers=ether1");
    await router.clock.advance(10_500);
    assert.equal(monitoring.rows.length, 11);
    monitoring.cancel();
    await assert.rejects(monitoring.end, interrupted);
  });
});

describe("monitor-traffic", () => {
  const words = ["=interface=ether1,ether2", "=once="];

  it("reads the rates of the interfaces that are named", async () => {
    const { rows } = await lab().must("/interface/monitor-traffic", words);
    assert.deepEqual(
      rows.map((row) => [row.name, row["rx-bits-per-second"], row["tx-packets-per-second"]]),
      [
        ["ether1", "0", "0"],
        ["ether2", "0", "0"],
      ],
    );
  });

  it("wants an interface that exists, by its own argument", async () => {
    const { run } = lab();
    for (const [given, trap] of [
      ["=once=", "missing value(s) of argument(s) interface"],
      ["=interface=ether9", "input does not match any value of interface"],
      ["=numbers=ether1", "unknown parameter numbers"],
    ] as const) {
      assert.deepEqual((await run("/interface/monitor-traffic", [given])).traps, [trap]);
    }
  });
});

describe("ping", () => {
  it("answers a row for each probe, and takes time", async () => {
    const router = lab("7.21.5", { ping: () => 12 });
    const begin = router.clock.now();
    const pinging = start(router, "/ping", "=address=1.1.1.1", "=count=3");
    await router.clock.advance(10_000);
    await pinging.end;
    assert.deepEqual(
      pinging.rows.map(({ seq, host, time, received }) => [seq, host, time, received]),
      [
        ["0", "1.1.1.1", "12ms", "1"],
        ["1", "1.1.1.1", "12ms", "2"],
        ["2", "1.1.1.1", "12ms", "3"],
      ],
    );
    assert.ok(router.clock.now() > begin);
  });

  it("reaches the router itself and the gateway of a route in use, and nothing else, unless told otherwise", async () => {
    const router = lab();
    await router.must("/ip/address/add", ["=address=10.0.0.2/24", "=interface=ether1"]);
    await router.must("/ip/route/add", ["=gateway=10.0.0.1"]);
    for (const [address, status] of [
      ["10.0.0.1", undefined],
      ["10.0.0.2", undefined],
      ["127.0.0.1", undefined],
      ["9.9.9.9", "timeout"],
    ] as const) {
      const pinging = start(router, "/ping", `=address=${address}`, "=count=1");
      await router.clock.advance(5000);
      await pinging.end;
      assert.equal(pinging.rows[0]?.status, status, address);
    }
  });

  it("is at /tool/ping, too, from 7.23", async () => {
    for (const [version, there] of [
      ["7.22.3", false],
      ["7.24", true],
    ] as const) {
      const router = lab(version, { ping: () => 1 });
      const { traps } = await router.run("/tool/ping", ["=address=1.1.1.1", "=count=1"]);
      assert.equal(traps === undefined, there, version);
    }
  });

  it("does not end without count", async () => {
    const router = lab("7.21.5", { ping: () => undefined });
    const pinging = start(router, "/ping", "=address=1.1.1.1");
    await router.clock.advance(20_500);
    assert.equal(pinging.isEnded(), false);
    assert.equal(pinging.rows.length, 21);
    pinging.cancel();
    await assert.rejects(pinging.end, interrupted);
  });
});
