/** Writes settings, and says what it changed: there is no row that somebody would miss or find. */
import type { Row } from "../../menus/language";
import { RouterOsError } from "../../session/errors";
import { shown } from "../plain";
import { type Subject, settled } from "../writing";
import { attributesOfChanges, type Change, type Memory, type Plan } from "./memory";

/**
 * Carries out what has to be done.
 *
 * @param memory what was there before earlier writes
 * @param planFor called again after a lost reply, with the settings as they are then and all that was remembered
 * @param onPlan told what will be remembered, before anything is written: after a write nobody could tell
 * @returns the object of settings as it is then
 */
export async function carryOut(
  subject: Subject,
  memory: Memory,
  planFor: (row: Row, known: Memory) => Plan,
  onPlan: (plan: Plan) => void = () => {},
): Promise<Row> {
  const { session, declaration, name, environment } = subject;
  const { menu } = declaration;
  let known = memory;
  const said: Change[] = [];
  const result = await session.write({
    subject: name,
    menu,
    run: (writer) =>
      settled(writer, menu, async (rows, { left, lost }) => {
        const row = onlyOne(rows, subject);
        const plan = planFor(row, known);
        known = { ...known, ...plan.memory };
        onPlan(plan);
        if (plan.changes.length === 0) return row;
        if (left === 0) throw lost;
        said.push(...plan.changes.filter((change) => !said.some((one) => one.name === change.name)));
        return writer.set(menu, "", attributesOfChanges(menu, plan.changes));
      }),
  });
  if (said.length > 0)
    environment.log(`${name}: changed on router ${session.label}: ${said.map(inWords).join(", ")}`);
  return result;
}

/** @throws RouterOsError where there is none: a router that has the menu has the object */
export function onlyOne(rows: readonly Row[], { session, declaration, name }: Subject): Row {
  const [row] = rows;
  if (row) return row;
  const message = `${name}: router ${session.label} shows nothing in ${declaration.menu.path}.`;
  throw new RouterOsError("rejected", message);
}

/** `rpFilter from "strict" to "loose"` */
function inWords({ name, from, to }: Change): string {
  return `${name}${from === undefined ? "" : ` from ${shown(from)}`} to ${shown(to)}`;
}
