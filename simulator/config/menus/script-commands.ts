/** `/system/script/run`, `/execute`, `/import`, jobs and globals: what the plane hands on to its scripts. */
import type { CommandHandler, MenuBehaviour, RootHandler, Router } from "../behaviour";
import { argumentsOf, targetNames } from "../commands/arguments";
import type { CommandRequest } from "../contract";
import { fail, missingArguments, noSuchItem, notSimulated, unknownParameter } from "../errors";
import { rowsOf } from "../menu";
import type { ScriptPlane } from "../scripting";
import { findRow, targetWords } from "../targets";

function scriptsOf(router: Router, what: string): ScriptPlane {
  if (router.scripts === undefined) throw notSimulated(what);
  return router.scripts;
}

function checkArguments(router: Router, request: CommandRequest, known: readonly string[]): void {
  for (const [name] of request.arguments) {
    if (!known.includes(name)) throw unknownParameter(router.major, name);
  }
}

export const execute: RootHandler = ({ router, request, caller, output }) => {
  const scripts = scriptsOf(router, "the script language (/execute)");
  checkArguments(router, request, router.major < 7 ? ["script", "file"] : ["script", "file", "as-string"]);
  const given = argumentsOf(request);
  const script = given.get("script");
  if (script === undefined) throw missingArguments(["script"]);
  const asString = given.has("as-string") && !["no", "false"].includes(given.get("as-string") ?? "");
  return scripts.execute({ script, file: given.get("file"), asString, caller, output });
};

export const importFile: RootHandler = ({ router, request, caller, output }) => {
  const scripts = scriptsOf(router, "the script language (/import)");
  const known = ["file-name", "from-line", "verbose"];
  checkArguments(router, request, router.atLeast("7.16") ? [...known, "dry-run"] : known);
  const given = argumentsOf(request);
  const fileName = given.get("file-name");
  if (fileName === undefined) throw missingArguments(["file-name"]);
  const line = given.get("from-line");
  if (line !== undefined && !/^\d+$/.test(line)) throw fail("invalid value for argument from-line");
  const isOn = (name: string) => given.has(name) && !["no", "false"].includes(given.get(name) ?? "");
  return scripts.importFile({
    fileName,
    fromLine: line === undefined ? undefined : Number(line),
    verbose: isOn("verbose"),
    dryRun: isOn("dry-run"),
    caller,
    output,
  });
};

/** A script by `number`, name or id. */
export const runScript: CommandHandler = ({ router, menu, request, caller, output }) => {
  const scripts = scriptsOf(router, "the command /system/script/run");
  const known = [...targetNames, "number"];
  checkArguments(router, request, router.atLeast("7.15") ? [...known, "use-script-permissions"] : known);
  const given = argumentsOf(request);
  const script = findRow(router, menu, targetWords(given));
  if (script === undefined) throw noSuchItem(router.major);
  return scripts.run({ script, caller, output, withItsOwnPermissions: given.has("use-script-permissions") });
};

const stopJob: CommandHandler = ({ router, menu, request }) => {
  for (const word of targetWords(argumentsOf(request)).split(",")) {
    const job = findRow(router, menu, word);
    if (job === undefined) throw noSuchItem(router.major);
    router.scripts?.stop(job.id);
    if (menu.store.get(job.id) !== undefined) router.delete(menu.store, job.id);
  }
  router.settle();
  return { returnsRows: false };
};

/** `set` gives a global another value, `remove` takes it away. */
const changeGlobal =
  (command: "set" | "remove"): CommandHandler =>
  ({ router, menu, request }) => {
    const given = argumentsOf(request);
    checkArguments(router, request, command === "set" ? [...targetNames, "value"] : [...targetNames]);
    for (const word of targetWords(given).split(",")) {
      const variable = rowsOf(menu, router).find((row) => row.id === word || row.facts.name === word);
      if (variable === undefined) throw noSuchItem(router.major);
      router.scripts?.setEnvironment(variable.id, command === "set" ? (given.get("value") ?? "") : undefined);
    }
    return { returnsRows: false };
  };

export const jobs: MenuBehaviour = {
  view: (router) => [
    ...(router.store("/system/script/job")?.rows() ?? []),
    ...(router.scripts?.jobs() ?? []),
  ],
  commands: { remove: stopJob },
};

export const environment: MenuBehaviour = {
  view: (router) => [
    ...(router.store("/system/script/environment")?.rows() ?? []),
    ...(router.scripts?.environment() ?? []),
  ],
  // A row's value is no written property of a store here.
  facts: { value: (row) => row.values.value ?? "" },
  commands: { set: changeGlobal("set"), remove: changeGlobal("remove") },
};
