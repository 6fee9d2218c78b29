/** Rows of a firewall table as rules that packets meet. */
import { masterOf } from "../../config/menus/bridge";
import * as references from "../../config/references";
import type { Router } from "../../config/router";
import { isDisabled, type Row } from "../../config/store/row";
import { Gap } from "../gaps";
import type { Packet } from "../packet";
import { matchers, notMatchers, type Surroundings, type Test } from "./matchers";

export interface Counter {
  bytes: number;
  packets: number;
}

export interface Rule {
  /** Store id of the row. */
  readonly id: string;
  readonly chain: string;
  readonly action: string;
  readonly counter: Counter;
  /** Printed values. */
  readonly values: Readonly<Record<string, string>>;
  readonly tests: readonly Test[];
  /** Why a packet that all tests let through cannot be judged. */
  readonly gap: Gap | undefined;
  readonly log: boolean;
}

/** Counters live as long as their rows, through every change of the rules. */
export class Counters {
  private readonly known = new Map<string, Counter>();

  of(menu: string, id: string): Counter {
    const key = `${menu} ${id}`;
    const found = this.known.get(key) ?? { bytes: 0, packets: 0 };
    this.known.set(key, found);
    return found;
  }

  reset(menu: string, id: string): void {
    const counter = this.of(menu, id);
    counter.bytes = 0;
    counter.packets = 0;
  }

  clear(): void {
    for (const counter of this.known.values()) {
      counter.bytes = 0;
      counter.packets = 0;
    }
  }
}

export type Chains = ReadonlyMap<string, readonly Rule[]>;

/** The enabled rules of a table by chain, in order. */
export function readChains(router: Router, menu: string, counters: Counters, around: Surroundings): Chains {
  const chains = new Map<string, Rule[]>();
  for (const row of router.rows(menu)) {
    if (isDisabled(row) || row.facts.builtin === "true" || isInvalid(router, row)) continue;
    const rule = ruleOf(router, menu, row, counters, around);
    chains.set(rule.chain, [...(chains.get(rule.chain) ?? []), rule]);
  }
  return chains;
}

/** A rule on a bridge's slave is invalid, and no packet meets it. */
function isInvalid(router: Router, row: Row): boolean {
  return ["in-interface", "out-interface"].some((name) => {
    const target = references.target(row.values[name]);
    const port = target === undefined ? undefined : router.store("/interface")?.get(target.id);
    return port !== undefined && masterOf(router, port) !== undefined;
  });
}

function ruleOf(router: Router, menu: string, row: Row, counters: Counters, around: Surroundings): Rule {
  const values: Record<string, string> = {};
  for (const name of Object.keys(row.values)) values[name] = router.value(menu, row, name) ?? "";
  const tests: Test[] = [];
  let gap: Gap | undefined;
  const label = `${menu} ${row.id}`;
  const written = Object.entries(values).sort(
    ([left], [right]) => Number(last.has(left)) - Number(last.has(right)),
  );
  for (const [name, text] of written) {
    if (text === "" || notMatchers.has(name)) continue;
    const test = testOf(name, text, around);
    if (test === undefined) gap ??= new Gap(`${label}: the matcher ${name}=${text}`);
    else tests.push(test);
  }
  return {
    id: row.id,
    chain: values.chain ?? "",
    action: values.action ?? "accept",
    counter: counters.of(menu, row.id),
    values,
    tests,
    gap,
    log: values.log === "true",
  };
}

/** Matchers that count what they are asked: asked only when all others match. */
const last: ReadonlySet<string> = new Set([
  ...["limit", "dst-limit", "connection-limit", "psd", "nth", "random"],
]);

function testOf(name: string, written: string, around: Surroundings): Test | undefined {
  // The flags of `tcp-flags` are negated one by one.
  const negated = written.startsWith("!") && name !== "tcp-flags";
  const test = matchers[name]?.(negated ? written.slice(1) : written, around);
  if (test === undefined || !negated) return test;
  return (packet) => !test(packet);
}

/** Whether the packet meets the rule. Throws the gap of a rule that it may meet and nobody can tell. */
export function meets(rule: Rule, packet: Packet): boolean {
  const { tests } = rule;
  for (let index = 0; index < tests.length; index++) {
    if (!(tests[index] as Test)(packet)) return false;
  }
  if (rule.gap !== undefined) throw rule.gap;
  rule.counter.packets += 1;
  rule.counter.bytes += packet.size;
  return true;
}
