/** Offices and plays of the tests of rehearsals. */
import assert from "node:assert/strict";
import { type DualWan, parseDualWan } from "../../../src/failover/args";
import { own } from "../../../src/failover/rehearsal/controllers";
import type { Play } from "../../../src/failover/rehearsal/play";
import type { Scenario } from "../../../src/failover/rehearsal/scenario";
import { scenarios } from "../../../src/failover/rehearsal/scenarios";
import { type Controller, play } from "../../../src/failover/rehearsal/stage";

const pppoe = (port: string) => ({ access: "pppoe", interface: port, user: "office", password: "office" });
const dhcp = (port: string) => ({ access: "dhcp", interface: port });
const standing = {
  access: "static",
  interface: "ether3",
  address: "203.0.114.130/25",
  gateway: "203.0.114.129",
};
const lte = { access: "existing", interface: "lte1", metered: true };

/** An address that another program has put there, with the gateway that it is told. */
const foreign = { access: "existing", interface: "ether4", gateway: "203.0.115.1" };

/** Lines by what they are. */
export const lines = {
  "PPPoE, DHCP": [pppoe("ether1"), dhcp("ether2")],
  "DHCP, PPPoE": [dhcp("ether1"), pppoe("ether2")],
  "DHCP, DHCP": [dhcp("ether1"), dhcp("ether2")],
  "static, PPPoE": [standing, pppoe("ether1")],
  "static, LTE": [standing, lte],
  "PPPoE, foreign address": [pppoe("ether1"), foreign],
  "PPPoE, DHCP, static": [pppoe("ether1"), dhcp("ether2"), standing],
} as const;

export type Lines = keyof typeof lines;

export function officeOf(which: Lines, args: Readonly<Record<string, unknown>> = {}): DualWan {
  return parseDualWan({ wans: [...lines[which]], ...args });
}

/** Another seed by `REHEARSAL_SEED`. */
export const seed = Number(process.env.REHEARSAL_SEED ?? 1);

export interface Seen {
  readonly play: Play;
  /** Demands that were missed, with their figures. */
  readonly missed: readonly string[];
}

export function scenarioOf(id: string): Scenario {
  const scenario = scenarios.find((one) => one.id === id);
  assert.ok(scenario, `there is no scenario ${id}`);
  return scenario;
}

export async function seen(
  office: DualWan,
  what: string | Scenario,
  controller: Controller = own,
): Promise<Seen> {
  const scenario = typeof what === "string" ? scenarioOf(what) : what;
  assert.equal(scenario.unfit?.(office), undefined, `${scenario.id} does not fit`);
  const version = office.dialect === 6 ? "6.49" : "7.21.5";
  const played = await play({ office, controller, version, seed, scenario });
  const missed = scenario.demands(office).flatMap(({ name, unit, limit, measure }) => {
    const value = measure(played);
    return value > limit ? [`${name}: ${value} ${unit}, at most ${limit}`] : [];
  });
  return {
    play: played,
    missed: [...missed, ...played.gaps.map((gap) => `the simulator cannot tell: ${gap}`)],
  };
}

/** Plays a scenario, and everything that was demanded is met. */
export async function met(office: DualWan, id: string): Promise<Play> {
  const { play: what, missed } = await seen(office, id);
  const log = what.log.map(({ at, message }) => `${((at - what.begun) / 1000).toFixed(1)} s ${message}`);
  assert.deepEqual(missed, [], `seed ${seed}\n${log.join("\n")}`);
  return what;
}

/** The office's own file with something broken in it. */
export const broken = (change: (rsc: string) => string): Controller => ({
  name: "broken",
  install: (office) => {
    const { rsc } = own.install(office);
    const changed = change(rsc);
    assert.notEqual(changed, rsc, "nothing was broken");
    return { rsc: changed };
  },
});

/** The same with lines left out. */
export const without = (line: RegExp) =>
  broken((rsc) =>
    rsc
      .split("\n")
      .filter((text) => !line.test(text))
      .join("\n"),
  );
