/** Lines for the person who runs Pulumi, each once per process: previews and updates check every resource. */
import type { Environment } from "./environment";

/** Prints a line unless the same line was printed before. */
export function explainOnce({ log, said }: Pick<Environment, "log" | "said">, line: string): void {
  if (said.has(line)) return;
  said.add(line);
  log(line);
}
