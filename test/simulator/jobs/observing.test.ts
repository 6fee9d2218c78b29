/** What observers are told: writes of configuration, lines of the log. */
import assert from "node:assert/strict";
import { type ConfigurationWrite, createNetwork, type LogLine } from "../../../simulator";
import { requestOf } from "../config/harness";
import { type JobLab, jobLab, start } from "./lab";

interface Watched {
  readonly lab: JobLab;
  readonly writes: ConfigurationWrite[];
  run(path: string, ...words: string[]): Promise<void>;
  stop(): void;
}

function watched(lab: JobLab = jobLab("7.21.5")): Watched {
  const writes: ConfigurationWrite[] = [];
  const stop = lab.plane.onWrite((write) => void writes.push(write));
  const caller = lab.plane.login("admin", "", "api", "10.0.0.9");
  assert.ok(caller);
  const output = { row: () => {}, signal: new AbortController().signal };
  return {
    ...{ lab, writes, stop },
    run: async (path, ...words) => void (await lab.plane.execute(requestOf(path, words), caller, output)),
  };
}

const brief = (writes: readonly ConfigurationWrite[]) =>
  writes.map(({ by, text, changes }) => [
    by.user,
    text,
    ...changes.map(({ menu, kind, name, from, to }) => [menu, kind, name, from, to]),
  ]);

describe("observing writes", () => {
  it("tells who wrote which row, and what differs", async () => {
    const { lab, writes, run } = watched();
    const route = ["=dst-address=10.0.0.0/8", "=gateway=192.168.88.254", "=comment=a"];
    await run("/ip/route/add", ...route);
    await lab.pass(1);
    await run("/ip/route/set", "=numbers=0", "=distance=7", "=comment=a");
    await run("/ip/route/disable", "=numbers=0");
    await run("/ip/route/remove", "=numbers=0");
    assert.deepEqual(
      writes.map(({ at }) => at - start),
      [0, 1000, 1000, 1000],
    );
    const [first] = writes;
    assert.deepEqual(
      { ...first?.by, text: first?.text },
      {
        ...{ user: "admin", via: "api", address: "10.0.0.9", text: "route added" },
        ...{ origin: undefined, script: undefined, job: undefined },
      },
    );
    const added = { "dst-address": "10.0.0.0/8", gateway: "192.168.88.254", comment: "a" };
    assert.deepEqual(brief(writes), [
      ["admin", "route added", ["/ip/route", "added", undefined, {}, added]],
      ["admin", "route changed", ["/ip/route", "changed", undefined, {}, { distance: "7" }]],
      ["admin", "route changed", ["/ip/route", "changed", undefined, {}, { disabled: "true" }]],
      [
        "admin",
        "route removed",
        ["/ip/route", "removed", undefined, { ...added, distance: "7", disabled: "true" }, {}],
      ],
    ]);
  });

  it("tells what undo, redo and the end of safe mode write", async () => {
    const { writes, run } = watched();
    await run("/system/identity/set", "=name=a");
    await run("/undo");
    await run("/redo");
    await run("/safe-mode/take");
    await run("/system/identity/set", "=name=b");
    await run("/safe-mode/unroll");
    const [a, b, before] = [{ name: "a" }, { name: "b" }, { name: "CHR" }];
    const change = (from: object, to: { name: string }) => [
      "/system/identity",
      "changed",
      // The row's name as it is now is its only property.
      to.name,
      from,
      to,
    ];
    assert.deepEqual(brief(writes), [
      ["admin", "identity changed", change(before, a)],
      ["admin", "undo", change(a, before)],
      ["admin", "redo", change(before, a)],
      ["admin", "identity changed", change(a, b)],
      ["admin", "unroll", change(b, a)],
    ]);
  });

  it("names the script, its job, and the scheduler entry that started it", async () => {
    const { lab, writes } = watched();
    const source = "/system identity set name=x; /ip firewall address-list add list=l address=10.0.0.1";
    lab.add("/system/script", { name: "mover", source, policy: "read,write" });
    lab.add("/system/scheduler", { name: "watch", interval: "10s", "on-event": "mover" });
    writes.length = 0;
    await lab.pass(11);
    assert.deepEqual(
      writes.map(({ by, text }) => [by, text]),
      ["identity changed", "address list entry added"].map((text) => [
        {
          ...{ user: "admin", via: "script", address: "" },
          ...{ origin: "scheduler:watch", script: "mover", job: "*1" },
        },
        text,
      ]),
    );
  });

  it("names the hook, as the router itself", async () => {
    const { lab, writes } = watched();
    lab.add("/ip/dhcp-client", {
      interface: "ether1",
      script: "/system identity set name=$bound",
      disabled: "no",
    });
    const isp = { name: "A", access: "dhcp", interface: "ether1" } as const;
    createNetwork({ router: lab.plane, isps: [{ ...isp, address: "192.0.2.2/24", gateway: "192.0.2.1" }] });
    writes.length = 0;
    await lab.pass(5);
    assert.deepEqual(
      writes.map(({ by }) => [by.user, by.via, by.origin, by.script]),
      [["*sys", "script", "dhcp-client:ether1", undefined]],
    );
  });

  it("says nothing of counters, state, dynamic rows, globals, and writes that fail or change nothing", async () => {
    const { lab, writes, run } = watched();
    lab.add("/system/scheduler", { name: "s", interval: "1s", "on-event": ":global g 1; :put 1" });
    lab.add("/interface/list", { name: "WAN" });
    writes.length = 0;
    await lab.pass(5);
    assert.equal(lab.rows("/system/scheduler")[0]?.["run-count"], "5");
    await run("/ip/firewall/address-list/add", "=list=l", "=address=10.0.0.9", "=timeout=1m");
    await run("/interface/list/set", "=numbers=WAN", "=name=WAN");
    await assert.rejects(run("/interface/list/add", "=name=WAN"));
    await run("/system/clock/set", "=date=2026-05-05", "=time=10:00:00");
    lab.plane.hand.line("ether1", { state: "up", address: "10.1.1.1/24" });
    await lab.pass(61);
    assert.deepEqual(writes, []);
  });

  it("hides secrets, and tells moves and files", async () => {
    const { lab, writes, run } = watched();
    lab.add("/ppp/secret", { name: "u", password: "hidden" });
    lab.add("/ip/firewall/filter", { chain: "input", action: "accept", comment: "a" });
    lab.add("/ip/firewall/filter", { chain: "input", action: "drop", comment: "b" });
    await run("/ip/firewall/filter/move", "=numbers=1", "=destination=0");
    await run("/file/add", "=name=a.txt", "=contents=x");
    assert.doesNotMatch(JSON.stringify(writes), /hidden/);
    const [first, , , moved, file] = writes.flatMap(({ changes }) => changes);
    assert.equal(first?.to.password, "***");
    assert.deepEqual([moved?.kind, moved?.from, moved?.to], ["moved", {}, { "place-before": "*1" }]);
    assert.deepEqual([file?.menu, file?.name], ["/file", "a.txt"]);
  });

  it("tells what the router itself writes past history", async () => {
    const { lab, writes } = watched();
    lab.add("/interface/bridge", { name: "bridge" });
    lab.add("/ip/address", { address: "192.168.88.1/24", interface: "bridge" });
    const list = { "address-list": "seen", "address-list-timeout": "none-static" };
    lab.add("/ip/firewall/mangle", { chain: "prerouting", action: "add-src-to-address-list", ...list });
    const host = { kind: "host", name: "desk", from: "192.168.88.10", interface: "bridge" } as const;
    const isp = { name: "A", access: "static", interface: "ether1" } as const;
    createNetwork({
      router: lab.plane,
      isps: [{ ...isp, address: "192.0.2.2/24", gateway: "192.0.2.1" }],
      sources: [{ ...host, to: "8.8.8.8" }],
    });
    writes.length = 0;
    await lab.pass(1);
    const added = { list: "seen", address: "192.168.88.10" };
    assert.deepEqual(brief(writes), [
      ["*sys", "", ["/ip/firewall/address-list", "added", undefined, {}, added]],
    ]);
    assert.equal(writes[0]?.by.via, "router");
  });

  it("ends when it is told to", async () => {
    const { writes, stop, run } = watched();
    stop();
    await run("/system/identity/set", "=name=a");
    assert.deepEqual(writes, []);
  });
});

describe("observing the log", () => {
  it("tells each line as it is written, with both times", async () => {
    const lab = jobLab("7.21.5");
    const lines: LogLine[] = [];
    const stop = lab.plane.onLog((line) => void lines.push(line));
    lab.entry({ name: "s", interval: "1m", "on-event": ':log warning "hello"' });
    lab.plane.hand.set("/system/clock", "", { date: "2026-05-05", time: "10:00:00" });
    await lab.pass(61);
    const hello = { topics: "script,warning", message: "hello" };
    assert.deepEqual(
      lines.filter(({ topics }) => topics.startsWith("script")),
      [{ ...hello, at: start + 60_000, wall: Date.UTC(2026, 4, 5, 10, 1) }],
    );
    stop();
    await lab.pass(60);
    assert.equal(lines.filter(({ message }) => message === "hello").length, 1);
  });
});
