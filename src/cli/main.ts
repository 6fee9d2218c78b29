import { missingPeer } from "./peers";
import type { Streams } from "./streams";

const { stdin, stdout, stderr } = process;

/** Where no terminal shows it. */
const usualWidth = 120;

const streams: Streams = {
  out: (text) => void stdout.write(text),
  err: (text) => void stderr.write(text),
  width: stdout.columns || usualWidth,
  ...(stdin.isTTY && { ask }),
  input: async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString("utf8");
  },
};

/** On standard error: standard output may be a file. */
async function ask(question: string): Promise<string> {
  const { default: password } = await import("@inquirer/password");
  return password({ message: question }, { output: stderr });
}

async function main(): Promise<number> {
  const missing = missingPeer("pulumi-routeros-provider", "pulumi-routeros");
  if (missing !== undefined) {
    streams.err(`error: ${missing}\n`);
    return 2;
  }
  // Not before: it cannot even be loaded without that.
  const { runProgram } = require("./program") as typeof import("./program");
  return runProgram(process.argv.slice(2), streams);
}

void main().then((code) => {
  process.exitCode = code;
});
