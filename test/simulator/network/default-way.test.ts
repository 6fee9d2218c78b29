import assert from "node:assert/strict";
import type { DefaultQuery, DefaultWay } from "../../../simulator/network";
import { host, type Office, office, twoLines } from "./office";

const begun = Date.UTC(2026, 0, 1);

async function observed(query?: DefaultQuery) {
  const made = twoLines(office({ sources: [host] }));
  const ways: DefaultWay[] = [];
  const stop = made.network.onDefault((way) => void ways.push(way), query);
  await made.network.run("3s");
  return { ...made, ways, stop };
}

/** Seconds, and by what. */
const brief = (ways: readonly DefaultWay[]) =>
  ways.map(({ at, hops, reason }) => [
    (at - begun) / 1000,
    reason ?? hops.map(({ isp, interface: on }) => isp ?? on).join("+"),
  ]);

const rule = ({ add, router }: Office, more: Readonly<Record<string, string>>) => {
  add("/routing/table", { name: "second", fib: "" });
  add("/ip/route", { "dst-address": "0.0.0.0/0", gateway: "198.51.100.1", "routing-table": "second" });
  router.hand.add("/routing/rule", { action: "lookup", table: "second", ...more });
};

describe("the feed of what packets to the internet use", () => {
  it("begins with what is, and follows the lines, whoever moves them", async () => {
    const { ways, network, set } = await observed();
    assert.deepEqual(brief(ways), [
      [0, "no route to host"],
      [0.1, "ISP2"],
      [0.3, "ISP1"],
    ]);
    assert.deepEqual(ways.at(-1)?.hops, [{ interface: "pppoe-isp1", gateway: undefined, isp: "ISP1" }]);
    assert.equal(ways[1]?.hops[0]?.gateway, "198.51.100.1");
    ways.length = 0;
    network.link("ether1", false);
    await network.run("1s");
    network.link("ether1", true);
    await network.run("1s");
    set("/interface/pppoe-client", "pppoe-isp1", { "default-route-distance": "5" });
    assert.deepEqual(brief(ways), [
      [3, "ISP2"],
      [4.3, "ISP1"],
      [5, "ISP2"],
    ]);
  });

  it("is told by check-gateway when it finds a gateway dead", async () => {
    const { ways, network, add, set } = await observed();
    set("/interface/pppoe-client", "pppoe-isp1", { "add-default-route": "no" });
    add("/ip/route", { "dst-address": "8.8.8.8/32", gateway: "pppoe-isp1", scope: "10" });
    const canary = { gateway: "8.8.8.8", "target-scope": "11", "check-gateway": "ping", distance: "1" };
    add("/ip/route", { "dst-address": "0.0.0.0/0", ...canary });
    await network.run("30s");
    ways.length = 0;
    network.isp("ISP1").set({ upstream: "blackhole" });
    await network.run("1m");
    assert.equal(ways.length, 1);
    const [[at = 0, by] = []] = brief(ways);
    assert.equal(by, "ISP2");
    assert.ok(Number(at) - 33 > 10 && Number(at) - 33 <= 21, `${at}`);
  });

  it("shows every next hop of ECMP", async () => {
    const { ways, set } = await observed();
    set("/ip/dhcp-client", "0", { "default-route-distance": "1" });
    assert.equal(brief(ways).at(-1)?.[1], "ISP2+ISP1");
  });

  it("follows routing rules, for the host of the LAN that is asked for", async () => {
    const desk = await observed();
    const other = await observed({ source: "192.168.88.99", interface: "bridge" });
    for (const one of [desk, other]) {
      one.ways.length = 0;
      rule(one, { "src-address": "192.168.88.99/32", interface: "bridge" });
    }
    assert.deepEqual(brief(desk.ways), []);
    assert.deepEqual(brief(other.ways), [[3, "ISP2"]]);
  });

  it("says nothing of what changes nothing, nor after its end", async () => {
    const { ways, add, network, stop } = await observed();
    ways.length = 0;
    add("/ip/route", { "dst-address": "10.0.0.0/8", gateway: "198.51.100.1" });
    add("/ip/firewall/mangle", { chain: "prerouting", action: "accept" });
    network.isp("ISP1").set({ loss: 50 });
    await network.run("10s");
    assert.deepEqual(ways, []);
    stop();
    network.link("ether1", false);
    await network.run("1s");
    assert.deepEqual(ways, []);
  });

  it("names what the simulator does not implement", () => {
    const made = office({}, "7.22.3");
    made.set("/routing/settings", "", { "policy-rules": "user,strange" });
    const ways: DefaultWay[] = [];
    made.network.onDefault((way) => void ways.push(way));
    assert.match(ways[0]?.reason ?? "", /the simulator does not implement policy-rules/);
  });
});
