/** Folders that are gone when the test process is, however it ends. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const open = new Set<string>();

// Without a handler a signal ends the process before its "exit" listeners, here and in the other helpers, ran.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => process.exit(128 + os.constants.signals[signal]));
}

process.once("exit", () => {
  for (const folder of open) removeTemporary(folder);
});

/** A new empty folder with its links resolved: macOS's temporary folder is a link, and paths are compared. */
export function temporaryFolder(prefix: string): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), `${prefix}-`)));
  open.add(folder);
  return folder;
}

/** Removes a folder of `temporaryFolder` with all that is in it. */
export function removeTemporary(folder: string): void {
  // A program that is just ending may still write into it.
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  open.delete(folder);
}

/** All regular files below a folder, as absolute paths. */
export function filesBelow(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
