import assert from "node:assert/strict";
import { type SimulatedRouter, startRouter } from "../../simulator/index";
import { closeOffices, type Office, openOffice, PASSWORD, type Program, type State } from "./office";

/**
 * Every scenario has a router of its own, and all share the hosts: each phase of a deployment is one process, as in
 * the real thing, and starting one takes longer than everything that happens in it.
 */
interface Scenario {
  readonly what: string;
  readonly name: string;
  readonly router: SimulatedRouter;
  readonly state: State;
  failures: readonly string[];
}

const lineSecret = "line-s3cret";
const rule = (rank: number, args: object = {}) => ({
  kind: "FirewallMangle",
  args: { comment: `Mark ${rank}`, chain: "prerouting", action: "accept", section: "marks", rank, ...args },
});
const line = (args: object = {}) => ({
  kind: "PppoeClient",
  args: { name: "isp1", interface: "ether1", user: "u", password: lineSecret, ...args },
});
const entry = { kind: "FirewallAddressListEntry", args: { list: "hosts", address: "10.0.0.1" } };
const script = (source: string) => ({ kind: "Script", args: { name: "hello", source } });

/** What is there before, and what is to be there. */
const deployments: Readonly<Record<string, readonly [Program, Program]>> = {
  "creates six objects": [
    {},
    { a: rule(10), b: rule(20), c: rule(30), line: line(), entry, script: script(":log info x") },
  ],
  "creates, changes and deletes two each": [
    { a: rule(10), c: rule(30), line: line(), script: script(":log info x") },
    { a: rule(10, { srcAddress: "10.0.0.0/8" }), b: rule(20), line: line({ user: "v" }), entry },
  ],
};

/** What happens to the k-th command. */
const faults: Readonly<Record<string, (router: SimulatedRouter, on: number) => void>> = {
  "connection dropped before": ({ faults }, on) => faults.add({ kind: "drop", when: "before", on }),
  "connection dropped after": ({ faults }, on) =>
    faults.add({ kind: "drop", when: "after", how: "reset", on }),
  "no answer to": ({ faults }, on) => faults.add({ kind: "hang", when: "after", on }),
  "busy at": ({ faults }, on) => faults.add({ kind: "busy", on }),
  "restarted after": ({ faults }, on) => faults.add({ kind: "reboot", when: "after", downFor: 100, on }),
  "out of reach from before": (router, on) => outOfReach(router, on, "before"),
  "out of reach from after": (router, on) => outOfReach(router, on, "after"),
};

/** The line breaks at this command, and no connection comes about until the faults are cleared. */
function outOfReach({ faults }: SimulatedRouter, on: number, when: "before" | "after"): void {
  const breaks = ({ sequence }: { readonly sequence: number }) => {
    if (sequence === on) faults.add({ kind: "refuse", times: Number.POSITIVE_INFINITY });
    return sequence === on;
  };
  faults.add({ kind: "drop", when, on: breaks });
}

const menus = [
  "/ip/firewall/mangle",
  "/interface/pppoe-client",
  "/ip/firewall/address-list",
  "/system/script",
];

/** The rows of a plan as they must stand on the router. Ids, counters and who ran what are the router's business. */
function rowsOf(router: SimulatedRouter): unknown {
  const { stores } = router.plane.save();
  return menus.map((menu) =>
    (stores[menu] ?? stores["/interface"])?.rows
      .filter((row) => row.menu === menu)
      .map(({ values: { "last-started": _, ...values } }) => values),
  );
}

const on = (router: string, program: Program): Program =>
  Object.fromEntries(
    Object.entries(program).map(([name, { kind, args }]) => [name, { kind, args: { ...args, router } }]),
  );

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const one = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: 16 }, one));
}

async function startScenario(what: string, name: string): Promise<Scenario> {
  const users = [{ name: "pulumi", password: PASSWORD }];
  const router = await startRouter({ users, serialNumber: "HEX0123" });
  return { what, name, router, state: new Map(), failures: [] };
}

/** One host, and the routers of all scenarios in its stack configuration. */
function officeOf(scenarios: readonly Scenario[]): Promise<Office> {
  const routers = Object.fromEntries(
    scenarios.map(({ name, router }) => [name, { host: "127.0.0.1", port: router.port }]),
  );
  return openOffice({
    config: {
      "routeros:host": undefined,
      "routeros:port": undefined,
      "routeros:routers": JSON.stringify(routers),
    },
  });
}

/** For the phase in which routers do not answer: nobody waits as long as for a real one. The others have all the time they need. */
const impatient = { "routeros:commandDeadline": "1s", "routeros:connectDeadline": "1500ms" };

describe("whatever happens to a router in a deployment", function () {
  this.timeout(240_000);
  const open: Scenario[] = [];
  afterEach(async () => {
    await closeOffices();
    for (const { router } of open.splice(0)) await router.stop();
  });

  for (const [what, [before, after]] of Object.entries(deployments)) {
    it(`that ${what}, the next one brings it exactly to the plan, and the state is true`, async () => {
      const plain = await startScenario("nothing happens", "plain");
      open.push(plain);
      const rehearsal = await officeOf(open);
      await rehearsal.apply(on("plain", before), plain.state);
      await rehearsal.newPhase();
      await rehearsal.refresh(plain.state);
      plain.router.commands.reset();
      await rehearsal.newPhase();
      assert.deepEqual(await rehearsal.apply(on("plain", after), plain.state), {});
      const steps = plain.router.commands.entries.map(({ path }) => path);
      const wanted = rowsOf(plain.router);
      assert.ok(steps.length > 15, steps.join(" "));

      const planned: { readonly scenario: Scenario; readonly strike: () => void }[] = [];
      for (const [words, strike] of Object.entries(faults)) {
        for (const [index, path] of steps.entries()) {
          const scenario = await startScenario(`${words} command ${index + 1} (${path})`, `r${open.length}`);
          open.push(scenario);
          planned.push({ scenario, strike: () => strike(scenario.router, index + 1) });
        }
      }
      const scenarios = open.slice(1);
      const office = await officeOf(scenarios);
      await inTurns(scenarios, async ({ name, state }) => {
        assert.deepEqual(await office.apply(on(name, before), state), {});
      });

      await office.newPhase(impatient);
      await inTurns(planned, async ({ scenario, strike }) => {
        scenario.router.commands.reset();
        strike();
        const failures = await office.apply(on(scenario.name, after), scenario.state);
        scenario.failures = Object.values(failures).map(({ message }) => message);
      });
      assert.ok(
        scenarios.some(({ failures }) => failures.length > 0),
        "no fault was felt",
      );
      assert.ok(
        scenarios.some(({ failures }) => failures.length === 0),
        "no fault was overcome",
      );
      for (const { router } of scenarios) router.faults.clear();

      await office.newPhase();
      await inTurns(scenarios, ({ state }) => office.refresh(state));
      await office.newPhase();
      await inTurns(scenarios, async ({ what, name, state, failures, router }) => {
        const told = `${what}; the first run said: ${failures.join(" | ") || "nothing"}`;
        assert.deepEqual(await office.apply(on(name, after), state), {}, told);
        assert.deepEqual(rowsOf(router), wanted, told);
        assert.deepEqual([...state.keys()].sort(), Object.keys(after).sort(), told);
      });
      await office.newPhase();
      await inTurns(scenarios, async ({ what, name, state }) => {
        await office.refresh(state);
        assert.deepEqual(await office.plan(on(name, after), state), [], what);
      });
      for (const { what, failures } of scenarios) {
        const lost = /\((.*\/(add|set|remove))\)$/.exec(what)?.[1];
        // A write whose outcome nobody knows names its resource and its menu.
        if (lost && failures.length > 0)
          assert.match(failures.join("\n"), new RegExp(`^[A-Z]\\w+ ".*${lost}`, "m"), what);
      }
      for (const secret of [PASSWORD, lineSecret]) {
        assert.ok(!office.output().includes(secret));
        for (const { failures } of scenarios) assert.ok(!failures.join().includes(secret));
      }
    });
  }
});
