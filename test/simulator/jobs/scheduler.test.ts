import assert from "node:assert/strict";
import type { RouterOsVersion } from "../../../simulator/config/contract";
import { type JobLab, jobLab } from "./lab";

const say = (text: string) => `:log info "${text}"`;
const entryOf = ({ rows }: JobLab, name: string) => rows("/system/scheduler", `name=${name}`)[0];

describe("the scheduler", () => {
  it("fires an entry without a start first after one interval, then every interval", async () => {
    const lab = jobLab();
    lab.add("/system/scheduler", { name: "a", interval: "15s", "on-event": say("tick") });
    assert.equal(entryOf(lab, "a")?.["next-run"], "2026-01-01 12:00:15");
    await lab.pass(50);
    assert.deepEqual(lab.times("tick"), [15, 30, 45]);
    assert.equal(entryOf(lab, "a")?.["run-count"], "3");
    assert.equal(entryOf(lab, "a")?.["next-run"], "2026-01-01 12:01:00");
  });

  it("keeps to the grid of a start long ago, whenever the entry is made", async () => {
    const lab = jobLab();
    await lab.pass(7);
    lab.entry({
      name: "a",
      interval: "45s",
      "on-event": say("tick"),
      "start-date": "1970-01-01",
      "start-time": "00:00:00",
    });
    await lab.pass(120);
    // 12:00:00 is a multiple of 45 s of the day of 1970 that 2026-01-01 is counted from.
    const [first = 0, second] = lab.times("tick");
    assert.ok(first > 7 && first <= 52, String(first));
    assert.equal(second, first + 45);
    assert.equal((Date.UTC(2026, 0, 1, 12) / 1000 + first) % 45, 0);
  });

  it("waits for a start to come, fires at it, and once only without an interval", async () => {
    const lab = jobLab();
    lab.entry({ name: "once", "start-time": "12:00:20", "on-event": say("once") });
    lab.entry({ name: "again", "start-time": "12:00:30", interval: "1m", "on-event": say("again") });
    assert.equal(entryOf(lab, "once")?.["next-run"], "2026-01-01 12:00:20");
    await lab.pass(100);
    assert.deepEqual([lab.times("once"), lab.times("again")], [[20], [30, 90]]);
    assert.equal(entryOf(lab, "once")?.["next-run"], "");
  });

  it("never waits for a run to end: overlapping runs are jobs beside each other", async () => {
    const lab = jobLab();
    lab.add("/system/script", {
      name: "slow",
      source: `${say("begin")}\n:delay 25s\n${say("end")}`,
      policy: "read,write,test",
    });
    lab.entry({ name: "slow", interval: "10s", "on-event": "slow" });
    await lab.pass(31);
    assert.deepEqual(lab.times("begin"), [10, 20, 30]);
    assert.equal(lab.rows("/system/script/job", "script=slow").length, 3);
    await lab.pass(5);
    assert.deepEqual(lab.times("end"), [35]);
    assert.equal(lab.rows("/system/script", "name=slow")[0]?.["run-count"], "3");
  });

  it("lets a script see by its job's name that it runs already", async () => {
    const lab = jobLab();
    const guard =
      ':if ([/system/script/job/print count-only as-value where script=[:jobname]] > 1) do={ :error "twice" }';
    lab.add("/system/script", {
      name: "slow",
      source: `${guard}\n${say("begin")}\n:delay 15s`,
      policy: "read,write,test",
    });
    lab.entry({ name: "slow", interval: "10s", "on-event": "slow" });
    await lab.pass(45);
    assert.deepEqual(lab.times("begin"), [10, 30]);
    assert.ok(lab.log("script,error").every((line) => line.includes("twice")));
    assert.equal(lab.log("script,error").length, 2);
  });

  it("has both the entry's job and the script's when the code runs a script", async () => {
    const lab = jobLab();
    lab.add("/system/script", { name: "slow", source: ":delay 5s", policy: "read" });
    lab.entry({ name: "x", interval: "10s", "on-event": "/system/script/run slow" });
    await lab.pass(11);
    const jobs = lab.rows("/system/script/job");
    assert.deepEqual(
      jobs.map(({ script, type, owner }) => [script, type, owner]),
      [
        [undefined, "scheduler", "admin"],
        ["slow", "command", "admin"],
      ],
    );
  });

  it("plans anew when an entry is changed, disabled, enabled or removed", async () => {
    const lab = jobLab();
    const { hand } = lab.plane;
    lab.entry({ name: "a", interval: "10s", "on-event": say("tick") });
    await lab.pass(12);
    hand.set("/system/scheduler", "a", { interval: "30s" });
    await lab.pass(20);
    hand.set("/system/scheduler", "a", { disabled: "yes" });
    assert.equal(entryOf(lab, "a")?.["next-run"], "");
    await lab.pass(60);
    hand.set("/system/scheduler", "a", { disabled: "no", "on-event": say("tock") });
    await lab.pass(30);
    hand.remove("/system/scheduler", "a");
    await lab.pass(60);
    assert.deepEqual([lab.times("tick"), lab.times("tock")], [[10, 30], [120]]);
  });

  it("does not begin anew when something is changed that has nothing to do with time", async () => {
    const lab = jobLab();
    lab.add("/system/scheduler", { name: "a", interval: "20s", "on-event": say("tick") });
    await lab.pass(15);
    lab.plane.hand.set("/system/scheduler", "a", { comment: "x" });
    await lab.pass(6);
    assert.deepEqual(lab.times("tick"), [20]);
  });

  describe("start-time=startup", () => {
    const startup = { "start-time": "startup", policy: "read,write" };

    it("without an interval runs three seconds after boot", async () => {
      const lab = jobLab();
      lab.add("/system/scheduler", { name: "a", "on-event": ":global x 1; :log info boot", ...startup });
      await lab.pass(2.9);
      assert.deepEqual(lab.log("script,info"), []);
      await lab.pass(0.1);
      assert.deepEqual(lab.log("script,info"), ["boot"]);
      lab.plane.reboot();
      await lab.pass(2.9);
      assert.deepEqual([lab.log("script,info"), entryOf(lab, "a")?.["run-count"]], [[], "0"]);
      await lab.pass(10);
      assert.deepEqual([lab.log("script,info"), entryOf(lab, "a")?.["run-count"]], [["boot"], "1"]);
    });

    it("with one runs after the interval, not at boot", async () => {
      const lab = jobLab();
      lab.add("/system/scheduler", { name: "a", interval: "1m", "on-event": say("tick"), ...startup });
      await lab.pass(130);
      assert.deepEqual(lab.times("tick"), [60, 120]);
    });
  });

  describe("of 7.24.0", () => {
    const cases: readonly (readonly [RouterOsVersion, Record<string, string>, boolean])[] = [
      ["7.24", {}, false],
      ["7.24", { "start-date": "2026-01-01" }, false],
      ["7.24", { "start-time": "12:00:00" }, false],
      ["7.24", { "start-date": "2026-01-01", "start-time": "12:00:00" }, true],
      ["7.24", { "start-time": "startup" }, true],
      ["7.22.3", {}, true],
    ];
    for (const [version, given, fires] of cases) {
      const words = Object.keys(given).length === 0 ? "the default start" : JSON.stringify(given);
      it(`${version}: ${fires ? "triggers" : "never triggers"} an entry with ${words}`, async () => {
        const lab = jobLab(version);
        lab.add("/system/scheduler", { name: "a", interval: "10s", "on-event": say("tick"), ...given });
        await lab.pass(35);
        assert.equal(lab.log("script,info").length, fires ? 3 : 0);
      });
    }

    it("triggers it once its start has been written", async () => {
      const lab = jobLab("7.24");
      lab.add("/system/scheduler", { name: "a", interval: "10s", "on-event": say("tick") });
      lab.plane.hand.set("/system/scheduler", "a", { "start-date": "2026-01-01", "start-time": "12:00:00" });
      await lab.pass(25);
      assert.deepEqual(lab.times("tick"), [10, 20]);
    });

    it("runs on the days it is told", async () => {
      const lab = jobLab("7.24");
      // 2026-01-01 is a Thursday.
      lab.entry({ name: "a", interval: "6h", days: "thu,sat", "on-event": say("tick") });
      await lab.pass(3 * 86_400);
      assert.deepEqual(
        lab.times("tick").map((second) => second / 3600),
        [6, 36, 42, 48, 54],
      );
    });
  });

  describe("and policies", () => {
    it("runs code with the entry's", async () => {
      const lab = jobLab();
      lab.entry({ name: "a", interval: "10s", policy: "read", "on-event": "/system identity set name=x" });
      await lab.pass(11);
      assert.deepEqual(lab.log("script,error"), [
        "script error: not enough permissions (9) (/system/identity/set; line 1)",
      ]);
    });

    it("refuses a script that wants more than the entry has, and logs it", async () => {
      const lab = jobLab();
      lab.add("/system/script", { name: "s", source: say("ran"), policy: "read,policy" });
      lab.entry({ name: "a", interval: "10s", "on-event": "s" });
      await lab.pass(11);
      assert.deepEqual(lab.log("script,info"), []);
      assert.deepEqual(lab.log("script,error"), [
        "executing script s from scheduler failed, please check it manually (not enough permissions (9))",
      ]);
      assert.equal(lab.rows("/system/script")[0]?.["run-count"], "0");
    });

    it("runs a script with its own, and one that does not require permissions in any case", async () => {
      const lab = jobLab();
      lab.add("/system/script", { name: "s", source: "/system identity set name=x", policy: "read" });
      lab.entry({ name: "a", interval: "10s", "on-event": "s" });
      await lab.pass(11);
      assert.match(lab.log("script,error")[0] ?? "", /not enough permissions/);
      lab.plane.hand.set("/system/script", "s", {
        policy: "read,write,policy",
        "dont-require-permissions": "yes",
      });
      await lab.pass(10);
      assert.equal(lab.rows("/system/identity")[0]?.name, "x");
    });

    it("runs nothing for a user who is gone, or has lost the policies", async () => {
      const lab = jobLab("7.21.5", {
        users: [
          { name: "admin", password: "" },
          { name: "ops", password: "" },
        ],
      });
      const ops = lab.plane.login("ops", "", "console", "");
      assert.ok(ops);
      const words = Object.entries({
        name: "a",
        interval: "10s",
        policy: "read,write",
        "on-event": say("tick"),
      });
      const output = { row: () => {}, signal: new AbortController().signal };
      const request = { menu: "/system/scheduler", command: "add", arguments: words, queries: [] };
      await lab.plane.execute(request, ops, output);
      assert.equal(entryOf(lab, "a")?.owner, "ops");
      await lab.pass(11);
      lab.plane.hand.set("/user", "ops", { group: "read" });
      await lab.pass(10);
      lab.plane.hand.remove("/user", "ops");
      await lab.pass(10);
      assert.deepEqual(lab.times("tick"), [10]);
      assert.equal(lab.log("script,error").length, 2);
    });

    it("is off under device-mode home", async () => {
      const source = jobLab();
      source.entry({ name: "a", interval: "10s", "on-event": say("tick") });
      const lab = jobLab("7.21.5", { deviceMode: { mode: "home" }, state: source.plane.save() });
      await lab.pass(60);
      assert.equal(entryOf(lab, "a")?.["run-count"], "0");
    });
  });

  it("before 7.15 logs one line for whatever has failed, since then RouterOS's words", async () => {
    for (const [version, line] of [
      ["7.12.2", "executing script from scheduler failed, please check it manually"],
      ["7.18.2", "script error: no (:error; line 1)"],
    ] as const) {
      const lab = jobLab(version);
      lab.entry({ name: "a", interval: "10s", "on-event": ':error "no"' });
      await lab.pass(11);
      assert.deepEqual(lab.log("script,error"), [line]);
    }
  });

  it("changes no more of what the router protects than its owner could", async () => {
    const lab = jobLab("7.21.5");
    lab.plane.hand.line("ether1", { state: "up", address: "10.1.0.5/24", gateway: "10.1.0.1" });
    lab.add("/ip/dhcp-client", { interface: "ether1", disabled: "no" });
    lab.entry({ name: "s", interval: "1m", "on-event": "/ip address set [find dynamic] disabled=yes" });
    await lab.pass(61);
    assert.deepEqual(lab.log("script,error"), [
      "script error: failure: cannot change dynamic address (/ip/address/set; line 1)",
    ]);
  });
});
