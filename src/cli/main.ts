import { missingPeer } from "./peers";
import { type Streams, UsageError } from "./streams";

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
  try {
    return await password({ message: question }, { output: stderr });
  } catch (error) {
    // Ctrl-C.
    if ((error as Error).name === "ExitPromptError") throw new UsageError("no password was given");
    throw error;
  }
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

// Who reads the first lines only (`| head`) closes the pipe: no failure of ours.
stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});

void main().then((code) => {
  process.exitCode = code;
});
