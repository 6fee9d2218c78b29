/** Putting RouterOS scripts together: values as literals, and blocks with their indentation. */

/** A text as a RouterOS literal: no character of it means anything, and it is all on one line. */
export function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

/** A text as it stands between the quotes of a literal. */
export function escaped(text: string): string {
  return text.replace(/[\\"$]/g, "\\$&").replace(control, byteOf);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const control = /[\u0000-\u001f\u007f]/g;

/** By a letter where there is one, else by two digits in upper case (manual, "Scripting"). */
const byteOf = (character: string): string =>
  letters[character] ?? `\\${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;

const letters: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Names and their values as an array of RouterOS: `{tag="ISP1";rank=1}`. Names have letters only. */
export function map(values: Readonly<Record<string, string | number | boolean>>): string {
  return `{${Object.entries(values)
    .map(([name, value]) => `${name}=${typeof value === "string" ? quoted(value) : String(value)}`)
    .join(";")}}`;
}

/** Texts as an array of RouterOS. */
export function list(values: readonly string[]): string {
  return `{${values.map(quoted).join(";")}}`;
}

/** What stands in an array, each on a line of its own. */
export const members = (data: readonly string[]): Text => indented(data.join(";\n"));

/** Milliseconds as RouterOS writes a duration: `250ms`, `5s`. */
export function time(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}

/** A part of a script: lines, or nothing. */
export type Text = string | false | undefined | readonly Text[];

/** All lines of a part, each without a line break. */
export function linesOf(...parts: readonly Text[]): string[] {
  return parts.flatMap((part) => {
    if (part === false || part === undefined) return [];
    return typeof part === "string" ? part.split("\n") : linesOf(...part);
  });
}

/** Lines one step further in. */
export function indented(...parts: readonly Text[]): string[] {
  return linesOf(...parts).map((line) => (line === "" ? line : ` ${line}`));
}

/** A whole script: its lines, and a line break at the end. */
export function script(...parts: readonly Text[]): string {
  return `${linesOf(...parts).join("\n")}\n`;
}
