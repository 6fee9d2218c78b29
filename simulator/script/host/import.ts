/** Files as scripts. */
import type { CommandResult } from "../../config/contract";
import { fail as refuse } from "../../config/errors";
import type { Router } from "../../config/router";
import type { ImportedFile } from "../../config/scripting";
import type { ScriptHost } from "../run/contract";
import { failureText, runParsed } from "../run/script";
import { textOf } from "../syntax/bytes";
import { ParseFailure } from "../syntax/failure";
import { parseScript } from "../syntax/parse";
import type { RunOptions } from "./script-plane";

/** `/import`: parses the whole file, then runs it. */
export async function importFile(
  router: Router,
  request: ImportedFile,
  hostOf: (options: RunOptions) => ScriptHost,
): Promise<CommandResult> {
  const file = router.rows("/file").find((row) => row.values.name === request.fileName);
  // The words are not established.
  if (file === undefined) throw refuse(`failure: cannot open file ${request.fileName}`);
  const text = fromLine(file.values.contents ?? "", request.fromLine);
  const prefix = router.atLeast("7.16") ? "Script Error: " : "";
  try {
    const script = parseScript(text, { version: router.version });
    if (request.dryRun) return { returnsRows: false, ret: "true" };
    const { caller, output } = request;
    await runParsed(
      script,
      hostOf({ caller: { ...caller, via: "script" }, signal: output.signal, name: "" }),
    );
    return { returnsRows: false };
  } catch (error) {
    const reason = failureText(error);
    if (reason === undefined) throw error;
    // Parsing ends at the first error.
    const dry = request.dryRun && error instanceof ParseFailure;
    throw refuse(`${prefix}${dry ? "found 1 error(s) in import file" : textOf(reason)}`);
  }
}

/** Lines before the first one stay as empty lines, so that errors name the line of the file. */
function fromLine(text: string, line: number | undefined): string {
  if (line === undefined) return text;
  return text
    .split("\n")
    .map((content, at) => (at + 1 < line ? "" : content))
    .join("\n");
}
