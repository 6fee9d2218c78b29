/** Commands that reach out of the script: `:put`, `:parse`, `:execute`, `:import`, `:resolve`. */
import { textOf } from "../syntax/bytes";
import { ParseFailure } from "../syntax/failure";
import { parseBytes } from "../syntax/parse";
import { tonum } from "../values/convert";
import { toText } from "../values/text";
import { Code, type Value } from "../values/value";
import { evaluate } from "./evaluate";
import { fail, ScriptFailure } from "./failure";
import { type Arguments, type Handler, missing, simple } from "./handler";
import { type Machine, type Run, wait } from "./machine";
import type { Scope } from "./scope";

/** Braces are the script's text; anything else is evaluated. */
function* scriptText(machine: Machine, given: Arguments, scope: Scope): Run<string> {
  const node = given.script ?? missing(["script"]);
  return node.kind === "code" ? node.text : toText(yield* evaluate(machine, node, scope));
}

function* optional(machine: Machine, given: Arguments, name: string, scope: Scope): Run<Value> {
  const node = given[name];
  return node === undefined ? undefined : yield* evaluate(machine, node, scope);
}

function* text(machine: Machine, given: Arguments, name: string, scope: Scope): Run<string | undefined> {
  const value = yield* optional(machine, given, name, scope);
  return value === undefined ? undefined : textOf(toText(value));
}

const execute: Handler = function* (machine, given, scope) {
  const script = yield* scriptText(machine, given, scope);
  const file = yield* text(machine, given, "file", scope);
  return yield* wait(machine.host.execute({ script, file, asString: given["as-string"] !== undefined }));
};

const importFile: Handler = function* (machine, given, scope) {
  const fileName = (yield* text(machine, given, "file-name", scope)) ?? missing(["file-name"]);
  const line = yield* optional(machine, given, "from-line", scope);
  const fromLine =
    line === undefined ? undefined : Number(tonum(line) ?? fail("invalid value for argument from-line"));
  const verbose = yield* text(machine, given, "verbose", scope);
  const dryRun = given["dry-run"] !== undefined;
  return yield* wait(
    machine.host.importFile({ fileName, fromLine, verbose: verbose === "true" || verbose === "yes", dryRun }),
  );
};

const resolve: Handler = function* (machine, given, scope) {
  const name = (yield* text(machine, given, "domain-name", scope)) ?? missing(["domain-name"]);
  const server = yield* text(machine, given, "server", scope);
  const type = yield* text(machine, given, "type", scope);
  return yield* wait(machine.host.resolve({ name, server, type }));
};

/** Parsed code runs in the root menu, whatever the menu of the script. */
function parse(source: string, machine: Machine): Code {
  try {
    return new Code(parseBytes(source, { version: machine.host.version }));
  } catch (error) {
    throw error instanceof ParseFailure ? new ScriptFailure(error.message) : error;
  }
}

export const outside: Readonly<Record<string, Handler>> = {
  put: simple(["message"], ({ message }, { host }) => {
    host.put(textOf(toText(message)));
    return undefined;
  }),
  parse: simple(["value"], ({ value }, machine) =>
    value instanceof Code ? value : parse(toText(value), machine),
  ),
  execute,
  import: importFile,
  resolve,
};
