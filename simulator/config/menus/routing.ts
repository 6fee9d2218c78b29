/** Routing tables and rules. */
import type { Behaviours, Router } from "../behaviour";
import { link } from "../references";
import type { DerivedRow } from "../store/store";
import { uniqueName } from "./unique";

const tables = "/routing/table";
const rules = "/routing/rule";

function seedMain(router: Router): void {
  const menu = router.menus.get(tables);
  if (menu === undefined) return;
  // Dynamic, yet there from the start and after every restart.
  const facts = { dynamic: "true", _kept: "true" };
  router.insert(menu, { id: "*0", menu: tables, values: { name: "main", fib: "" }, facts });
}

/** Rules that RouterOS shows since 7.22, in front of all others; which version first did is not established. */
function builtinRules(router: Router): DerivedRow[] {
  if (!router.atLeast("7.22")) return [];
  const main = router.find([tables], "main") ?? link(tables, "*0");
  const rows: readonly Readonly<Record<string, string>>[] = [
    { chain: "mangle", action: "mangle" },
    { chain: "vrf-lookup", action: "lookup" },
    { chain: "vrf-unreach", action: "unreachable" },
    { chain: "local", action: "lookup", table: "local" },
    { chain: "main", action: "lookup", table: main },
  ];
  const facts = { default: "true", builtin: "true" };
  return rows.map((values) => ({ key: `builtin ${values.chain}`, menu: rules, values, facts }));
}

export const routing: Behaviours = {
  [tables]: {
    noun: "routing table",
    unique: [uniqueName("routing table")],
    seed: seedMain,
    // The name of an empty `add` is not established.
    onAdd: (draft) => {
      draft.values.name ??= `table${draft.id.slice(1)}`;
    },
    facts: { used: (row, router) => String(isUsed(router, row.id)) },
  },
  [rules]: {
    noun: "rule",
    facts: { inactive: () => "false" },
    derive: { from: [rules, tables], rows: builtinRules },
  },
  "/ip/route/rule": { noun: "rule", facts: { inactive: () => "false", invalid: () => "false" } },
};

/** Whether a route or rule names the table. */
function isUsed(router: Router, id: string): boolean {
  const reference = link(tables, id);
  const users = [router.rows("/ip/route"), router.rows(rules)];
  return users.some((rows) =>
    rows.some((row) => [row.values["routing-table"], row.values.table].includes(reference)),
  );
}
