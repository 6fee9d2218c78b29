/** Enums: words out of a list. */
import type { Codec } from "../language";
import { codec, refuse, shown } from "./codec";

/** One of the words. Enums that contain `yes` and `no` keep them as words, as RouterOS prints them; booleans are taken for these. */
export function words<const W extends string>(...list: readonly W[]): Codec<W> {
  return codec({
    accepts: oneOf(list),
    parse(value) {
      const given = value === true ? "yes" : value === false ? "no" : value;
      return list.find((each) => each === given) ?? refuse(nearest(given, list));
    },
  });
}

/** As {@link words}, and `!word` for "anything but". */
export function negatableWords<const W extends string>(...list: readonly W[]): Codec<W | `!${W}`> {
  const all = [...list, ...list.map((each) => `!${each}` as const)];
  return codec<W | `!${W}`>({
    accepts: `${oneOf(list)}; with a leading "!" for anything else`,
    parse: (value) => all.find((each) => each === value) ?? refuse(nearest(value, list)),
  });
}

export const oneOf = (list: readonly string[]): string =>
  list.length === 1 ? `"${list[0]}"` : `one of ${list.map((each) => `"${each}"`).join(", ")}`;

/** A hint for a slip of the keys: wrong case, `_` for `-`, a beginning. */
function nearest(value: unknown, list: readonly string[]): string {
  if (typeof value !== "string" || value === "") return "";
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const found =
    list.find((each) => plain(each) === plain(value)) ?? list.find((each) => each.startsWith(value));
  return found ? `did you mean ${shown(found)}?` : "";
}
