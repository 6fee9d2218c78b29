import { Command, CommanderError } from "commander";
import { isRouterOsError } from "pulumi-routeros-provider";
import { wrapped } from "../failover/render";
import { maintenanceCommand } from "./maintenance";
import { ownVersion } from "./peers";
import { planCommand } from "./plan";
import { rehearseCommand } from "./rehearse";
import { statusCommand } from "./status";
import { NotMet, type Streams, Unable, UsageError } from "./streams";

const exitCodes =
  "Exit codes: 0 done; 1 an objective was missed, nothing of the office is on the router, or the router refused or could not be reached; 2 called wrongly.";

/** Runs the command line. Exit codes: 0 done, 1 failed or an objective missed, 2 called wrongly. */
export async function runProgram(args: readonly string[], streams: Streams): Promise<number> {
  const program = new Command("pulumi-routeros")
    .description("offices with several internet lines on MikroTik routers: planned, rehearsed, watched")
    .version(ownVersion(), "-V, --version")
    .addHelpText("after", `\n${wrapped(exitCodes, streams.width)}`);
  for (const make of [planCommand, rehearseCommand, statusCommand, maintenanceCommand])
    program.addCommand(make(streams));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().showHelpAfterError("(see --help)");
    command.configureOutput({
      writeOut: streams.out,
      writeErr: streams.err,
      getOutHelpWidth: () => streams.width,
      getErrHelpWidth: () => streams.width,
    });
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
  if (!(error instanceof UsageError || error instanceof Unable || isRouterOsError(error))) throw error;
  err(`error: ${error.message}\n`);
  return error instanceof UsageError ? 2 : 1;
}
