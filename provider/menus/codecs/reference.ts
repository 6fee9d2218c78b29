/** Names of other rows: interfaces, lists, tables, marks, profiles. */
import type { Codec } from "../language";
import { codec, refuse } from "./codec";
import { word } from "./text";

/** The name of a row of another menu. Never empty: RouterOS calls an empty interface "ambiguous". */
export function reference(what: string, example: string): Codec<string> {
  return word(`the name of ${what}`, example);
}

/** As {@link reference}, with a leading `!` for any other. */
export function negatableReference(what: string, example: string): Codec<string> {
  const accepts = `the name of ${what}, such as "${example}"; with a leading "!" for any other ("!${example}")`;
  return codec({
    accepts,
    parse(value) {
      if (typeof value !== "string") return refuse("");
      const bare = value.replace(/^!\s*/, "");
      if (bare === "") return refuse("it is empty; leave the property out, or assign `unset`, to have none");
      return value.startsWith("!") ? `!${bare}` : value;
    },
  });
}
