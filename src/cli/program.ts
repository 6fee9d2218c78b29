import { Command, CommanderError } from "commander";
import { isRouterOsError } from "pulumi-routeros-provider";
import { DualWanError } from "../failover/args";
import { maintenanceCommand } from "./maintenance";
import { planCommand } from "./plan";
import { rehearseCommand } from "./rehearse";
import { statusCommand } from "./status";
import { NotMet, type Streams, UsageError } from "./streams";

/** Runs the command line. Exit codes: 0 done, 1 failed or an objective missed, 2 called wrongly. */
export async function runProgram(args: readonly string[], streams: Streams): Promise<number> {
  const { version } = require("pulumi-routeros/package.json") as { readonly version: string };
  const program = new Command("pulumi-routeros")
    .description("offices with several internet lines on MikroTik routers: planned, rehearsed, watched")
    .version(version, "-V, --version");
  for (const make of [planCommand, rehearseCommand, statusCommand, maintenanceCommand])
    program.addCommand(make(streams));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().showHelpAfterError("(see --help)");
    command.configureOutput({ writeOut: streams.out, writeErr: streams.err });
  }
  try {
    await program.parseAsync([...args], { from: "user" });
    return 0;
  } catch (error) {
    return exitCode(error, streams);
  }
}

function exitCode(error: unknown, { err }: Streams): number {
  // Commander has printed its message already; help and version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof NotMet) {
    err(`${error.message}\n`);
    return 1;
  }
  const expected = error instanceof UsageError || error instanceof DualWanError || isRouterOsError(error);
  if (!expected) throw error;
  err(`error: ${(error as Error).message}\n`);
  return isRouterOsError(error) ? 1 : 2;
}
