/** `monitor`: a reading each second until cancelled; one with `once`, some with `duration`. */
import type { CommandContext, CommandHandler, Router } from "../behaviour";
import { fail, missingArguments, noMatch, notSimulated, unknownParameter } from "../errors";
import { rowsOf } from "../menu";
import { project } from "../printing";
import type { Row } from "../store/row";
import { findRow, findRows, targetWords } from "../targets";
import { parseDuration } from "../time";
import { argumentsOf, targetNames } from "./arguments";

type Reading = (router: Router, row: Row) => Readonly<Record<string, string>>;

const understood = new Set([
  "once",
  "duration",
  "interval",
  "proplist",
  ".proplist",
  "as-value",
  "without-paging",
]);

/** @param argument where the rows are not named by `.id` or `numbers`: the argument that names them */
export function monitor(reading: Reading, argument?: string): CommandHandler {
  return async (context) => {
    const given = argumentsOf(context.request);
    checkArguments(context, argument);
    const { router, output } = context;
    const rows = argument === undefined ? targets(context, given) : named(context, given, argument);
    const names = (given.get(".proplist") ?? given.get("proplist"))?.split(",");
    const interval = seconds(given, "interval") ?? 1;
    const end = given.has("once") ? 0 : (seconds(given, "duration") ?? Number.POSITIVE_INFINITY);
    for (let elapsed = 0; ; elapsed += interval) {
      for (const row of rows) output.row(project(reading(router, row), names));
      if (elapsed + interval > end) return { returnsRows: true };
      await router.clock.sleep(interval * 1000, output.signal);
    }
  };
}

function targets({ router, menu }: CommandContext, given: ReadonlyMap<string, string>): readonly Row[] {
  return menu.schema.form === "singleton" ? rowsOf(menu, router) : findRows(router, menu, targetWords(given));
}

function named(
  { router, menu }: CommandContext,
  given: ReadonlyMap<string, string>,
  argument: string,
): readonly Row[] {
  const words = given.get(argument);
  if (words === undefined) throw missingArguments([argument]);
  return words.split(",").map((word) => {
    const row = findRow(router, menu, word);
    if (row === undefined) throw noMatch(argument);
    return row;
  });
}

function seconds(given: ReadonlyMap<string, string>, name: string): number | undefined {
  const text = given.get(name);
  if (text === undefined) return undefined;
  const value = parseDuration(text);
  if (value === undefined || value <= 0) throw fail(`invalid value for argument ${name}`);
  return value;
}

function checkArguments({ router, menu, request }: CommandContext, argument: string | undefined): void {
  const known = menu.schema.argumentsOf.get("monitor");
  for (const [name] of request.arguments) {
    const chooses = argument === undefined ? targetNames.has(name) : name === argument;
    if (chooses || understood.has(name)) continue;
    if (known?.has(name) === true) throw notSimulated(`the argument ${name} of monitor`);
    throw unknownParameter(router.major, name);
  }
}
