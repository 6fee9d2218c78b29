import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import type { RouterOsVersion } from "../config/contract";
import { checkScript } from "../script";
import { UsageError } from "./failures";
import * as values from "./values";

interface CheckOptions {
  readonly version: RouterOsVersion;
  readonly variable: readonly string[];
  readonly errorsOnly: boolean;
}

/** @param say writes a line for each problem */
export function checkCommand(say: (line: string) => void): Command {
  return new Command("check")
    .description("check RouterOS scripts: syntax, and what is legal and almost always wrong")
    .argument("<file...>", "scripts (.rsc)")
    .addOption(
      new Option("--version <version>", "RouterOS version").argParser(values.version).default("7.21.5"),
    )
    .option(
      "--variable <name...>",
      "a variable that the caller of the script gives it (bound, lease-address)",
      [],
    )
    .option("--errors-only", "say and count only what RouterOS itself refuses", false)
    .action((files: readonly string[], options: CheckOptions) => check(files, options, say));
}

/** Fails where a script has problems. */
function check(files: readonly string[], options: CheckOptions, say: (line: string) => void): void {
  const found = { error: 0, warning: 0 };
  for (const file of files) {
    for (const problem of checkScript(read(file), {
      version: options.version,
      variables: options.variable,
    })) {
      const { line, column, severity, rule, message } = problem;
      if (options.errorsOnly && severity === "warning") continue;
      found[severity] += 1;
      say(`${file}:${line}:${column}: ${severity}: ${message} [${rule}]\n`);
    }
  }
  if (found.error + found.warning > 0) throw new Error(`${found.error} errors, ${found.warning} warnings`);
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
