/** References to rows of other menus, and gateways, which may hold them. */
import { isIPv4, isIPv6 } from "node:net";
import { kept, type Parsed, refused, type ValueContext, type ValueFamily } from "./contract";
import { failures } from "./failures";

/** The error text says the type, not the argument: a bad `in-interface` is no value of `interface`. */
export const reference: ValueFamily<"reference"> = {
  parse: (type, value, { resolve }) => {
    if (type.words?.includes(value)) return kept(value);
    const row = value === "" ? undefined : resolve(type.menus, value);
    if (row !== undefined) return kept(row);
    if (!type.hard) return kept(value);
    return refused(value === "" ? failures.ambiguous(type.type) : failures.noSuchValue(type.type));
  },
};

/** Next hops: address, interface, `address%interface`, `address@table`; several are a list (ECMP). */
export const gateway: ValueFamily<"gateway"> = {
  parse: (_, value, context) => {
    const hops: string[] = [];
    for (const text of value.split(",")) {
      const hop = parseHop(text, context);
      if ("failure" in hop) return hop;
      hops.push(hop.stored);
    }
    return kept(hops.join(","));
  },
};

function parseHop(text: string, { resolve, version }: ValueContext): Parsed {
  const match = /^([^%@]+)(?:%([^%@]+))?(?:@([^%@]+))?$/.exec(text);
  if (match === null) return refused(failures.gateway());
  const [, target = "", through, table] = match;
  const isAddress = isIPv4(target) || isIPv6(target);
  const first = isAddress ? target : resolve(["/interface"], target);
  // Only an address is looked up through an interface; tables exist since 7.
  const interfaceName = through === undefined || !isAddress ? undefined : resolve(["/interface"], through);
  const tableName =
    table === undefined || version === "6.49" ? undefined : resolve(["/routing/table"], table);
  if (
    first === undefined ||
    (through !== undefined && interfaceName === undefined) ||
    (table !== undefined && tableName === undefined)
  ) {
    return refused(failures.gateway());
  }
  return kept(
    first + (through === undefined ? "" : `%${interfaceName}`) + (table === undefined ? "" : `@${tableName}`),
  );
}
