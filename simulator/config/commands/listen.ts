/** `listen`, and `follow` of `print`: changed rows whole, removed rows as `.id` and `.dead`. Ends only by cancel. */
import type { CommandContext, CommandHandler } from "../behaviour";
import { interrupted } from "../errors";
import { covers } from "../menu";
import { printProperties } from "../printing";
import type { RowEvent } from "../router";
import { argumentsOf } from "./arguments";
import { checkPrintArguments, type Selection, selectionOf } from "./read";

export const listen: CommandHandler = async (context) => {
  checkPrintArguments(context);
  await follow(context, selectionOf(context, argumentsOf(context.request)));
  return { returnsRows: true };
};

/** Never resolves: rejects with `interrupted` when the command is cancelled. */
export function follow(context: CommandContext, selection: Selection): Promise<never> {
  const { router, menu, output } = context;
  const shown = new Set<string>();
  const stop = router.listen((event) => {
    if (event.store === menu.store.path) tell(context, selection, shown, event);
  });
  return new Promise((_, reject) => {
    const end = () => {
      stop();
      reject(interrupted());
    };
    if (output.signal.aborted) end();
    else output.signal.addEventListener("abort", end, { once: true });
  });
}

function tell(context: CommandContext, selection: Selection, shown: Set<string>, event: RowEvent): void {
  const { router, menu, output, request } = context;
  if (event.row === undefined) {
    // A row that never matched the query is not reported as gone.
    const known = shown.delete(event.id) || request.queries.length === 0;
    const here = menu.behaviour.whole === true || event.menu === menu.path;
    if (known && here) output.row({ ".id": event.id, ".dead": "true" });
    return;
  }
  if (!covers(menu, event.row)) return;
  if (!selection.matches(event.row)) return;
  shown.add(event.id);
  output.row(printProperties(router, menu, event.row, selection.reader, selection.names));
}
