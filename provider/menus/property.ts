/** Properties that many menus share. */
import { bool, comment as commentText, keyComment as keyText } from "./codecs";
import type { Codec, PlainValue, Properties, Property } from "./language";

/** A condition of a rule: absent means "must not be there"; cleared with RouterOS's `unset`. */
export interface Matcher<T extends PlainValue, In extends PlainValue = T> extends Property<T, In> {
  readonly unset: "unset";
  readonly matcher: true;
}

export function matcher<T extends PlainValue, In extends PlainValue = T>(
  codec: Codec<T, In>,
): Matcher<T, In> {
  return { codec, unset: "unset", matcher: true };
}

/** A comment that is only a remark. */
export const remark = {
  codec: commentText,
  unset: "empty",
  default: "",
  leftOpen: "a remark is for people, whoever wrote it",
} as const satisfies Property;

/** A comment that the row is known by. */
export const keyComment = { codec: keyText, unset: "empty", required: true } as const satisfies Property;

/** Always sent: RouterOS's own default for a new row differs by menu and version. */
export const disabled = {
  codec: bool,
  unset: "default",
  default: false,
  assumed: false,
} as const satisfies Property;

/**
 * One of an object of settings, with the value that a router has from the factory, where that is known. The router has
 * it whether the program speaks of it or not.
 */
export function setting<T extends PlainValue, In extends PlainValue = T>(codec: Codec<T, In>, usual?: T) {
  return {
    codec,
    unset: "restore",
    leftOpen: "settings are the router's",
    ...(usual !== undefined && { default: usual }),
  } as const;
}

/** Some properties, apart from a menu, with their literal types. */
export function defineProperties<const P extends Properties>(properties: P): P {
  return properties;
}

/** Shared properties and a menu's own. The type stays `shared & own`, so that editors find the comments of both. */
export function combine<const Shared extends Properties, const Own extends Properties>(
  shared: Shared,
  own: Own,
): Shared & Own {
  return { ...shared, ...own };
}
