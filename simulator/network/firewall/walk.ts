/** A packet's way through the chains of a table. */
import { Gap } from "../gaps";
import type { Packet } from "../packet";
import { type Chains, meets, type Rule } from "./rules";

/** What a rule that a packet meets does with it. */
export type Verdict =
  /** on to the next rule */
  | "next"
  /** the table is done with the packet */
  | "done"
  /** back to the chain that jumped here */
  | "return"
  /** the packet is gone */
  | "drop";

export type Action = (rule: Rule, packet: Packet) => Verdict;
export type Actions = Readonly<Record<string, Action>>;

export type Log = (rule: Rule, packet: Packet) => void;

/** RouterOS allows no loops of jumps; a chain deeper than this is one. */
const deepest = 64;

/** The rule that dropped the packet; undefined if none did. */
export function walk(
  chains: Chains,
  chain: string,
  packet: Packet,
  actions: Actions,
  menu: string,
  log: Log,
): Rule | undefined {
  const { dropped } = run(chains, chain, packet, { actions, menu, log }, 0);
  return dropped;
}

interface Walker {
  readonly actions: Actions;
  readonly menu: string;
  readonly log: Log;
}

interface End {
  readonly verdict: Verdict;
  readonly dropped: Rule | undefined;
}

const next: End = { verdict: "next", dropped: undefined };
const done: End = { verdict: "done", dropped: undefined };

function run(chains: Chains, name: string, packet: Packet, walker: Walker, depth: number): End {
  const rules = chains.get(name);
  if (rules === undefined) return next;
  if (depth > deepest) throw new Gap(`${walker.menu}: jumps in a loop (chain ${name})`);
  for (let index = 0; index < rules.length; index++) {
    const rule = rules[index] as Rule;
    if (!meets(rule, packet)) continue;
    if (rule.log || rule.action === "log") walker.log(rule, packet);
    if (rule.action === "jump") {
      const inner = run(chains, rule.values["jump-target"] ?? "", packet, walker, depth + 1);
      if (inner.verdict !== "next") return inner;
      continue;
    }
    const action = walker.actions[rule.action];
    if (action === undefined) throw new Gap(`${walker.menu} ${rule.id}: the action ${rule.action}`);
    const verdict = action(rule, packet);
    if (verdict === "next") continue;
    if (verdict === "return") return next;
    return verdict === "drop" ? { verdict, dropped: rule } : done;
  }
  return next;
}
