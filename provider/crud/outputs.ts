/** Outputs: what Pulumi keeps of a row, and all that `read` and `delete` get back later. */
import {
  isConfidential,
  type Menu,
  type PlainValue,
  propertyName,
  type Row,
  unset,
  wireName,
} from "../menus/language";
import type { RouterFacts } from "../session/contract";
import { type Declaration, propertyOf, type Values } from "./declaration";
import { type Face, namesIn, optionsOf } from "./face";
import { type Props, toPlain } from "./plain";
import { readingOf } from "./row";

/** Raised when a later version of this package changes the shape of outputs; it must go on reading every earlier one. */
export const schemaVersion = 1;

/** The engine's own outputs, beside properties, options and status. */
interface Bookkeeping {
  /** `.id` of the row: a hint, never an identity. */
  readonly routerId?: string;
  readonly fingerprint: string;
  /** Names of the properties that the program declares, `!name` where it declares `unset`. No values. */
  readonly __declared: readonly string[];
  /** Declared values of runtime-owned properties: what the row was created with. */
  readonly __runtimeInitial: Values;
  /** Live values of runtime-owned properties, where there are any. */
  readonly runtime?: Values;
  readonly schemaVersion: number;
}

/** What stored outputs say. */
export interface Stored extends Declaration {
  readonly routerId?: string;
  readonly fingerprint?: string;
}

/**
 * Outputs of a row. `values` are the declared properties, exactly as the inputs have them; the row adds what only the
 * router knows. Without a row (a write whose outcome is unknown) there is just what was declared.
 */
export function outputsOf(
  face: Face,
  props: Readonly<Props>,
  declaration: Declaration,
  facts: Pick<RouterFacts, "fingerprint">,
  row: Row | undefined,
  marks: readonly string[] = marksOf(declaration.values),
): Props {
  const { menu, values, runtimeOwned } = declaration;
  const bookkeeping: Bookkeeping = {
    ...(row?.[".id"] !== undefined && { routerId: row[".id"] }),
    fingerprint: facts.fingerprint,
    __declared: marks,
    __runtimeInitial: pick(values, (name) => runtimeOwned.includes(name)),
    ...(row && runtimeOwned.length > 0 && { runtime: liveValues(menu, row, runtimeOwned) }),
    schemaVersion,
  };
  return toPlain({
    ...(row && statusOf(menu, row)),
    ...face.wrap(props, { ...(row && undeclared(declaration, row)), ...values }),
    ...optionsOf(face, props),
    ...bookkeeping,
  });
}

/** `["chain", "!limit"]`: declared names, a `!` before those declared as unset. */
export function marksOf(values: Values): readonly string[] {
  return Object.entries(values)
    .map(([name, value]) => (value === unset ? `!${name}` : name))
    .sort();
}

/** @throws Error if a newer version of this package wrote the outputs of this kind */
export function assertReadable(kind: string, outputs: Readonly<Props>): void {
  const version = outputs.schemaVersion ?? schemaVersion;
  if (typeof version === "number" && version <= schemaVersion) return;
  throw new Error(
    `the state of this ${kind} was written by a newer pulumi-routeros-provider (schema ${String(version)}, ` +
      `this one knows ${schemaVersion}): install that version or a newer one`,
  );
}

/**
 * The declaration in stored outputs.
 * @throws Error if a newer version of this package wrote them
 */
export function storedOf(face: Face, outputs: Readonly<Props>): Stored {
  assertReadable(face.kind, outputs);
  const { menu, given } = face.open(outputs);
  const initial = (outputs.__runtimeInitial ?? {}) as Values;
  const values: Record<string, PlainValue> = {};
  for (const mark of marksIn(outputs)) {
    const name = mark.replace(/^!/, "");
    if (!menu.properties[name]) continue;
    const value = (initial[name] ?? given[name] ?? (mark.startsWith("!") ? unset : undefined)) as PlainValue;
    if (value !== undefined) values[name] = value;
  }
  return {
    menu,
    values,
    options: optionsOf(face, outputs),
    runtimeOwned: namesIn(menu, outputs.runtimeOwned),
    adoptWithout: namesIn(menu, outputs.adoptWithout),
    routerId: outputs.routerId as string | undefined,
    fingerprint: outputs.fingerprint as string | undefined,
  };
}

export function marksIn(outputs: Readonly<Props>): readonly string[] {
  return (outputs.__declared ?? []) as readonly string[];
}

/** Properties that the program left alone and the router printed; never a credential. */
function undeclared({ menu, values, runtimeOwned }: Declaration, row: Row): Values {
  const names = Object.keys(menu.properties).filter(
    (name) => values[name] === undefined && !runtimeOwned.includes(name) && row[wireName(name)] !== undefined,
  );
  return liveValues(menu, row, names);
}

function liveValues(menu: Menu, row: Row, names: readonly string[]): Values {
  return Object.fromEntries(
    names.flatMap((name) => {
      const reading = isConfidential(propertyOf(menu, name)) ? undefined : readingOf(menu, name, row);
      return reading?.is === "value" ? [[name, reading.value]] : [];
    }),
  );
}

/** Read-only properties; RouterOS's warning about a row, `.about`, is called `about`. */
function statusOf(menu: Menu, row: Row): Props {
  const names = new Set([...(menu.status ?? []), ".about"]);
  return Object.fromEntries(
    [...names].flatMap((name) =>
      row[name] === undefined ? [] : [[propertyName(name.replace(/^\./, "")), row[name]]],
    ),
  );
}

function pick(values: Values, wanted: (name: string) => boolean): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => wanted(name)));
}
