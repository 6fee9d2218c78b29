/**
 * A line with a standing address, and LTE as its backup. LTE is paid by volume: it is asked seldom, some hosts may not use
 * it, and the office goes back only when the line has been good for half an hour.
 */
import * as pulumi from "@pulumi/pulumi";
import { DualWanFailover, FirewallAddressListEntry } from "pulumi-routeros";

const config = new pulumi.Config();

// Hosts that would use up the volume: backups, cameras.
new FirewallAddressListEntry("backup-server", { list: "heavy", address: "192.168.88.30" });

const office = new DualWanFailover("office", {
  wans: [
    {
      access: "static",
      interface: "ether1",
      address: config.get("address") ?? "203.0.113.10/29",
      gateway: config.get("gateway") ?? "203.0.113.9",
    },
    { access: "existing", interface: "lte1", metered: { block: "heavy" } },
  ],
  probes: { failback: { after: "30m" } },
  // The address stands: connections live through a short loss of the link.
  natMode: "src-nat",
  onSwitch: { notify: [{ email: { to: "noc@example.com" } }] },
});

/** Which line the office uses, since when and why; the lines' addresses and next hops. */
export const { activeWan, since, reason, addresses, gateways } = office;
