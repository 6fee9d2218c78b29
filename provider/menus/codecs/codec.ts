/** What every codec is made with. */
import { z } from "zod";
import { type Codec, type PlainValue, unknownMarker } from "../language";

/** Why a value is not accepted, in words that continue `"x" is not …`: `outside 0..255`. */
export class Refusal {
  constructor(readonly because: string) {}
}

export const refuse = (because: string): Refusal => new Refusal(because);

interface Definition<T extends PlainValue> {
  /** What is accepted, with an example: `a duration such as "1m30s"`. */
  readonly accepts: string;
  /** Anything → the canonical value, or why not. Must accept its own results. */
  parse(value: unknown): T | Refusal;
  /** Default: the canonical value as text. */
  toWire?(value: T): string;
  /** RouterOS's text → what `parse` is given. Default: the text itself. */
  fromWire?(text: string): unknown;
  same?(a: T | string, b: T | string): boolean;
  meansUnset?(value: T): boolean;
  /** A refused value is not repeated in the message. */
  readonly secret?: boolean;
}

/** A codec from one function that makes any spelling canonical; Pulumi's unknown marker passes through it. */
export function codec<T extends PlainValue, In extends PlainValue = T>(
  definition: Definition<T>,
): Codec<T, In> {
  const { accepts, parse, same, meansUnset } = definition;
  const schema = z.unknown().transform((value, context) => {
    if (isUnknown(value)) return value;
    const result = parse(value);
    if (!(result instanceof Refusal)) return result;
    const why = result.because === "" ? "" : ` (${result.because})`;
    context.addIssue({
      code: "custom",
      message: `${definition.secret ? "the value given" : shown(value)} is not accepted${why}: use ${accepts}`,
    });
    return z.NEVER;
  });
  return {
    accepts,
    schema: schema as unknown as z.ZodType<T, In>,
    toWire: definition.toWire ?? String,
    fromWire(text) {
      if (text === unknownMarker) return text;
      const result = parse(definition.fromWire ? definition.fromWire(text) : text);
      return result instanceof Refusal ? text : result;
    },
    ...(same ? { same } : {}),
    ...(meansUnset ? { meansUnset } : {}),
  };
}

/** Not computed yet, whole or in part. */
export function isUnknown(value: unknown): boolean {
  return value === unknownMarker || (Array.isArray(value) && value.includes(unknownMarker));
}

const longestShown = 60;

/** A value as an engineer would recognise it in a message; long texts are cut. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  let text: string;
  try {
    text = JSON.stringify(value) ?? String(value);
  } catch {
    text = Object.prototype.toString.call(value);
  }
  return text.length <= longestShown ? text : `${text.slice(0, longestShown)}…`;
}

/** Whether two canonical values of one property mean the same to RouterOS. */
export function sameValue(codec: Codec, a: PlainValue, b: PlainValue): boolean {
  return deepEqual(a, b) || (codec.same?.(a as never, b as never) ?? false);
}

function deepEqual(a: PlainValue, b: PlainValue): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object") return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => {
    const left = (a as Record<string, PlainValue>)[key];
    const right = (b as Record<string, PlainValue>)[key];
    return left !== undefined && right !== undefined && deepEqual(left, right);
  });
}
