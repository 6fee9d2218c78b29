/** Delete: removes the row, if it is still ours alone. */

import { assertSameRouter } from "../session/facts";
import { keyNames } from "./declaration";
import { locate } from "./locate";
import type { Stored } from "./outputs";
import { searchFor } from "./update";
import { type Subject, settled } from "./writing";

/**
 * Removes the row of this id. A row that is gone is success; a row that another resource of the program holds by now
 * stays (see `claims.ts`).
 */
export async function deleteRow(stored: Stored, subject: Subject): Promise<void> {
  const { session, environment, place, id, name } = subject;
  const facts = await session.facts();
  assertSameRouter(session, facts, stored.fingerprint, name);
  await session.write({
    subject: name,
    menu: stored.menu,
    run: (writer) =>
      settled(writer, stored.menu, async (rows, { left, lost }) => {
        if (environment.claims.others(place, id).length > 0) return keptForOther(subject);
        const row = locate(stored, rows, searchFor(subject, stored.routerId));
        if (!row) return;
        if (left === 0) throw lost;
        if (stored.menu.ordered) environment.claims.vacate(place, rows[rows.indexOf(row) + 1]?.[".id"]);
        await writer.remove(stored.menu, row[".id"] ?? "");
      }),
  });
  environment.claims.release(place, id);
}

function keptForOther({ environment, name, session, declaration }: Subject): void {
  environment.log(
    `${name}: the row stays on router ${session.label}, because another resource of this program manages it now ` +
      `(same ${keyNames(declaration.menu).join(" and ")} in ${declaration.menu.path}).`,
  );
}
