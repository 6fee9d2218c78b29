/** `monitor`: a reading each second until cancelled; one with `once`, some with `duration`. */
import type { CommandContext, CommandHandler, Router } from "../behaviour";
import { fail, notSimulated, unknownParameter } from "../errors";
import { rowsOf } from "../menu";
import { project } from "../printing";
import type { Row } from "../store/row";
import { findRows, targetWords } from "../targets";
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

export function monitor(reading: Reading): CommandHandler {
  return async (context) => {
    checkArguments(context);
    const given = argumentsOf(context.request);
    const { router, menu, output } = context;
    const rows =
      menu.schema.form === "singleton" ? rowsOf(menu, router) : findRows(router, menu, targetWords(given));
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

function seconds(given: ReadonlyMap<string, string>, name: string): number | undefined {
  const text = given.get(name);
  if (text === undefined) return undefined;
  const value = parseDuration(text);
  if (value === undefined || value <= 0) throw fail(`invalid value for argument ${name}`);
  return value;
}

function checkArguments({ router, menu, request }: CommandContext): void {
  const known = menu.schema.argumentsOf.get("monitor");
  for (const [name] of request.arguments) {
    if (targetNames.has(name) || understood.has(name)) continue;
    if (known?.has(name) === true) throw notSimulated(`the argument ${name} of monitor`);
    throw unknownParameter(router.major, name);
  }
}
