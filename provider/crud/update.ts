/** Update: writes what differs between the row and the program, and moves a rule that gets another place. */
import type { Menu, Row } from "../menus/language";
import type { Writer } from "../session/contract";
import { assertSameRouter } from "../session/facts";
import type { Face } from "./face";
import { locate } from "./locate";
import { goneAtUpdate } from "./messages";
import { moveWhereDeclared } from "./move";
import { outputsOf, type Stored } from "./outputs";
import type { Props } from "./plain";
import { attributesOf, differences } from "./row";
import { assertSupported, claim, placementOf, type Subject, settled } from "./writing";

/**
 * A row that is gone is an error, not an add: the state said it was there, so somebody removed it between the refresh
 * and now, and whether it should come back is for the next refresh to show and for a person to approve.
 */
export async function updateRow(
  face: Face,
  news: Readonly<Props>,
  stored: Stored,
  subject: Subject,
): Promise<Props> {
  const { session, declaration } = subject;
  const facts = await session.facts();
  assertSameRouter(session, facts, stored.fingerprint, subject.name);
  assertSupported(declaration, facts, subject);
  const menu = menuOfBoth(stored, subject);
  const row = await session.write({
    subject: subject.name,
    menu,
    placement: placementOf(declaration),
    run: (writer) =>
      settled(writer, menu, async (rows, { left, lost }) => {
        const found =
          find(menu, rows, stored, subject) ?? find(menu, await writer.freshRows(menu), stored, subject);
        if (!found) throw goneAtUpdate(subject);
        const changed = await setWhatDiffers(writer, menu, found, stored, subject, { left, lost });
        const updated = await moveWhereDeclared(writer, changed, stored, subject, { left, lost });
        claim(subject, updated);
        return updated;
      }),
  });
  return outputsOf(face, news, declaration, facts, row);
}

/**
 * The menu with what was declared and what is: that of a RouterItem has only the properties its program names, and
 * those it has dropped must be read too, or they would look as if they were not set.
 */
function menuOfBoth(stored: Stored, { declaration }: Subject): Menu {
  const properties = { ...stored.menu.properties, ...declaration.menu.properties };
  return { ...declaration.menu, properties };
}

function find(menu: Menu, rows: readonly Row[], stored: Stored, subject: Subject): Row | undefined {
  // Only its key may have changed by hand, so the rest is compared with what the state knows, not with the new values.
  return locate({ ...stored, menu }, rows, searchFor(subject, stored.routerId));
}

/** How to find the row of a resource. */
export function searchFor({ name, session, key, environment, place, id }: Subject, hint: string | undefined) {
  return {
    subject: name,
    router: session.label,
    key,
    hint,
    isTaken: (rowId: string) => environment.claims.othersByRow(place, rowId, id).length > 0,
  };
}

async function setWhatDiffers(
  writer: Writer,
  menu: Menu,
  row: Row,
  stored: Stored,
  subject: Subject,
  { left, lost }: { readonly left: number; readonly lost?: unknown },
): Promise<Row> {
  const { values, runtimeOwned } = subject.declaration;
  const attributes = attributesOf(differences({ menu, values, runtimeOwned, before: stored }, row));
  if (Object.keys(attributes).length === 0) return row;
  if (left === 0) throw lost;
  return writer.set(menu, row[".id"] ?? "", attributes);
}
