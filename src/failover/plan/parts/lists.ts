/** Lists that rules refer to: which interfaces are lines, which networks are inside, which addresses may leave by a line. */
import type { DualWan, Line } from "../../args";
import { addressOf, furtherAddresses, whileUnknown } from "../placeholder";
import { type RowStep, row } from "../step";
import { lineKey } from "./lines";

export function lists(office: DualWan): RowStep[] {
  return [
    wanList(office),
    ...office.lines.map((line) => member(office, line)),
    ...office.lan.networks.map((network) => localNetwork(office, network)),
    ...(office.sourceGuard ? office.lines.flatMap((line) => sources(office, line)) : []),
    ...office.inbound.flatMap(({ name, from }) => clients(forwardList(office, name), from)),
    ...office.routerServices.flatMap(({ name, from }) => clients(serviceList(office, name), from)),
    ...office.pins.flatMap(({ name, hosts }) =>
      hosts.map((address) =>
        row(
          "FirewallAddressListEntry",
          {
            key: `${pinList(office, name)} ${address}`,
            part: "lists",
            reason: `Host of the pin ${name}.`,
          },
          { list: pinList(office, name), address },
        ),
      ),
    ),
  ];
}

export const wanListKey = "WAN list";
export const memberKey = (line: Line): string => `${line.name} in WAN list`;
export const localKey = (network: string): string => `local network ${network}`;
const sourceKey = (office: DualWan, line: Line): string => office.names.ofLine(line.name, "src IP");

/** Every address that may leave by a line. */
export const sourceKeys = (office: DualWan, line: Line): readonly string[] => [
  sourceKey(office, line),
  ...furtherAddresses(line).map((further) => furtherKey(office, line, further)),
];

const furtherKey = (office: DualWan, line: Line, further: string): string =>
  `${sourceKey(office, line)} ${further}`;

/** Lists of the addresses that may use something; named by its role and name. */
const ownList = (office: DualWan, role: string, name: string): string =>
  office.names.section(`${role}-${name}`);
export const forwardList = (office: DualWan, name: string): string => ownList(office, "forward", name);
export const serviceList = (office: DualWan, name: string): string => ownList(office, "service", name);
export const pinList = (office: DualWan, name: string): string => ownList(office, "pin", name);

/** Steps after which a rule may say "not by a line" or "not to a network inside". */
export const listsReady = (office: DualWan): readonly string[] => [
  ...office.lines.map(memberKey),
  ...office.lan.networks.map(localKey),
];

function wanList({ lan }: DualWan): RowStep {
  return row(
    "InterfaceList",
    {
      key: wanListKey,
      part: "lists",
      retain: true,
      reason:
        "The interface list of lines that RouterOS's default firewall uses, too. It stays when the office is removed, because other rules may refer to it.",
    },
    { name: lan.wanList },
  );
}

function member({ lan }: DualWan, line: Line): RowStep {
  return row(
    "InterfaceListMember",
    {
      key: memberKey(line),
      part: "lists",
      after: [wanListKey, ...lineKey(line)],
      reason: `${line.interface} is a line: rules that protect the inside from lines hold for it.`,
    },
    { list: lan.wanList, interface: line.interface },
  );
}

function localNetwork({ names }: DualWan, network: string): RowStep {
  return row(
    "FirewallAddressListEntry",
    {
      key: localKey(network),
      part: "lists",
      reason: "A network inside: packets to it never go by a line's table.",
    },
    { list: names.localList, address: network },
  );
}

function sources(office: DualWan, line: Line): RowStep[] {
  const { address, isKnown } = addressOf(line);
  const list = office.names.sourceList(line.name);
  const main = row(
    "FirewallAddressListEntry",
    {
      key: sourceKey(office, line),
      part: "lists",
      reason: `The address that the router may send from by ${line.name}; the sync script keeps it right.`,
    },
    {
      list,
      address,
      comment: sourceKey(office, line),
      keyBy: "comment",
      // The key is the comment, so the address may be the router's business.
      ...(isKnown ? {} : whileUnknown(isKnown, "address")),
    },
  );
  const others = furtherAddresses(line).map((further) =>
    row(
      "FirewallAddressListEntry",
      {
        key: furtherKey(office, line, further),
        part: "lists",
        reason: `A further address of ${line.name} that the router may send from.`,
      },
      { list, address: further },
    ),
  );
  return [main, ...others];
}

function clients(list: string, from: readonly string[]): RowStep[] {
  return from.map((address) =>
    row(
      "FirewallAddressListEntry",
      { key: `${list} ${address}`, part: "lists", reason: "Who may use it." },
      { list, address },
    ),
  );
}
