/** `RouterItem`: any menu that has no description of its own. */
import { comment, keyComment, loose } from "./codecs";
import { type Key, type Menu, type Properties, type Property, wireName } from "./language";

/** A mistake in what a menu is built from; the message is complete for a person. */
export class ItemMenuError extends Error {
  /** The input it is shown at. */
  readonly property: "path" | "key" | "properties";
  constructor(property: ItemMenuError["property"], message: string) {
    super(message);
    this.name = "ItemMenuError";
    this.property = property;
  }
}

const segment = /^[a-z0-9][a-z0-9-]*$/;
const argument = /^[a-z0-9][a-z0-9.-]*$/;
const commands = [
  "add",
  "set",
  "remove",
  "print",
  "find",
  "get",
  "enable",
  "disable",
  "move",
  "unset",
  "export",
];
/** Arguments of `add` and `set` that are no properties. */
const noProperties = [".id", "numbers", "copy-from", "place-before", "dynamic"];
/** Names under which RouterOS keeps credentials; secrecy in Pulumi's state follows them. */
const secrets = /(^|[.-])(password|secret|passphrase|private-key|preshared-key|psk|auth-key)$/;

/** Menus whose `print` takes `show-sensitive` in the command trees of 7.21 and newer. */
const hidingSecrets = [
  "/interface/gre",
  "/interface/pppoe-client",
  "/ip/ipsec/identity",
  "/ip/ipsec/peer",
  "/user",
];

/**
 * A menu for rows that are known by `keyNames` and managed in `propertyNames`, both in RouterOS's names or camelCase.
 * Nothing is known about its properties, so any text, number or boolean is taken and compared leniently.
 * @param path `/ip/pool`; spaces for slashes are taken, as the console writes it.
 * @param keyNames what the rows are known by; `["comment"]` where RouterOS keeps nothing unique.
 * @throws ItemMenuError
 */
export function itemMenu(path: string, keyNames: readonly string[], propertyNames: readonly string[]): Menu {
  const names = [...new Set([...keyNames, ...propertyNames])];
  for (const name of names) checkName(name, keyNames.includes(name) ? "key" : "properties");
  checkSpellings(names);
  const menuPath = normalPath(path);
  return {
    kind: "RouterItem",
    path: menuPath,
    key: keyFrom(keyNames),
    // Nothing is known about what it may cut off.
    reach: "access",
    foreignFlags: ["dynamic", "builtin", "default"],
    ...(hidingSecrets.includes(menuPath) && { hidesSecretsSince: "7.21" }),
    status: [".about"],
    properties: Object.fromEntries(
      names.map((name) => [name, looseProperty(name, keyNames.includes(name))]),
    ) satisfies Properties,
  };
}

function normalPath(path: string): string {
  const refused = (why: string) =>
    new ItemMenuError("path", `"${path}" is no path of a menu (${why}): use a path such as "/ip/pool"`);
  if (!path.startsWith("/")) throw refused("it does not start with a slash");
  const segments = path.slice(1).trim().split(/[/ ]/);
  const bad = segments.find((each) => !segment.test(each));
  if (bad !== undefined)
    throw refused(bad === "" ? "a part of it is empty" : `"${bad}" is no name of a menu`);
  const last = segments.at(-1) ?? "";
  if (commands.includes(last)) throw refused(`"${last}" is a command, not a menu`);
  return `/${segments.join("/")}`;
}

function keyFrom(keyNames: readonly string[]): Key {
  const [first, ...rest] = keyNames;
  if (first === undefined)
    throw new ItemMenuError(
      "key",
      'no key is given: name the properties that a row is known by, or "comment"',
    );
  if (!keyNames.includes("comment")) return { by: "properties", names: [first, ...rest] };
  if (rest.length === 0) return { by: "comment" };
  throw new ItemMenuError("key", '"comment" is a key by itself: leave the other properties out of the key');
}

function checkName(name: string, property: "key" | "properties"): void {
  const wire = wireName(name);
  if (noProperties.includes(wire))
    throw new ItemMenuError(property, `"${name}" is no property of a row: it cannot be managed`);
  if (!argument.test(wire))
    throw new ItemMenuError(property, `"${name}" is no name of a property: use one such as "address-pool"`);
}

/** `address-pool` and `addressPool` are one property; given both, one value would win silently. */
function checkSpellings(names: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const other = seen.get(wireName(name));
    if (other !== undefined)
      throw new ItemMenuError("properties", `"${other}" and "${name}" are the same property: leave one out`);
    seen.set(wireName(name), name);
  }
}

function looseProperty(name: string, required: boolean): Property {
  const wire = wireName(name);
  return {
    perhapsWriteOnly: true,
    ...(wire === "comment"
      ? { codec: required ? keyComment : comment, unset: "empty" }
      : { codec: loose, unset: "unset" }),
    ...(required ? { required } : {}),
    ...(secrets.test(wire) ? { secret: true } : {}),
  };
}
