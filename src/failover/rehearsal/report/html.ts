/** A rehearsal as one file for a browser. */
import type { Rehearsal } from "../rehearse";

export function html(rehearsal: Rehearsal): string {
  return `<!doctype html><pre>${JSON.stringify(rehearsal)}</pre>`;
}
