/** `move`, with RouterOS's odd cases as measured (HA-lab, 7.23.7). */
import type { Menu, Router, WriteHandler } from "../behaviour";
import { fail, noSuchItem, unknownParameter } from "../errors";
import { rowsOf } from "../menu";
import { isDynamic, type Row } from "../store/row";
import { checkWritable, findRow, noun, targetWords } from "../targets";
import { argumentsOf, targetNames } from "./arguments";

export const move: WriteHandler = (context) => {
  const { router, menu, request, caller } = context;
  for (const [name] of request.arguments) {
    if (!targetNames.has(name) && name !== "destination") throw unknownParameter(router.major, name);
  }
  const given = argumentsOf(request);
  const rows = targetWords(given)
    .split(",")
    .map((word) => findMoved(router, menu, word));
  for (const row of rows) checkWritable(context, row, "move");
  const destination = findRow(router, menu, given.get("destination") ?? "");
  if (destination !== undefined) checkDestination(menu, rows, destination);
  router.transaction(caller, `${noun(router, rows[0] as Row)} moved`, "write", () => {
    // Placing each one before the destination, in the order given, keeps that order. An unknown destination is
    // the end of the table, with success.
    for (const row of rows) {
      const from = menu.store.following(row.id);
      router.change({ kind: "move", store: menu.store.path, id: row.id, from, to: destination?.id });
    }
  });
  return { returnsRows: false };
};

function checkDestination(menu: Menu, rows: readonly Row[], destination: Row): void {
  if (rows.some((row) => row.id === destination.id)) throw fail("failure: can not move object before itself");
  // Dynamic rows lead the table; nothing can be moved in front of them (nasnet-panel PR #509; the text is not established).
  if (menu.store.isDerived(destination.id) || isDynamic(destination))
    throw fail("failure: can not move object before dynamic object");
}

/** Ids, positions, names; and the first row with that comment (7.23.7, firewall). */
function findMoved(router: Router, menu: Menu, word: string): Row {
  const row =
    findRow(router, menu, word) ??
    rowsOf(menu, router).find((candidate) => candidate.values.comment === word && word !== "");
  if (row === undefined) throw noSuchItem(router.major);
  return row;
}
