import { address, bool, integerOr, prefix, protocolOrAll, reference, words } from "./codecs";
import { defineMenu, unknownMarker } from "./language";
import { disabled, keyComment } from "./property";
import { given, known } from "./rules";

const port = {
  codec: integerOr(["any"], 0, 65535),
  unset: "default",
  default: "any",
  matcher: true,
} as const;
// What a policy without one matches differs between the manual and routers (0.0.0.0/0, ::/0): no default is assumed.
const traffic = { codec: prefix, unset: "replace", filledIn: true } as const;

/** `/ip/ipsec/policy`: which packets IPsec handles. Its addresses may follow a WAN, so the comment is the key. */
export const ipsecPolicy = defineMenu({
  kind: "IpsecPolicy",
  path: "/ip/ipsec/policy",
  key: { by: "comment" },
  ordered: true,
  reach: "access",
  foreignFlags: ["dynamic", "default"],
  status: ["active", "invalid", ".about"],
  properties: {
    /** What the policy is known by: unique among the static policies, readable in WinBox. */
    comment: keyComment,
    /** Peer that the packets go to; needed for action `encrypt`, except in a template. */
    peer: { codec: reference("an IPsec peer", "main-office"), unset: "replace" },
    /** Source address or prefix. Cannot be unset in place. */
    srcAddress: traffic,
    /** Source port, or `any` (default). */
    srcPort: port,
    /** Destination address or prefix. Cannot be unset in place. */
    dstAddress: traffic,
    /** Destination port, or `any` (default). */
    dstPort: port,
    /** IP protocol by name or number, or `all` (default). */
    protocol: { codec: protocolOrAll, unset: "default", default: "all", matcher: true },
    /** What is done with such packets: `encrypt` (default), `discard`, `none`. */
    action: { codec: words("discard", "encrypt", "none"), unset: "default", default: "encrypt" },
    /** What happens without an SA: `require` (default), `unique`, `use`. */
    level: { codec: words("require", "unique", "use"), unset: "default", default: "require" },
    /** `esp` (default) or `ah`. */
    ipsecProtocols: { codec: words("ah", "esp"), unset: "default", default: "esp" },
    /** Whether whole packets are wrapped (tunnel mode). Default false. */
    tunnel: { codec: bool, unset: "default", default: false },
    /** Proposal. Default `default`. */
    proposal: { codec: reference("an IPsec proposal", "default"), unset: "default", default: "default" },
    /** Whether policies of peers are made from this one. Default false. */
    template: { codec: bool, unset: "default", default: false },
    /** Policy group of a template. Default `default`. */
    group: { codec: reference("a policy group", "default"), unset: "default", default: "default" },
    /** The router's own end of the SA; from the peer unless set. Cannot be unset in place. */
    saSrcAddress: { codec: address, unset: "replace", filledIn: true },
    /** The other end of the SA; from the peer unless set. Cannot be unset in place. */
    saDstAddress: { codec: address, unset: "replace", filledIn: true },
    /** Whether the policy is switched off. Always sent; false when left out. */
    disabled,
  },
  rules: [
    {
      property: "peer",
      wrong(inputs) {
        if (given(inputs, "peer") || given(inputs, "template")) return undefined;
        if (inputs.action === unknownMarker || (known(inputs, "action") ?? "encrypt") !== "encrypt")
          return undefined;
        return 'action "encrypt" needs peer (or template: true)';
      },
    },
  ],
});
