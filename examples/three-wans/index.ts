/**
 * Three lines: fibre, cable, and LTE when both are dead. Connections stay with the line that they began on, so that a way
 * back cuts no call; telephones use the cable line while it works, and the mail server no other line than the fibre.
 */
import * as pulumi from "@pulumi/pulumi";
import { DualWanFailover } from "pulumi-routeros";

const config = new pulumi.Config();

const office = new DualWanFailover("office", {
  wans: [
    {
      name: "fibre",
      access: "pppoe",
      interface: "ether1",
      user: config.require("pppoeUser"),
      password: config.requireSecret("pppoePassword"),
    },
    { name: "cable", access: "dhcp", interface: "ether2" },
    { name: "lte", access: "existing", interface: "lte1", metered: true },
  ],
  flows: "pin",
  pinning: [
    { name: "phones", wan: "cable", hosts: ["192.168.88.64/26"], mode: "fallback" },
    { name: "mail", wan: "fibre", protocol: "tcp", port: 25, mode: "strict" },
  ],
  inbound: [{ name: "web", protocol: "tcp", port: 443, to: "192.168.88.20" }],
});

/** Which line the office uses, since when and why; the lines' addresses and next hops. */
export const { activeWan, since, reason, addresses, gateways } = office;
