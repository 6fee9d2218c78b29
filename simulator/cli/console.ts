import { createInterface } from "node:readline";
import { Command, Option } from "commander";
import { realClock } from "../clock";
import { createConfigurationPlane } from "../config";
import type { RouterOsVersion } from "../config/contract";
import { installScripts, openConsole } from "../script";
import { importFiles } from "./imports";
import * as values from "./values";

interface ConsoleOptions {
  readonly version: RouterOsVersion;
  readonly identity?: string;
  readonly import: readonly string[];
}

/** @param say writes what the console prints */
export function consoleCommand(say: (line: string) => void): Command {
  return new Command("console")
    .description("a console of a new simulated router; reads commands from the terminal or from a pipe")
    .addOption(
      new Option("--version <version>", "RouterOS version").argParser(values.version).default("7.21.5"),
    )
    .option("--identity <name>", "name in /system/identity")
    .option("--import <file...>", "configuration to import first (.rsc)", [])
    .action((options: ConsoleOptions) => run(options, say));
}

async function run(options: ConsoleOptions, say: (line: string) => void): Promise<void> {
  const plane = createConfigurationPlane({
    version: options.version,
    clock: realClock(),
    identity: options.identity,
  });
  const scripts = installScripts(plane);
  await importFiles(plane, scripts, options.import);
  const caller = plane.login("admin", "", "console", "");
  if (caller === undefined) throw new Error("the user admin cannot log in");
  const console = openConsole(plane, scripts, caller, (line) => say(`${line}\n`));
  const input = createInterface({
    input: process.stdin,
    output: process.stdout,
    terminal: process.stdin.isTTY,
  });
  input.on("SIGINT", () => console.interrupt());
  const prompt = () => {
    if (!process.stdin.isTTY) return;
    input.setPrompt(console.prompt);
    input.prompt();
  };
  prompt();
  for await (const line of input) {
    if (/^\s*(?:\/|:)?(?:quit|exit)\s*$/.test(line)) break;
    await console.line(line);
    prompt();
  }
  input.close();
  plane.logout(caller);
}
