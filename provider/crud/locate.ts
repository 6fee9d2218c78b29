/** Finding the one row that is ours: by its key, and only with good evidence by the remembered `.id`. */
import { isConfidential, type Menu, type Row, wireName } from "../menus/language";
import { RouterOsError } from "../session/errors";
import { type Declaration, keyNames, propertyOf, rowsByKey, wantsUnset } from "./declaration";
import { isAsWanted, isNotSet, readingOf } from "./row";

export interface Search {
  readonly subject: string;
  /** For messages: the router's label. */
  readonly router: string;
  readonly key: readonly string[];
  /** The `.id` the row had when it was last seen. */
  readonly hint?: string;
  /** Whether somebody else is known to hold a row, by its `.id`. */
  isTaken(rowId: string): boolean;
}

/**
 * The row with our key; else the remembered one, if only its key was changed by hand; else undefined: it is gone.
 *
 * @throws RouterOsError of category `exists` if two rows have our key
 */
export function locate(declaration: Declaration, rows: readonly Row[], search: Search): Row | undefined {
  const { menu } = declaration;
  const [row, twin] = rowsByKey(menu, rows, search.key);
  if (row && twin) throw twinsError(menu, rowsByKey(menu, rows, search.key), search);
  if (row) return row;
  const hinted = search.hint === undefined ? undefined : rows.find((one) => one[".id"] === search.hint);
  if (!hinted || search.isTaken(hinted[".id"] ?? "")) return undefined;
  return agreesBesideKey(declaration, hinted) ? hinted : undefined;
}

export function twinsError(
  menu: Menu,
  rows: readonly Row[],
  { subject, router }: Pick<Search, "subject" | "router">,
): RouterOsError {
  return new RouterOsError(
    "exists",
    `${subject}: router ${router} has ${rows.length} rows with this key in ${menu.path}: ` +
      `${rows.map((row) => describeRow(menu, row)).join("; ")}. Nothing was changed: remove or rename all but one of ` +
      "them on the router, then run Pulumi again",
  );
}

/**
 * Whether a row whose key is not ours is still ours by everything else: all that is declared agrees, at least one of it
 * says something about this row, and it has no condition that we did not declare.
 */
function agreesBesideKey(
  declaration: Declaration,
  row: Row,
  counts: (name: string) => boolean = () => true,
  mayLack: readonly string[] = [],
): boolean {
  const { menu, values, runtimeOwned } = declaration;
  let evidence = 0;
  for (const [name, wanted] of Object.entries(values)) {
    if (keyNames(menu).includes(name) || runtimeOwned.includes(name) || !counts(name)) continue;
    const property = propertyOf(menu, name);
    const reading = readingOf(menu, name, row);
    if (mayLack.includes(name) && isNotSet(property, reading)) continue;
    const agrees = isAsWanted(property, wanted, reading);
    if (agrees === false) return false;
    if (agrees && property.assumed === undefined && !wantsUnset(property, wanted)) evidence += 1;
  }
  return evidence > 0 && strangeConditions(declaration, row).length === 0;
}

/** Conditions on the row that the program neither declares nor leaves to the router. */
export function strangeConditions(
  { menu, values, runtimeOwned }: Pick<Declaration, "menu" | "values" | "runtimeOwned">,
  row: Row,
): readonly string[] {
  return Object.entries(menu.properties)
    .filter(
      ([name, property]) =>
        property.matcher &&
        values[name] === undefined &&
        !runtimeOwned.includes(name) &&
        row[wireName(name)] !== undefined,
    )
    .filter(([name, property]) => !isNotSet(property, readingOf(menu, name, row)))
    .map(([name]) => name);
}

/**
 * Whether an uncommented row is the one we would add, but for its comment: the same conditions and the same action with
 * the same arguments. What only goes along with them (`disabled`, `log`) may differ and is set when it is taken over;
 * so are conditions that it lacks and may lack (`adoptWithout`).
 */
export function isUncommentedTwin(declaration: Declaration, row: Row): boolean {
  if (row.comment !== undefined && row.comment !== "") return false;
  const { properties } = declaration.menu;
  const deciding = new Set(Object.values(properties).flatMap(({ when }) => (when ? [when.property] : [])));
  const counts = (name: string) => {
    const { assumed, matcher, required, when, default: usual } = propertyOf(declaration.menu, name);
    if (matcher || required || when || deciding.has(name)) return true;
    return assumed === undefined && usual === undefined;
  };
  return agreesBesideKey(declaration, row, counts, declaration.adoptWithout);
}

/** `row *4 (comment "ISP1 mark conn")`, for messages. */
export function describeRow(menu: Menu, row: Row): string {
  const names = new Set([...keyNames(menu), "comment"]);
  const shown = [...names].flatMap((name) => {
    const text = row[wireName(name)];
    const property = menu.properties[name];
    const isShown = text !== undefined && text !== "" && !(property && isConfidential(property));
    return isShown ? [`${name} "${text}"`] : [];
  });
  return `row ${row[".id"]}${shown.length > 0 ? ` (${shown.join(", ")})` : ""}`;
}
