/** The steps of a plan as commands of RouterOS. */
import { addCommand, menus } from "pulumi-routeros-provider";
import { type DualWan, leastVersion } from "../args";
import type { RowStep } from "../plan";

export interface AddCommand {
  /** `/ip/firewall/nat`; in RouterOS 6 what that is called there. */
  readonly path: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
}

/** What stands for a value that is not shown. */
export const hidden = "********";

/**
 * The `add` of a row, as a deployment would send it.
 * @param showSensitive whether passwords and tokens are in it
 */
export function commandOf(office: DualWan, { kind, args }: RowStep, showSensitive: boolean): AddCommand {
  const { path, attributes } = addCommand(kind, args, leastVersion(office));
  const secret = secretNames({ kind, args });
  return {
    path,
    attributes: attributes.map(([name, value]) => [
      name,
      secret.has(name) && !showSensitive ? hidden : value,
    ]),
  };
}

/** Names on the wire of the credentials of a row. */
export function secretNames({ kind, args }: Pick<RowStep, "kind" | "args">): ReadonlySet<string> {
  const ofMenu = Object.entries(menus[kind].properties)
    .filter(
      ([name, property]) => "secret" in property && property.secret === true && args[name] !== undefined,
    )
    .map(([name]) => name);
  const sensitive = (args.sensitive ?? []) as readonly string[];
  return new Set(
    [...ofMenu, ...sensitive].map((name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)),
  );
}
