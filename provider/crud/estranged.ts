/** A row that had our id and is too different to be taken for ours: somebody edited its key and more, or made it. */
import { type Row, wireName } from "../menus/language";
import { keyNames, propertyOf } from "./declaration";
import { describeRow, type Search, strangeConditions } from "./locate";
import type { Stored } from "./outputs";
import { isAsWanted, readingOf } from "./row";

/** What makes a rule: without the same, the row with the remembered id is another one. */
const nature = ["chain", "action"];

/**
 * The line for a resource whose row was not found, when the remembered row is still there: the resource counts as gone,
 * so the next `up` adds a row, and nobody would ever look after the old one. Undefined if there is no such row.
 */
export function estrangedLine(stored: Stored, rows: readonly Row[], search: Search): string | undefined {
  const row = rows.find((one) => one[".id"] === search.hint);
  if (!row || search.isTaken(row[".id"] ?? "")) return undefined;
  const differing = differingNames(stored, row);
  if (nature.some((name) => differing.includes(name))) return undefined;
  const [last = "", ...others] = differing.map(wireName).reverse();
  const names = others.length > 0 ? `${others.reverse().join(", ")} and ${last}` : last;
  const key = keyNames(stored.menu).map(wireName).join(" and ");
  return (
    `warning: ${search.subject}: ${describeRow(stored.menu, row)} of ${stored.menu.path} on router ${search.router} ` +
    `was this resource's row and now differs in ${names}. It is taken for somebody else's: the next pulumi up adds a ` +
    `new row and leaves this one as it is. If it is this resource's, restore its ${key} or remove it on the router first.`
  );
}

function differingNames(stored: Stored, row: Row): readonly string[] {
  const { menu, values, runtimeOwned } = stored;
  const declared = Object.entries(values)
    .filter(
      ([name, wanted]) =>
        !runtimeOwned.includes(name) &&
        isAsWanted(propertyOf(menu, name), wanted, readingOf(menu, name, row)) === false,
    )
    .map(([name]) => name);
  return [...new Set([...declared, ...strangeConditions(stored, row)])];
}
