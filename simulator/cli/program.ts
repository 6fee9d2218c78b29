import { Command, CommanderError } from "commander";
import { checkCommand } from "./check";
import { consoleCommand } from "./console";
import { ctlCommand } from "./ctl";
import { UsageError } from "./failures";
import { serveCommand } from "./serve";

/** The package names itself, so that this works from the sources and from `dist` alike. */
const { version } = require("routeros-simulator/package.json") as { readonly version: string };

/** Where the program writes. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Runs the command line. Exit codes: 0 done, 1 failed, 2 called wrongly. */
export async function runProgram(args: readonly string[], streams: Streams): Promise<number> {
  const program = new Command("routeros-simulator")
    .description("a simulated MikroTik router")
    .version(version, "-V, --version")
    .enablePositionalOptions();
  const commands = [
    serveCommand(streams.out),
    consoleCommand(streams.out),
    checkCommand(streams.out),
    ctlCommand(streams.out),
  ];
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...program.commands]) {
    command.exitOverride().showHelpAfterError("(see --help)");
    command.configureOutput({ writeOut: streams.out, writeErr: streams.err });
  }
  try {
    await program.parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    // Commander has printed its message already; help and version are no errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    streams.err(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}
