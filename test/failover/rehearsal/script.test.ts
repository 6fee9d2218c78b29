import { type Lines, met, officeOf } from "./offices";

/** A sample of what `npm run figures` plays with many seeds. */
const sample: readonly (readonly [Lines, Readonly<Record<string, unknown>>, readonly string[]])[] = [
  [
    "PPPoE, DHCP",
    {},
    ["link-down", "session-ended", "black-hole", "loss-30", "flapping", "new-address-active"],
  ],
  ["PPPoE, DHCP", { dialect: 6 }, ["link-down", "silent-provider", "new-lease-standby", "inbound", "reboot"]],
  ["DHCP, PPPoE", {}, ["lease-ended", "new-lease-active", "new-gateway-active", "gateway-elsewhere"]],
  ["DHCP, DHCP", {}, ["same-gateway", "carrier-nat"]],
  ["PPPoE, DHCP", { flows: "pin", natMode: "src-nat" }, ["link-down", "standing-flows"]],
  ["PPPoE, DHCP", { dialect: 6, flows: "pin" }, ["both-down"]],
  ["PPPoE, DHCP", { flows: "pin" }, ["backup-dies-later", "black-hole"]],
  ["static, PPPoE", { natMode: "src-nat" }, ["link-down"]],
  ["static, LTE", {}, ["black-hole", "forced"]],
  [
    "PPPoE, DHCP",
    {
      tunnels: {
        gre: [{ name: "gre-hq", wan: "ISP1", remoteAddress: "203.0.113.51" }],
        ipsec: [{ name: "hq", wan: "ISP1", peer: "hq", dstAddress: "10.200.0.0/16" }],
      },
    },
    ["new-address-active"],
  ],
  ["PPPoE, foreign address", {}, ["link-down"]],
  ["PPPoE, DHCP, static", {}, ["link-down", "both-down"]],
];

describe("an office by its script", function () {
  this.timeout(120_000);
  for (const [which, args, ids] of sample) {
    for (const id of ids) {
      it(`${which} ${JSON.stringify(args)}: ${id}`, async () => {
        await met(officeOf(which, args), id);
      });
    }
  }
});
