/** The ways in which older versions of RouterOS say what today's property says: see {@link OlderForm}. */
import { monthFirst } from "./codecs/calendar";
import type { OlderForm } from "./language";

/** The first version of RouterOS 7 (7.0 was never released as stable). */
export const v7 = "7.1";

const sameText = {
  toOlder: (text: string) => text,
  fromOlder: (text: string | undefined) => text,
} as const;

/** RouterOS 6 said `word` by having nothing there: no `routing-mark` is table `main`. */
export function saidByNothing(word: string, name?: string): OlderForm {
  return {
    until: v7,
    ...(name !== undefined && { name }),
    toOlder: (text) => (text === word ? null : text),
    fromOlder: (text) => text ?? word,
  };
}

/**
 * RouterOS 6 had a word where there is a presence flag today: `type=blackhole`, and `unicast` for none. Its other words
 * (`prohibit`, `unreachable`) come through as they are, and so show as differences.
 */
export function flagAsWord(name: string, word: string, none: string): OlderForm {
  return {
    until: v7,
    name,
    unsetAs: none,
    toOlder: () => word,
    fromOlder: (text) => (text === none ? undefined : text === word ? "" : text),
  };
}

/** RouterOS 6 printed it on disabled rows, too, so that one without it has the default. */
export function printedAlways(usual: string): OlderForm {
  return { ...sameText, until: v7, fromOlder: (text) => text ?? usual };
}

/** RouterOS 6 had no unset there. */
export function withoutUnset(usual: string): OlderForm {
  return { until: v7, unsetAs: usual, ...sameText };
}

/** RouterOS 6 had no unset there, and another default: a new row is given today's. */
export function withOtherDefault(usual: string): OlderForm {
  return { ...withoutUnset(usual), addedAs: usual };
}

/** Dates were `jan/31/2026` before 7.10; the codec reads both forms. */
export const oldDate: OlderForm = {
  until: "7.10",
  toOlder: monthFirst,
  fromOlder: (text) => text,
};
