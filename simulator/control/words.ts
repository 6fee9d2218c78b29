/** Readers of a command's words. */
import { parseDuration } from "../config/time";
import { ControlError } from "./failure";

export function choice<T>(word: string | undefined, choices: Readonly<Record<string, T>>): T {
  const found = word === undefined || !Object.hasOwn(choices, word) ? undefined : choices[word];
  if (found !== undefined) return found;
  throw new ControlError(`${word ?? "nothing"} is none of ${Object.keys(choices).join(", ")}`);
}

/** `30%`, `30` */
export function percent(word: string | undefined): number {
  const number = /^\d+(\.\d+)?%?$/.test(word ?? "") ? Number.parseFloat(word as string) : 101;
  if (number <= 100) return number;
  throw new ControlError(`${word ?? "nothing"} is no share; write it like 30%`);
}

/** `400ms`, `1.5s`, `5m`, `1h30m`; in milliseconds. */
export function duration(word: string | undefined): number {
  const seconds = /[a-z:]/.test(word ?? "") ? parseDuration(word as string) : undefined;
  if (seconds !== undefined) return seconds * 1000;
  throw new ControlError(`${word ?? "nothing"} is no time; write it like 400ms, 90s, 5m or 1h30m`);
}

export function wholeNumber(word: string): number {
  if (/^\d{1,9}$/.test(word)) return Number(word);
  throw new ControlError(`${word} is no number`);
}

export const onOff = { on: true, off: false, yes: true, no: false } as const;
export const upDown = { up: true, down: false } as const;

/** Nothing is left over. */
export function none(words: readonly string[]): void {
  if (words.length > 0) throw new ControlError(`${words.join(" ")}: not expected here`);
}
