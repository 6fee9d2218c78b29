import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";
import { UsageError } from "./streams";

/**
 * Looks whether a file can be written, before the work of which it gets the result. Writes nothing.
 *
 * @throws UsageError with what stands in the way
 */
export function checkWritable(file: string, option: string): void {
  const wrong = obstacle(file);
  if (wrong !== undefined) throw new UsageError(`${option} ${file} cannot be written: ${wrong}`);
}

function obstacle(file: string): string | undefined {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there?.isDirectory()) return "it is a folder";
  if (there !== undefined) return isWritable(file) ? undefined : "it may only be read";
  const folder = dirname(file);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    return `there is no folder ${folder}`;
  return isWritable(folder) ? undefined : `nothing may be written in ${folder}`;
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
