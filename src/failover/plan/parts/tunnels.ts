/** Tunnels that leave from a line's address. */
import type { DualWan, Line } from "../../args";
import { addressOf } from "../placeholder";
import { type RowStep, row } from "../step";
import { ruleKey } from "./rules";

/** The comment by which the sync script finds every GRE tunnel of a line; that of the how-to. */
export const greTag = ({ names }: DualWan, line: Line): string => names.ofLine(line.name, "GRE");
/** The beginning of the comment by which it finds every IPsec policy of a line. */
export const ipsecTag = ({ names }: DualWan, line: Line): string => names.ofLine(line.name, "IPSec policy");

export function tunnels(office: DualWan): RowStep[] {
  return [
    ...office.gre.map(({ name, line, remoteAddress, keepalive, mtu }) => {
      const { address, isKnown } = addressOf(line);
      return row(
        "GreTunnel",
        {
          key: `GRE ${name}`,
          part: "tunnels",
          after: [ruleKey(office, line)],
          reason: `A tunnel from the address of ${line.name}, which the sync script keeps right.`,
        },
        {
          name,
          remoteAddress,
          localAddress: address,
          keepalive,
          mtu,
          comment: greTag(office, line),
          ...(!isKnown && { runtimeOwned: ["localAddress"] }),
        },
      );
    }),
    ...office.ipsec.map(({ name, line, peer, dstAddress, proposal, protocol }) => {
      const { address, isKnown } = addressOf(line);
      const key = `${ipsecTag(office, line)} ${name}`;
      return row(
        "IpsecPolicy",
        {
          key,
          part: "tunnels",
          after: [ruleKey(office, line)],
          reason: `What is protected from the address of ${line.name}, which the sync script keeps right.`,
        },
        {
          comment: key,
          peer,
          srcAddress: `${address}/32`,
          saSrcAddress: address,
          dstAddress,
          proposal,
          protocol,
          ...(!isKnown && { runtimeOwned: ["srcAddress", "saSrcAddress"] }),
        },
      );
    }),
  ];
}
