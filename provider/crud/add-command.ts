/** The `add` of a row as a command, for scripts that a person imports. */
import { brokenGates } from "../menus";
import { parseVersion } from "../menus/versions";
import { dialectOf } from "../session/dialect";
import { accepted } from "./accept";
import { keyOfValues, subjectOf } from "./declaration";
import type { Face } from "./face";
import { faceOf } from "./kinds";
import { optionSchemas } from "./options";
import { hasUnknown, type Props } from "./plain";
import { attributesOfAdd } from "./row";

/** One `add`, in the words of the router's own version. */
export interface AddCommand {
  /** The menu, without the command: `/ip/firewall/mangle`; on RouterOS 6 `/ip/route/rule` for routing rules. */
  readonly path: string;
  /** RouterOS's names and texts, in the order of the menu's description; no text is quoted. */
  readonly attributes: readonly (readonly [name: string, value: string])[];
}

/**
 * The exact `add` that a create would send to a router of this version, what is always sent (`disabled`) included.
 * Pure: no router is asked.
 *
 * What concerns the engine alone (`router`, `adopt`, `runtimeOwned`, `section`, `rank`, `anchor` …) is ignored: so the
 * command has no `place-before`. A property that is to be `unset` is not in it; where a new row comes with a value
 * there (the `keepalive` of a GRE tunnel), create takes it away by a second command.
 *
 * @param kind a kind of rows: `FirewallMangle`, `RouterItem`
 * @param args the arguments of its class, as plain values
 * @param version RouterOS's, as the router tells it: `7.21.5`, `6.49.18 (long-term)`
 * @throws Error that lists everything that is wrong with the arguments, or that this version does not have
 *
 * @example
 * const { path, attributes } = addCommand("Route", { comment: "GW1", gateway: "10.0.0.1" }, "6.49.18");
 */
export function addCommand(kind: string, args: Readonly<Props>, version: string): AddCommand {
  const face = faceOf(kind);
  if (!face) throw new Error(`${kind} is no kind of rows, so there is nothing to add`);
  if (!parseVersion(version))
    throw new Error(`"${version}" is no version of RouterOS: use one such as "7.21.5"`);
  const inputs = withoutOptions(face, args);
  const shape = face.mistakes(inputs);
  if (shape.length > 0)
    throw notAdded(
      kind,
      version,
      shape.map(({ property, reason }) => `${property}: ${reason}`),
    );
  const { menu, values, failures } = accepted(face, inputs);
  const problems = [
    ...failures.map(({ reason }) => reason),
    ...brokenGates(menu, values, version, "the router").map(({ message }) => message),
    ...Object.keys(values)
      .filter((name) => hasUnknown(values[name]))
      .map((name) => `${name} is not known yet`),
  ];
  if (problems.length > 0) throw notAdded(subjectOf(menu, keyOfValues(menu, values)), version, problems);
  const add = { path: `${menu.path}/add`, attributes: attributesOfAdd(menu, values) };
  const { path, attributes = {} } = dialectOf(menu, version)?.command(add) ?? add;
  return { path: path.replace(/\/add$/, ""), attributes: Object.entries(attributes) };
}

/** The arguments that say what the row is. */
function withoutOptions(face: Face, args: Readonly<Props>): Props {
  const deciding = ["keyBy", "path", "key"];
  const options = [...face.optionNames, ...Object.keys(optionSchemas)].filter(
    (name) => !deciding.includes(name),
  );
  return Object.fromEntries(
    Object.entries(args).filter(
      ([name, value]) => !options.includes(name) && (value ?? undefined) !== undefined,
    ),
  );
}

function notAdded(subject: string, version: string, problems: readonly string[]): Error {
  return new Error(
    `${subject} cannot be added to RouterOS ${version}:\n${problems.map((problem) => `- ${problem}`).join("\n")}`,
  );
}
