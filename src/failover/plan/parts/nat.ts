/** Translation: what leaves by a line has the line's address; what comes in on a forwarded port reaches its server. */
import type { DualWan, Forward, Line } from "../../args";
import { type OrderStep, type RowStep, row } from "../step";
import { lineReady } from "./lines";
import { forwardList, listsReady } from "./lists";
import { ordered } from "./ordered";

export const natKey = (office: DualWan, line: Line): string => office.names.ofLine(line.name, "NAT");

export function nat(office: DualWan): (RowStep | OrderStep)[] {
  const section = office.names.section("dual-wan");
  return ordered("FirewallNat", "NAT", section, "bottom", [
    office.lines.map((line) => outward(office, line)),
    office.inbound.map((forward) => inward(office, forward)),
    office.inbound.filter(({ hairpin }) => hairpin).map((forward) => fromInside(office, forward)),
    office.inbound.filter(({ hairpin }) => hairpin).map((forward) => backToServer(office, forward)),
  ]);
}

/** IPsec's own packets keep their addresses: translated ones would miss their policy (RouterOS's default rule says the same). */
const notForIpsec = "out,none";

function outward(office: DualWan, line: Line): RowStep {
  const key = natKey(office, line);
  const about = { key, part: "NAT", after: lineReady(line) } as const;
  const shared = {
    comment: key,
    chain: "srcnat",
    outInterface: line.interface,
    ipsecPolicy: notForIpsec,
  };
  if (office.natMode === "masquerade") {
    const reason = `What leaves by ${line.name} has its address. Connections end by themselves when the line goes down or gets another address.`;
    return row("FirewallNat", { ...about, reason }, { ...shared, action: "masquerade" });
  }
  const reason = `What leaves by ${line.name} has its address. Connections live through a short loss of the link.`;
  if (line.address !== undefined)
    return row(
      "FirewallNat",
      { ...about, reason },
      { ...shared, action: "src-nat", toAddresses: line.address },
    );
  // Never disabled: a connection that once left untranslated would stay so for as long as it lives.
  return row(
    "FirewallNat",
    {
      ...about,
      reason: `${reason} Masquerade until the sync script has written the address here; src-nat from then on.`,
    },
    { ...shared, action: "masquerade", runtimeOwned: ["action", "toAddresses"] },
  );
}

const forwardKey = ({ names }: DualWan, { name }: Forward): string => names.ofOffice(`Forward ${name}`);

const toServer = ({ to, toPort }: Forward) =>
  ({ action: "dst-nat", toAddresses: to, ...(toPort !== undefined && { toPorts: toPort }) }) as const;

function inward(office: DualWan, forward: Forward): RowStep {
  const { name, protocol, port, to, from } = forward;
  const key = forwardKey(office, forward);
  const list = forwardList(office, name);
  return row(
    "FirewallNat",
    {
      key,
      part: "NAT",
      after: [...listsReady(office), ...from.map((address) => `${list} ${address}`)],
      reason: `${protocol} ${port} on every line's address goes to ${to}; the answers leave by the line that was asked.`,
    },
    {
      comment: key,
      chain: "dstnat",
      inInterfaceList: office.lan.wanList,
      protocol,
      dstPort: port,
      ...(from.length > 0 && { srcAddressList: list }),
      ...toServer(forward),
    },
  );
}

function fromInside(office: DualWan, forward: Forward): RowStep {
  const key = `${forwardKey(office, forward)} from inside`;
  return row(
    "FirewallNat",
    {
      key,
      part: "NAT",
      after: listsReady(office),
      reason: `Hosts inside reach ${forward.to} by the lines' addresses, too.`,
    },
    {
      comment: key,
      chain: "dstnat",
      inInterfaceList: `!${office.lan.wanList}`,
      protocol: forward.protocol,
      dstPort: forward.port,
      dstAddressType: "local",
      dstAddressList: `!${office.names.localList}`,
      ...toServer(forward),
    },
  );
}

function backToServer(office: DualWan, forward: Forward): RowStep {
  const { to, toPort, port, protocol } = forward;
  const key = `${forwardKey(office, forward)} hairpin`;
  return row(
    "FirewallNat",
    {
      key,
      part: "NAT",
      after: listsReady(office),
      reason: `The server's answers to hosts inside come back through the router, which translated the question.`,
    },
    {
      comment: key,
      chain: "srcnat",
      srcAddressList: office.names.localList,
      dstAddress: to,
      outInterfaceList: `!${office.lan.wanList}`,
      protocol,
      dstPort: toPort ?? port,
      action: "masquerade",
    },
  );
}
