/** Routing rules and the order in which a packet's way is looked up. */
import type { Router } from "../../config/router";
import { isDisabled, type Row } from "../../config/store/row";
import { type Range, rangeOf } from "../addresses";
import { Gap } from "../gaps";

export interface RoutingRule {
  readonly source: Range | undefined;
  readonly destination: Range | undefined;
  readonly interface: string | undefined;
  readonly mark: string | undefined;
  readonly action: string;
  readonly table: string;
  /** Routes as short as this do not count. */
  readonly suppressed: number | undefined;
}

/** Steps of the decision, by RouterOS's names. `mangle` is the table that a routing mark names. */
export type Step = "mangle" | "local" | "user" | "main";

export interface Policy {
  readonly steps: readonly Step[];
  readonly rules: readonly RoutingRule[];
  /** What of the rules cannot be simulated: met by every packet that comes to them. */
  readonly gap: Gap | undefined;
  /** The order itself cannot be simulated: met by every packet. */
  readonly orderGap: Gap | undefined;
}

/** Manual of v7: mangle, vrf-lookup, vrf-unreach, local, user, main; VRFs are not simulated. */
const orderOf7: readonly Step[] = ["mangle", "local", "user", "main"];
/** v6: the router's own addresses come first, rules before the table that a mark names. */
const orderOf6: readonly Step[] = ["local", "user", "mangle", "main"];
const words = new Set<string>([...orderOf7, "vrf-lookup", "vrf-unreach"]);

export function readPolicy(router: Router): Policy {
  const path = router.major < 7 ? "/ip/route/rule" : "/routing/rule";
  const rows = router.rows(path).filter((row) => !isDisabled(row) && row.facts.builtin !== "true");
  const lacking = rows.map((row) => lackingIn(row)).find((what) => what !== undefined);
  const ordered = orderOf(router);
  return {
    steps: ordered ?? orderOf7,
    rules: rows.map((row) => ruleOf(router, path, row)),
    gap: lacking === undefined ? undefined : new Gap(lacking),
    orderGap:
      ordered === undefined
        ? new Gap("policy-rules of /routing/settings other than a list of the built-in rules")
        : undefined,
  };
}

function orderOf(router: Router): readonly Step[] | undefined {
  if (router.major < 7) return orderOf6;
  const [settings] = router.rows("/routing/settings");
  const written = settings?.values["policy-rules"] ?? "";
  if (written === "") return orderOf7;
  const names = written.split(",");
  if (names.some((name) => !words.has(name))) return undefined;
  return names.filter((name): name is Step => (orderOf7 as readonly string[]).includes(name));
}

function lackingIn(row: Row): string | undefined {
  for (const name of ["realm", "vrf"]) {
    if (row.values[name] !== undefined) return `routing rule ${row.id}: the matcher ${name}`;
  }
  const chain = row.values.chain ?? "user";
  return chain === "user" ? undefined : `routing rule ${row.id}: the chain ${chain}`;
}

function ruleOf(router: Router, path: string, row: Row): RoutingRule {
  const value = (name: string) => router.value(path, row, name);
  const range = (name: string) => {
    const text = value(name);
    return text === undefined || text === "" ? undefined : rangeOf(text);
  };
  const suppressed = value("min-prefix");
  return {
    source: range("src-address"),
    destination: range("dst-address"),
    interface: value("interface") || undefined,
    mark: value("routing-mark") || undefined,
    action: value("action") ?? "lookup",
    table: value("table") ?? "main",
    suppressed: suppressed === undefined ? undefined : Number(suppressed),
  };
}
