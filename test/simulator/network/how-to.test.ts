/** The configuration of the how-to of 2017 (RouterOS 6, without its script), and what it promises. */
import assert from "node:assert/strict";
import { type Office, office } from "./office";

const isp1 = {
  name: "ISP1",
  access: "pppoe",
  interface: "ether1",
  address: "1.1.1.10",
  gateway: "1.1.1.1",
} as const;
const isp2 = {
  name: "ISP2",
  access: "dhcp",
  interface: "ether2",
  address: "2.2.2.20/24",
  gateway: "2.2.2.1",
} as const;
const lines = [
  { isp: "ISP1", port: "pppoe-isp1", address: "1.1.1.10", gateway: "1.1.1.1" },
  { isp: "ISP2", port: "ether2", address: "2.2.2.20", gateway: "2.2.2.1" },
];
const server = { host: "192.168.88.20", interface: "bridge" };

async function howTo(): Promise<Office> {
  const made = office(
    {
      isps: [isp1, isp2],
      targets: [{ address: "77.88.8.8" }, { address: "8.8.8.8" }],
      sources: [
        { kind: "host", name: "desk", from: "192.168.88.10", interface: "bridge", to: "8.8.8.8" },
        { kind: "forward", name: "in by ISP1", isp: "ISP1", port: 80, ...server },
        { kind: "forward", name: "in by ISP2", isp: "ISP2", port: 80, ...server },
        { kind: "router", name: "own by ISP1", isp: "ISP1", to: "8.8.8.8" },
        { kind: "router", name: "own by ISP2", isp: "ISP2", to: "8.8.8.8" },
        { kind: "gre", name: "tunnel", tunnel: "gre-isp1", to: "7.7.7.7", every: 1000 },
      ],
    },
    "6.49",
  );
  const { add } = made;
  const dial = { name: "pppoe-isp1", interface: "ether1", "keepalive-timeout": "disabled", disabled: "no" };
  add("/interface/pppoe-client", { ...dial, "add-default-route": "yes", "default-route-distance": "11" });
  add("/ip/dhcp-client", { interface: "ether2", "default-route-distance": "12", disabled: "no" });
  add("/interface/gre", { name: "gre-isp1", "local-address": "1.1.1.10", "remote-address": "7.7.7.7" });
  const mangle = "/ip/firewall/mangle";
  for (const { isp, port } of lines) {
    const mark = { action: "mark-connection", chain: "prerouting", "connection-state": "new" };
    add(mangle, { ...mark, "in-interface": port, "new-connection-mark": `from-${isp}` });
  }
  for (const chain of ["prerouting", "output"]) {
    for (const { isp } of lines) {
      const mark = { action: "mark-routing", chain, "new-routing-mark": `to-${isp}` };
      add(mangle, { ...mark, "connection-mark": `from-${isp}` });
    }
  }
  for (const { isp, address } of lines) {
    const mark = { action: "mark-routing", chain: "output", "new-routing-mark": `to-${isp}` };
    add(mangle, { ...mark, "src-address": address, comment: `${isp} mangle` });
  }
  for (const { isp, port, address } of lines) {
    const nat = { action: "src-nat", chain: "srcnat", comment: `${isp} NAT` };
    add("/ip/firewall/nat", { ...nat, "out-interface": port, "to-addresses": address });
  }
  const forward = { action: "dst-nat", chain: "dstnat", protocol: "tcp", "dst-port": "80" };
  add("/ip/firewall/nat", { ...forward, "dst-address-type": "local", "to-addresses": server.host });
  for (const [index, { isp, gateway }] of lines.entries()) {
    add("/ip/route", { comment: `${isp} route`, distance: "1", gateway, "routing-mark": isp });
    add("/ip/route", { comment: `GW${index + 1}`, distance: String(index + 1), gateway });
  }
  const rule = "/ip/route/rule";
  for (const { isp, address } of lines)
    add(rule, { comment: `${isp} rule`, "src-address": `${address}/32`, table: isp });
  for (const network of ["192.168.0.0/16", "10.0.0.0/8", "172.16.0.0/12"])
    add(rule, { "dst-address": network, table: "main" });
  for (const { isp } of lines) add(rule, { "routing-mark": `to-${isp}`, table: isp });
  for (const { isp, port, address } of lines) {
    add("/ip/firewall/address-list", { address, list: `${isp}_src_IPs`, comment: `${isp} src IP` });
    const restrict = { action: "drop", chain: "output", comment: `${isp} restrict output` };
    add("/ip/firewall/filter", { ...restrict, "out-interface": port, "src-address-list": `!${isp}_src_IPs` });
  }
  await made.network.run("3s");
  made.network.resetReport();
  return made;
}

const bySource = ({ network }: Office) =>
  Object.fromEntries(network.report().sources.map(({ name, byIsp, lost }) => [name, { ...byIsp, lost }]));

describe("the how-to's configuration on 6.49", () => {
  it("sends everything where it says: new connections by ISP1, answers and own packets by their own lines", async () => {
    const made = await howTo();
    await made.network.run("10s");
    assert.deepEqual(bySource(made), {
      desk: { ISP1: 100, lost: 0 },
      "in by ISP1": { ISP1: 10, lost: 0 },
      "in by ISP2": { ISP2: 10, lost: 0 },
      "own by ISP1": { ISP1: 10, lost: 0 },
      "own by ISP2": { ISP2: 10, lost: 0 },
      tunnel: { ISP1: 10, lost: 0 },
    });
    assert.deepEqual(made.network.report().leaks, []);
    assert.deepEqual(made.network.report().gaps, []);
  });

  it("lets its pings with interface= tell the lines apart, though only one is the default", async () => {
    const made = await howTo();
    const received = async (port: string) =>
      (await made.run("/ping", ["=address=8.8.8.8", "=count=1", `=interface=${port}`])).rows[0]?.received;
    assert.deepEqual([await received("pppoe-isp1"), await received("ether2")], ["1", "1"]);
    made.network.isp("ISP1").set({ upstream: "blackhole" });
    assert.deepEqual([await received("pppoe-isp1"), await received("ether2")], ["0", "1"]);
  });

  it("does not let the tunnel out of ISP2 when ISP1's link is lost", async () => {
    const made = await howTo();
    // A second address keeps the tunnel's own alive: the case that the restriction is for.
    made.add("/ip/address", { address: "1.1.1.10/32", interface: "bridge" });
    made.network.link("ether1", false);
    await made.network.run("10s");
    assert.deepEqual(made.network.report().leaks, []);
    assert.ok(Number(made.rows("/ip/firewall/filter")[1]?.packets) >= 10);
    made.network.link("ether1", true);
    await made.network.run("5s");
    made.network.resetReport();
    await made.network.run("5s");
    assert.deepEqual(bySource(made).tunnel, { ISP1: 5, lost: 0 });
  });

  it("moves the desk to ISP2 when the script swaps distances", async () => {
    const made = await howTo();
    made.network.isp("ISP1").set({ upstream: "blackhole" });
    await made.network.run("10s");
    made.set("/ip/route", made.rows("/ip/route", "comment=GW1")[0]?.[".id"] ?? "", { distance: "2" });
    made.set("/ip/route", made.rows("/ip/route", "comment=GW2")[0]?.[".id"] ?? "", { distance: "1" });
    await made.network.run("10s");
    const [desk] = made.network.report().sources;
    assert.deepEqual([desk?.byIsp, desk?.outageSeconds], [{ ISP2: 100 }, 10]);
  });
});
