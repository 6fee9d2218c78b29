/**
 * Where families that hold other types (lists, tuples, words with free text) find the family of a part.
 * `index.ts` fills it, so that no family imports the table that holds itself.
 */
import type { RouterOsVersion } from "../contract";
import type { ValueType } from "../schema-types";
import type { Parsed, ValueContext } from "./contract";

interface Values {
  parse(type: ValueType, text: string, context: ValueContext): Parsed;
  print(type: ValueType, stored: string, version: RouterOsVersion): string;
}

const notFilled = (): never => {
  throw new Error("import the values from ./index");
};

export const values: Values = { parse: notFilled, print: notFilled };
