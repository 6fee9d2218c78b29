import { address, bool, host, integerOr, keepalive, secretText, word, words } from "./codecs";
import { defineMenu } from "./language";
import { disabled, remark } from "./property";
import { given, known } from "./rules";

/** `/interface/gre`: GRE tunnels. */
export const greTunnel = defineMenu({
  kind: "GreTunnel",
  path: "/interface/gre",
  key: { by: "properties", names: ["name"] },
  reach: "access",
  // None is dynamic: the command trees list no such flag here.
  foreignFlags: [],
  hidesSecretsSince: "7.21",
  status: ["running", ".about"],
  properties: {
    /** Name of the interface; unique among all interfaces of the router. */
    name: { codec: word("a name", "gre-main"), unset: "never", required: true },
    /** The other end: address or DNS name. Cannot be unset. */
    remoteAddress: { codec: host, unset: "never", required: true },
    /** The router's own end. Default `0.0.0.0`: the address of the way out. */
    localAddress: { codec: address, unset: "default", default: "0.0.0.0" },
    /** Largest packet in bytes, 0 to 65536, or `auto` (default). */
    mtu: { codec: integerOr(["auto"], 0, 65536), unset: "default", default: "auto" },
    /** Interval and number of retries, `"10s,10"` for a new tunnel. Unset: the tunnel is never marked down. */
    keepalive: { codec: keepalive, unset: "unset" },
    /** Secret for an IPsec peer made for this tunnel; needs `localAddress` and `allowFastPath: false`. Absent unless set. */
    ipsecSecret: { codec: secretText, unset: "unset", secret: true },
    /** Whether packets may take the fast path. Default true. */
    allowFastPath: { codec: bool, unset: "default", default: true },
    /** Whether TCP MSS is fitted to the tunnel. Default true. */
    clampTcpMss: { codec: bool, unset: "default", default: true },
    /** Don't-fragment bit: `no` (default), or `inherit` from the packet inside. */
    dontFragment: { codec: words("no", "inherit"), unset: "default", default: "no" },
    /** DSCP, 0 to 63, or `inherit` from the packet inside (default). */
    dscp: { codec: integerOr(["inherit"], 0, 63), unset: "default", default: "inherit" },
    /** A remark. */
    comment: remark,
    /** Whether the tunnel is switched off. Always sent; false when left out. */
    disabled,
  },
  rules: [
    {
      property: "allowFastPath",
      wrong(inputs) {
        const unknown = given(inputs, "allowFastPath") && known(inputs, "allowFastPath") === undefined;
        if (!given(inputs, "ipsecSecret") || unknown || inputs.allowFastPath === false) return undefined;
        return "RouterOS does not take the fast path with ipsecSecret: set allowFastPath: false";
      },
    },
  ],
});
