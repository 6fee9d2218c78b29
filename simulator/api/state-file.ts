import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import type { SavedState } from "../config";

/** The file a router's configuration is kept in. It holds passwords in clear: only its owner may read it. */
export interface StateFile {
  /** What was saved, or undefined when there is no file yet. Throws when the file is not a saved state. */
  load(): SavedState | undefined;
  /** Replaces the file as a whole, so that a crash leaves either the old state or the new one. */
  save(state: SavedState): void;
}

export function stateFile(path: string): StateFile {
  let written: string | undefined;
  return {
    load: () => {
      if (!existsSync(path)) return undefined;
      const text = readFileSync(path, "utf8");
      const state = parse(text, path);
      written = text;
      return state;
    },
    save: (state) => {
      const text = `${JSON.stringify(state)}\n`;
      if (text === written) return;
      const draft = `${path}.${process.pid}.tmp`;
      const file = openSync(draft, "w", 0o600);
      try {
        writeSync(file, text);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(draft, path);
      written = text;
    },
  };
}

function parse(text: string, path: string): SavedState {
  try {
    const state: unknown = JSON.parse(text);
    if (typeof state === "object" && state !== null && "format" in state && "stores" in state)
      return state as SavedState;
  } catch {
    // Said below, without the parser's words: they quote the file, and the file holds passwords.
  }
  throw new Error(`${path} is not the saved state of a simulated router; move it away or name another file`);
}
