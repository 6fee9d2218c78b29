/** Whether the rows that hold a line's address or gateway hold those that the line has. */
import { addCommand } from "pulumi-routeros-provider";
import type { RouterConfiguration } from "routeros-simulator";
import type { DualWan, Line } from "../args";
import { planDualWan } from "../plan";
import { placeholder } from "../plan/placeholder";
import type { RowStep } from "../plan/step";

/** What rows of the office's plan hold, and should. */
export interface RowWatch {
  /** Rows that hold another address than their line's: `ISP1 NAT: to-addresses=…`. Lines that have none do not count. */
  stale(): readonly string[];
  /** Addresses and gateways of the lines: while they and the configuration are the same, so are the rows. */
  values(): string;
}

export function rowWatch(office: DualWan, router: RouterConfiguration): RowWatch {
  const watched = planDualWan(office)
    .steps.filter((step): step is RowStep => step.is === "row")
    .flatMap(({ key, kind, args }) => {
      const { path, attributes } = addCommand(kind, args, router.version);
      const { comment, name } = Object.fromEntries(attributes);
      const held = office.lines.flatMap((line) =>
        attributes
          .filter(([, planned]) => holds(planned, placeholder(line)))
          .map(([property]) => ({ line, property })),
      );
      return held.length === 0 ? [] : [{ key, path, comment, name, held }];
    });
  return {
    values: () => JSON.stringify([...valuesOf(office, router).values()]),
    stale: () => {
      const right = valuesOf(office, router);
      return watched.flatMap(({ key, path, comment, name, held }) => {
        const found = router.hand
          .print(path)
          .find((row) => (comment === undefined ? row.name === name : row.comment === comment));
        return held.flatMap(({ line, property }) => {
          const allowed = right.get(line) ?? [];
          // The stand-in by which a rule says that it was never switched on is taken away with the first address.
          const value = found?.[property] ?? "";
          if (allowed.length === 0 || value === "" || allowed.some((one) => holds(value, one))) return [];
          return [`${key}: ${property}=${value}, ${line.name} has ${allowed.join(", ")}`];
        });
      });
    },
  };
}

/** Whether a value is an address, with its length, an interface or neither behind it. */
const holds = (value: string | undefined, address: string): boolean =>
  value !== undefined && value.split(/[/%]/)[0] === address;

/** The address of each line and the gateway of its lease, as the router has them now; nothing for one without an address. */
function valuesOf({ lines }: DualWan, { hand }: RouterConfiguration): ReadonlyMap<Line, readonly string[]> {
  const held = hand.print("/ip/address").filter((row) => row.disabled !== "true" && row.invalid !== "true");
  const isLeased = lines.some(({ gateway }) => gateway.by === "dhcp");
  const clients = isLeased ? hand.print("/ip/dhcp-client") : [];
  const on = (line: Line) => (row: Readonly<Record<string, string>>) => row.interface === line.interface;
  return new Map(
    lines.map((line) => {
      const addresses = held.filter(on(line)).map((row) => bare(row.address));
      const gateways = clients.filter(on(line)).flatMap(({ gateway }) => gateway ?? []);
      return [line, addresses.length === 0 ? [] : [...addresses, ...gateways]];
    }),
  );
}

const bare = (address: string | undefined): string => (address ?? "").split("/")[0] ?? "";
