import { address, interfaceAddress, reference } from "./codecs";
import { defineMenu } from "./language";
import { disabled, remark } from "./property";

/** `/ip/address`: addresses of interfaces. */
export const ipAddress = defineMenu({
  kind: "IpAddress",
  path: "/ip/address",
  key: { by: "properties", names: ["address", "interface"] },
  reach: "access",
  foreignFlags: ["dynamic"],
  status: ["actual-interface", "invalid", ".about"],
  properties: {
    /** Address with prefix length, `"192.168.88.1/24"`; a bare address is a `/32`. */
    address: { codec: interfaceAddress, unset: "never", required: true },
    /** Interface that has it. */
    interface: { codec: reference("an interface", "bridge"), unset: "never", required: true },
    /** Network; the router computes it unless set (point-to-point: the other side). Cannot be unset. */
    network: { codec: address, unset: "replace", filledIn: true },
    /** Broadcast address; of no use since subnets have one by themselves. Cannot be unset in place. */
    broadcast: { codec: address, unset: "replace" },
    /** A remark. */
    comment: remark,
    /** Whether the address is switched off. Always sent; false when left out. */
    disabled,
  },
});
