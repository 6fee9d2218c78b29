/** What the demo says between the commands. */

const color = process.stdout.isTTY && process.env.NO_COLOR === undefined;
const paint = (code: string) => (text: string) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
const bold = paint("1");
const dim = paint("2");

let steps = 0;

/** Begins the next step. */
export function heading(text: string): void {
  steps += 1;
  console.log(`\n${bold(`── ${steps}. ${text}`)}\n`);
}

export function say(text: string): void {
  console.log(text);
}

/** A command that a person could type. */
export function typed(prompt: string, command: string): void {
  console.log(`${dim(prompt)} ${command}`);
}
