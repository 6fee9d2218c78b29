/**
 * How a row travels between Pulumi and the engine: a kind with a menu of its own has its properties beside the engine's
 * options, `RouterItem` has them in bags. Behind a face both are one {@link Declaration}.
 */
import { isSettings, keyName, keyOf, type Menu, unknownMarker, wireName } from "../menus/language";
import type { Declaration, Options, Values } from "./declaration";
import type { Props } from "./plain";

/** One thing that `check` refuses. */
export interface Failure {
  readonly property: string;
  readonly reason: string;
}

export interface Face {
  /** The Pulumi type name: `FirewallMangle`, `RouterItem`. */
  readonly kind: string;
  /** Names beside the RouterOS properties that inputs of this kind may have. */
  readonly optionNames: readonly string[];
  /** Names of inputs that hold properties, where properties do not stand beside the options. */
  readonly bags: readonly string[];
  /** Whether the menu can be known already: nothing it depends on is still to be computed. */
  isOpenable(inputs: Readonly<Props>): boolean;
  /**
   * Inputs or outputs → the menu with the key they choose, and the properties as they stand there.
   * @throws Error where they do not describe a menu; `check` refuses such inputs
   */
  open(props: Readonly<Props>): { readonly menu: Menu; readonly given: Readonly<Props> };
  /** The inputs that decide what a row is known by, in one spelling: a change of them is another row. */
  identityOf(props: Readonly<Props>): Readonly<Props>;
  /** What is wrong with the inputs as a whole, before {@link Face.open} can make sense of them. */
  mistakes(inputs: Readonly<Props>): readonly Failure[];
  /** What `check` says about inputs that are right and could be better; undefined for nothing. */
  remark?(inputs: Readonly<Props>): string | undefined;
  /** Values back in the shape of `props`, without options. */
  wrap(props: Readonly<Props>, values: Values): Props;
  /** The path of a property for check failures: `comment`, `properties.comment`. */
  at(props: Readonly<Props>, name: string): string;
}

/** Options that every kind of rows has. */
const commonOptions = ["router", "adopt", "runtimeOwned", "sensitive"] as const;
/** Options of rows whose order means something. */
export const orderOptions = ["section", "rank", "anchor"] as const;

/** The face of a kind that has its own menu. */
export function menuFace(menu: Menu): Face {
  const variants = new Map<string, Menu>();
  return {
    kind: menu.kind,
    optionNames: optionNamesOf(menu),
    bags: [],
    isOpenable: ({ keyBy }) => keyBy !== unknownMarker,
    open: (props) => ({
      menu: variantOf(variants, menu, props),
      given: propertiesOf(menu, props),
    }),
    identityOf: ({ keyBy }) => ({
      keyBy: keyBy === unknownMarker ? keyBy : keyName(keyOf(menu, keyBy as string | undefined)),
    }),
    mistakes: ({ keyBy }) => keyMistakes(menu, keyBy),
    wrap: (_props, values) => ({ ...values }),
    at: (_props, name) => name,
  };
}

function optionNamesOf(menu: Menu): readonly string[] {
  if (isSettings(menu)) return ["router"];
  return [
    ...commonOptions,
    ...(hasConditions(menu) ? ["adoptWithout"] : []),
    ...(menu.ordered ? orderOptions : []),
    ...(menu.alternativeKeys ? ["keyBy"] : []),
  ];
}

function keyMistakes(menu: Menu, keyBy: unknown): readonly Failure[] {
  if (keyBy === unknownMarker) {
    return [
      {
        property: "keyBy",
        reason: "must be known before the deployment: it decides what the row is known by",
      },
    ];
  }
  try {
    keyOf(menu, keyBy as string | undefined);
    return [];
  } catch (error) {
    return [{ property: "keyBy", reason: (error as Error).message }];
  }
}

/** The menu with the key and the credentials that the program chose; the same object for the same choice. */
function variantOf(known: Map<string, Menu>, menu: Menu, { keyBy, sensitive }: Readonly<Props>): Menu {
  const name = JSON.stringify([keyBy, sensitive]);
  const found = known.get(name) ?? withSensitive({ ...menu, key: keyOf(menu, keyBy as string) }, sensitive);
  known.set(name, found);
  return found;
}

function withSensitive(menu: Menu, sensitive: unknown): Menu {
  const marked = namesIn(menu, sensitive).map((name) => [
    name,
    { ...menu.properties[name], sensitive: true },
  ]);
  return marked.length === 0
    ? menu
    : { ...menu, properties: { ...menu.properties, ...Object.fromEntries(marked) } };
}

function hasConditions({ properties }: Menu): boolean {
  return Object.values(properties).some(({ matcher }) => matcher);
}

function propertiesOf(menu: Menu, props: Readonly<Props>): Props {
  return Object.fromEntries(Object.entries(props).filter(([name]) => Object.hasOwn(menu.properties, name)));
}

/** Options as they stand in inputs or outputs. */
export function optionsOf(face: Face, props: Readonly<Props>): Options {
  return Object.fromEntries(
    face.optionNames.flatMap((name) => (props[name] === undefined ? [] : [[name, props[name]]])),
  );
}

/** What checked inputs declare. */
export function declarationOf(face: Face, inputs: Readonly<Props>): Declaration {
  const { menu, given } = face.open(inputs);
  return {
    menu,
    values: given as Values,
    options: optionsOf(face, inputs),
    runtimeOwned: namesIn(menu, inputs.runtimeOwned),
    adoptWithout: namesIn(menu, inputs.adoptWithout),
  };
}

/** A list of properties (`runtimeOwned` …) by the names that the menu has, whichever spelling the program chose. */
export function namesIn(menu: Menu, given: unknown): readonly string[] {
  const wanted = new Set(Array.isArray(given) ? given.map((name) => wireName(String(name))) : []);
  return Object.keys(menu.properties).filter((name) => wanted.has(wireName(name)));
}
