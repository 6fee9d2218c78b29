import { Command, Option } from "commander";
import { findSocket, helpText, sendCommand } from "../control";
import * as values from "./values";

interface CtlOptions {
  readonly port?: number;
  readonly control?: string;
}

/** @param say writes what the command answers */
export function ctlCommand(say: (line: string) => void): Command {
  return new Command("ctl")
    .description("steer a simulated router that is being served here")
    .argument("[command...]", "what to do; default help")
    .addOption(
      new Option("--port <port>", "API port of the router, where several are running").argParser(values.port),
    )
    .option("--control <path>", "its control socket, if it was started with --control")
    .addHelpText("after", `\nCommands:\n${helpText().replace(/^/gm, "  ")}`)
    .passThroughOptions()
    .action((words: readonly string[], options: CtlOptions) => send(words, options, say));
}

async function send(
  words: readonly string[],
  options: CtlOptions,
  say: (line: string) => void,
): Promise<void> {
  const path = options.control ?? (await findSocket(options.port));
  const { ok, text } = await sendCommand(path, words.join(" "));
  if (!ok) throw new Error(text);
  say(`${text}\n`);
}
