import { addressOrName, duration, reference } from "./codecs";
import { defineMenu } from "./language";
import { disabled, remark } from "./property";

/** `/ip/firewall/address-list`: static entries of address lists. */
export const firewallAddressListEntry = defineMenu({
  kind: "FirewallAddressListEntry",
  path: "/ip/firewall/address-list",
  key: { by: "properties", names: ["list", "address"] },
  // An entry that a script on the router keeps equal to a WAN address has no address that is known beforehand.
  alternativeKeys: [{ by: "comment" }],
  reach: "access",
  // Entries with a timeout and the addresses of a DNS name are dynamic.
  foreignFlags: ["dynamic"],
  status: ["creation-time", ".about"],
  properties: {
    /** Name of the list; a list is there as soon as it has an entry. */
    list: { codec: reference("an address list", "LAN"), unset: "never", required: true },
    /** Address, prefix, range or DNS name. A range that is a prefix becomes it; `/32` is left out. */
    address: { codec: addressOrName, unset: "never", required: true },
    /** Not for entries kept as configuration: RouterOS makes an entry with a timeout dynamic. Always refused. */
    timeout: { codec: duration({ max: "35w3d13h13m56s" }), unset: "never" },
    /** A remark; with `keyBy: "comment"` what the entry is known by, then required. */
    comment: remark,
    /** Whether the entry is switched off. Always sent; false when left out. */
    disabled,
  },
  rules: [
    {
      property: "timeout",
      wrong: (inputs) =>
        inputs.timeout === undefined
          ? undefined
          : "RouterOS makes an address-list entry with a timeout dynamic: it vanishes by itself and cannot be kept as " +
            "configuration. Leave the timeout out, or add such entries with a rule's or a script's address-list-timeout",
    },
  ],
});
