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
import type { Machine } from "./machine";
import type { Scope } from "./scope";
import { after, collect, type Soon, waitFor } from "./soon";

/** Braces are the script's text; anything else is evaluated. */
function scriptText(machine: Machine, given: Arguments, scope: Scope): Soon<string> {
  const node = given.script ?? missing(["script"]);
  return node.kind === "code" ? node.text : after(evaluate(machine, node, scope), toText);
}

/** Arguments as texts; undefined for one that is not given. */
function texts(
  machine: Machine,
  given: Arguments,
  names: readonly string[],
  scope: Scope,
): Soon<(string | undefined)[]> {
  return collect(names, (name): Soon<string | undefined> => {
    const node = given[name];
    if (node === undefined) return undefined;
    return after(evaluate(machine, node, scope), (value) =>
      value === undefined ? undefined : textOf(toText(value)),
    );
  });
}

const execute: Handler = (machine, given, scope) =>
  after(scriptText(machine, given, scope), (script) =>
    after(texts(machine, given, ["file"], scope), ([file]) =>
      waitFor(machine.host.execute({ script, file, asString: given["as-string"] !== undefined })),
    ),
  );

const importFile: Handler = (machine, given, scope) =>
  after(texts(machine, given, ["file-name", "from-line", "verbose"], scope), ([name, line, verbose]) => {
    const fileName = name ?? missing(["file-name"]);
    const fromLine =
      line === undefined ? undefined : Number(tonum(line) ?? fail("invalid value for argument from-line"));
    const isVerbose = verbose === "true" || verbose === "yes";
    const dryRun = given["dry-run"] !== undefined;
    return waitFor<Value>(machine.host.importFile({ fileName, fromLine, verbose: isVerbose, dryRun }));
  });

const resolve: Handler = (machine, given, scope) =>
  after(texts(machine, given, ["domain-name", "server", "type"], scope), ([name, server, type]) =>
    waitFor(machine.host.resolve({ name: name ?? missing(["domain-name"]), server, type })),
  );

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
