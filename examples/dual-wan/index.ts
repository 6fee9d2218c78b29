/**
 * The office of the how-to: a PPPoE line, and a DHCP line as its backup. One object declares what `../article` has in
 * thirty, and follows addresses that change.
 */
import * as pulumi from "@pulumi/pulumi";
import { DualWanFailover } from "pulumi-routeros";

const config = new pulumi.Config();

const office = new DualWanFailover("office", {
  wans: [
    {
      access: "pppoe",
      interface: "ether1",
      user: config.require("pppoeUser"),
      password: config.requireSecret("pppoePassword"),
    },
    { access: "dhcp", interface: "ether2" },
  ],
  // A web server inside is reached by either line, and answers by the one that was asked.
  inbound: [{ name: "web", protocol: "tcp", port: 443, to: "192.168.88.20" }],
  // WinBox on both lines, for people who come from here.
  routerServices: [{ name: "winbox", protocol: "tcp", port: 8291, from: ["203.0.113.0/24"] }],
  onSwitch: {
    // Who is told, and by whom; the token is in no file in clear.
    notify: [
      { telegram: { token: config.requireSecret("telegramToken"), chat: config.require("telegramChat") } },
    ],
  },
});

/** Which line the office uses, since when and why; the lines' addresses and next hops. */
export const { activeWan, since, reason, addresses, gateways } = office;
