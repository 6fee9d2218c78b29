import assert from "node:assert/strict";
import type { RouterOsVersion } from "../../../simulator/config/contract";
import { dhcpIsp, host, lteIsp, type Office, office } from "./office";

/** A wired line at distance 1 and a modem, whose profile gives its route distance 2. */
function made(version: RouterOsVersion = "7.21.5"): Office {
  const one = office({ isps: [dhcpIsp, lteIsp], sources: [host] }, version, { lte: ["lte1"] });
  one.add("/ip/dhcp-client", { interface: "ether2", disabled: "no" });
  for (const port of ["ether2", "lte1"])
    one.add("/ip/firewall/nat", { chain: "srcnat", action: "masquerade", "out-interface": port });
  return one;
}

const running = ({ rows }: Office) => rows("/interface", "name=lte1")[0]?.running;
const addresses = ({ rows }: Office) =>
  rows("/ip/address", "interface=lte1").map(({ address, network, dynamic }) => [address, network, dynamic]);
const defaultRoute = ({ rows }: Office) => rows("/ip/route", "gateway=lte1", "dst-address=0.0.0.0/0", "#&");

describe("an LTE modem", () => {
  for (const version of ["6.49", "7.12.2", "7.24"] as const) {
    it(`${version}: brings an address and a default route at distance 2 while it is attached`, async () => {
      const one = made(version);
      assert.deepEqual([running(one), addresses(one), defaultRoute(one)], ["false", [], []]);
      await one.network.run("6s");
      assert.deepEqual(addresses(one), [["100.70.0.9/32", "100.70.0.9", "true"]]);
      const [route = {}] = defaultRoute(one);
      const { distance, scope, dynamic, modem } = route;
      assert.deepEqual([distance, scope, dynamic], ["2", "30", "true"]);
      assert.equal(modem, version === "6.49" ? undefined : "true");
      assert.equal(one.rows("/interface", "name=lte1")[0]?.type, "lte");
      one.network.link("lte1", false);
      assert.deepEqual([running(one), addresses(one), defaultRoute(one)], ["false", [], []]);
      assert.equal(one.rows("/interface", "name=lte1")[0]?.["link-downs"], "1");
    });
  }

  it("carries the traffic of the office when the other line is dead, and its name is a gateway", async () => {
    const one = made();
    await one.network.run("6s");
    one.network.resetReport();
    one.network.link("ether2", false);
    await one.network.run("10s");
    assert.deepEqual(one.network.report().sources[0]?.byIsp, { LTE: 100 });
    one.network.link("ether2", true);
    one.add("/ip/route", { "dst-address": "8.8.8.8/32", gateway: "lte1" });
    await one.network.run("2s");
    one.network.resetReport();
    await one.network.run("1s");
    assert.deepEqual(one.network.report().sources[0]?.byIsp, { LTE: 10 });
  });

  it("has its route from the profile", async () => {
    const one = made();
    await one.network.run("6s");
    one.set("/interface/lte/apn", "default", { "default-route-distance": "7" });
    assert.equal(defaultRoute(one)[0]?.distance, "7");
    one.set("/interface/lte/apn", "default", { "add-default-route": "no" });
    assert.deepEqual(defaultRoute(one), []);
    one.add("/interface/lte/apn", { name: "office", apn: "internet", "default-route-distance": "3" });
    one.set("/interface/lte", "lte1", { "apn-profiles": "office" });
    assert.equal(defaultRoute(one)[0]?.distance, "3");
    assert.throws(() => one.set("/interface/lte", "lte1", { "apn-profiles": "none" }), /apn-profiles/);
  });

  it("gets another address at once, and after it was detached", async () => {
    const one = made();
    await one.network.run("6s");
    one.network.isp("LTE").renumber({ address: "100.70.0.77" });
    assert.deepEqual(addresses(one), [["100.70.0.77/32", "100.70.0.77", "true"]]);
    one.network.isp("LTE").terminate();
    assert.equal(running(one), "false");
    await one.network.run("6s");
    assert.equal(running(one), "true");
  });

  it("keeps trying while the network is silent, and stays detached while disabled", async () => {
    const one = made();
    one.network.isp("LTE").set({ answers: false });
    await one.network.run("20s");
    assert.equal(running(one), "false");
    one.network.isp("LTE").set({ answers: true });
    await one.network.run("10s");
    assert.equal(running(one), "true");
    one.set("/interface/lte", "lte1", { disabled: "yes" });
    await one.network.run("20s");
    assert.deepEqual([running(one), addresses(one)], ["false", []]);
    assert.match(one.network.log.list().join("\n"), /lte1: no network/);
  });

  it("keeps its line when it is renamed, and over a reboot", async () => {
    const one = made();
    await one.network.run("6s");
    one.set("/interface/lte", "lte1", { name: "mobile" });
    await one.network.run("1s");
    assert.equal(one.rows("/ip/address", "interface=mobile").length, 1);
    one.router.reboot();
    assert.equal(one.rows("/ip/address", "interface=mobile").length, 0);
    await one.network.run("6s");
    assert.equal(one.rows("/ip/address", "interface=mobile").length, 1);
  });

  it("cannot be added or removed", async () => {
    const one = made();
    assert.match((await one.run("/interface/lte/add", ["=name=lte2"])).trap ?? "", /^no such command/);
    assert.match((await one.run("/interface/lte/remove", ["=numbers=lte1"])).trap ?? "", /^no such command/);
    assert.deepEqual(office({}).rows("/interface/lte"), []);
  });

  it("without a network stands where a hand says", () => {
    const { router } = office({ isps: [] }, "7.21.5", { lte: ["lte1"] });
    router.hand.line("lte1", { state: "up", address: "10.9.8.7" });
    assert.equal(router.hand.print("/ip/address", ["interface=lte1"])[0]?.address, "10.9.8.7/32");
  });
});
