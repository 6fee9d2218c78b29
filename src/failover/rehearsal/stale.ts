/** Whether the rows that hold a line's address or gateway hold those that the line has. */
import { addCommand } from "pulumi-routeros-provider";
import type { RouterConfiguration } from "routeros-simulator";
import type { DualWan, Line } from "../args";
import { planDualWan } from "../plan";
import { placeholder } from "../plan/placeholder";
import type { RowStep } from "../plan/step";

/** Rows of the office's plan that hold another address than their line's: `ISP1 NAT: to-addresses=…`. Lines that have none do not count. */
export function staleRows(office: DualWan, router: RouterConfiguration): readonly string[] {
  const rows = planDualWan(office).steps.filter((step): step is RowStep => step.is === "row");
  return rows.flatMap((step) => {
    const { path, attributes } = addCommand(step.kind, step.args, router.version);
    const { comment, name } = Object.fromEntries(attributes);
    const found = router.hand
      .print(path)
      .find((row) => (comment === undefined ? row.name === name : row.comment === comment));
    if (found === undefined) return [];
    return office.lines.flatMap((line) => {
      const right = valuesOf(line, router);
      if (right.length === 0) return [];
      return (
        attributes
          .filter(([, planned]) => holds(planned, placeholder(line)))
          // The stand-in by which a rule says that it was never switched on is taken away with the first address.
          .map(([property]) => ({ property, value: found[property] }))
          .filter(
            ({ value }) => value !== undefined && value !== "" && !right.some((one) => holds(value, one)),
          )
          .map(
            ({ property, value }) =>
              `${step.key}: ${property}=${value}, ${line.name} has ${right.join(", ")}`,
          )
      );
    });
  });
}

/** Whether a value is an address, with its length, an interface or neither behind it. */
const holds = (value: string | undefined, address: string): boolean =>
  value !== undefined && value.split(/[/%]/)[0] === address;

/** The line's address and the gateway of its lease, as the router has them now. */
function valuesOf(line: Line, { hand }: RouterConfiguration): string[] {
  const addresses = hand
    .print("/ip/address")
    .filter((row) => row.interface === line.interface && row.disabled !== "true" && row.invalid !== "true")
    .map((row) => bare(row.address));
  if (addresses.length === 0) return [];
  const gateways = hand
    .print("/ip/dhcp-client")
    .filter((row) => row.interface === line.interface)
    .flatMap((row) => (row.gateway === undefined ? [] : [row.gateway]));
  return [...addresses, ...gateways];
}

const bare = (address: string | undefined): string => (address ?? "").split("/")[0] ?? "";
