import { runProgram } from "./program";

const streams = {
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
};

void runProgram(process.argv.slice(2), streams).then((code) => {
  process.exitCode = code;
});
