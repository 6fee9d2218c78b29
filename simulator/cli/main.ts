import { Command, CommanderError } from "commander";
import { UsageError } from "./failures";
import { serveCommand } from "./serve";

/** The package names itself, so that this works from the sources and from `dist` alike. */
const { version } = require("routeros-simulator/package.json") as { readonly version: string };

/** Exit codes: 0 done, 1 failed, 2 called wrongly. */
async function main(args: readonly string[]): Promise<number> {
  const program = new Command("routeros-simulator")
    .description("a simulated MikroTik router")
    .version(version, "-V, --version")
    .enablePositionalOptions();
  for (const command of [serveCommand()]) program.addCommand(command);
  for (const command of [program, ...program.commands])
    command.exitOverride().showHelpAfterError("(see --help)");
  try {
    await program.parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    // Commander has printed its message already; help and version are no errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
