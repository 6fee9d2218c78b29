import assert from "node:assert/strict";
import type { RouterOsVersion } from "../../../simulator/config/contract";
import type { IspState } from "../../../simulator/network/access/options";
import { dhcpIsp, host, type Office, office, pppoeIsp, twoLines } from "./office";

const dialects = ["6.49", "7.21.5"] as const;
const sip = {
  kind: "udp",
  name: "sip",
  from: "192.168.88.12",
  interface: "bridge",
  to: "9.9.9.10",
  port: 5060,
  every: 1000,
} as const;

const desk = (made: Office) => {
  const [first] = made.network.report().sources;
  if (first === undefined) throw new Error("no source");
  return first;
};

const tableOf = (version: RouterOsVersion, name: string): Record<string, string> =>
  version === "6.49" ? { "routing-mark": name } : { "routing-table": name };

/** A default through each line for what is marked with its name. */
function tables(made: Office, version: RouterOsVersion): void {
  for (const [name, gateway] of [
    ["ISP1", "pppoe-isp1"],
    ["ISP2", "198.51.100.1"],
  ] as const) {
    if (version !== "6.49") made.add("/routing/table", { name, fib: "" });
    made.add("/ip/route", { gateway, ...tableOf(version, name) });
  }
}

/** Both lines behind canaries that are asked through them. */
function canaries(made: Office): void {
  for (const [canary, gateway, distance] of [
    ["1.0.0.1", "203.0.113.1", "1"],
    ["9.9.9.9", "198.51.100.1", "2"],
  ] as const) {
    made.add("/ip/route", { "dst-address": `${canary}/32`, gateway, scope: "10" });
    made.add("/ip/route", { gateway: canary, distance, "target-scope": "11", "check-gateway": "ping" });
  }
}

function recursive(
  version: RouterOsVersion,
  sources: readonly (typeof host | typeof sip)[] = [host],
): Office {
  const made = office({ sources, targets: [{ address: "1.0.0.1" }, { address: "9.9.9.9" }] }, version);
  const pppoe = { name: "pppoe-isp1", interface: "ether1", user: "u", password: "p", disabled: "no" };
  made.add("/interface/pppoe-client", pppoe);
  made.add("/ip/dhcp-client", { interface: "ether2", "add-default-route": "no", disabled: "no" });
  for (const port of ["pppoe-isp1", "ether2"])
    made.add("/ip/firewall/nat", { chain: "srcnat", action: "masquerade", "out-interface": port });
  canaries(made);
  return made;
}

for (const version of dialects) {
  describe(`on ${version}`, () => {
    describe("a fault of ISP1", () => {
      /** What the desk loses in two minutes, and by which lines it went. */
      async function suffered(made: Office, change: Partial<IspState>) {
        await made.network.run("15s");
        made.network.resetReport();
        await made.network.run(50);
        made.network.isp("ISP1").set(change);
        await made.network.run("2m");
        return desk(made);
      }
      const plain = () => twoLines(office({ sources: [host] }, version));

      it("of its link costs no packet that is not on its way", async () => {
        const { lost, byIsp } = await suffered(plain(), { link: false });
        assert.deepEqual([lost, Object.keys(byIsp)], [0, ["ISP2"]]);
      });

      it("of its PPPoE server is noticed by keep-alive, after one to two of its times", async () => {
        const { outageSeconds, byIsp } = await suffered(plain(), { answers: false });
        assert.ok(outageSeconds >= 10 && outageSeconds <= 20.1, `${outageSeconds} s`);
        assert.ok((byIsp.ISP2 ?? 0) > 990);
      });

      it("beyond the next hop is never noticed by distances", async () => {
        const { delivered, outageSeconds } = await suffered(plain(), { upstream: "blackhole" });
        assert.deepEqual([delivered, Math.round(outageSeconds)], [0, 120]);
      });

      it("beyond the next hop is noticed by a canary, after two misses", async () => {
        const { outageSeconds, byIsp } = await suffered(recursive(version), { upstream: "blackhole" });
        assert.ok(outageSeconds >= 11 && outageSeconds <= 21.1, `${outageSeconds} s`);
        assert.ok((byIsp.ISP2 ?? 0) > 980);
      });

      it("of 30 percent loss each way costs half of the packets, and no outage a canary would see for long", async () => {
        const { delivered, sent } = await suffered(plain(), { loss: 30 });
        assert.ok(Math.abs(delivered / sent - 0.49) < 0.05, `${delivered} of ${sent}`);
      });

      it("of 400 ms is no loss, and a longer ping", async () => {
        const made = plain();
        const { lost } = await suffered(made, { latency: 410 });
        assert.equal(lost, 0);
        const { rows } = await made.run(version === "6.49" ? "/ping" : "/ping", [
          "=address=8.8.8.8",
          "=count=1",
        ]);
        assert.equal(rows[0]?.time, "410ms");
      });
    });

    it("both lines down, ISP2 back first, then ISP1: each is used as soon as it is there", async () => {
      const made = twoLines(office({ sources: [host] }, version));
      await made.network.run("5s");
      made.network.resetReport();
      made.network.timeline([
        { at: 10_050, link: "ether1", up: false },
        { at: 10_050, link: "ether2", up: false },
        { at: 20_050, link: "ether2", up: true },
        { at: 30_050, link: "ether1", up: true },
      ]);
      await made.network.run("40s");
      const { lost, byIsp, outages } = desk(made);
      // The lease is there 0.1 s after the link, the PPPoE session 0.3 s.
      assert.deepEqual([lost, outages.length, byIsp], [101, 1, { ISP1: 100 + 97, ISP2: 102 }]);
    });

    it("a line that flaps switches check-gateway no more often than it flaps", async () => {
      const made = recursive(version);
      await made.network.run("15s");
      made.network.resetReport();
      const flaps = Array.from({ length: 30 }, (_, number) => ({
        at: number * 20_000,
        isp: "ISP1",
        set: { upstream: number % 2 === 0 ? "blackhole" : "up" } as const,
      }));
      made.network.timeline(flaps);
      await made.network.run("12m");
      const turns = made.network.log.list().filter((line) => line.includes("check-gateway 1.0.0.1"));
      const downs = turns.filter((line) => line.endsWith("down")).length;
      assert.ok(downs >= 14 && downs <= 15, `${downs} times down`);
      assert.equal(turns.length, 2 * downs);
    });

    it("a new PPPoE address of the active line is masqueraded at once, and src-nat to the old one leaks", async () => {
      for (const [action, extra, leaks] of [
        ["masquerade", {}, []],
        ["src-nat", { "to-addresses": "203.0.113.10" }, [["ISP1", "203.0.113.10", "foreign", 100]]],
      ] as const) {
        const isps = [{ ...pppoeIsp, address: ["203.0.113.10", "203.0.113.77"] }, dhcpIsp];
        const made = twoLines(office({ isps, sources: [host] }, version));
        made.set("/ip/firewall/nat", "0", { action, ...extra });
        await made.network.run("5s");
        made.network.isp("ISP1").terminate();
        await made.network.run("5s");
        made.network.resetReport();
        await made.network.run("10s");
        const report = made.network.report();
        assert.deepEqual(
          report.leaks.map(({ isp, address, kind, packets }) => [isp, address, kind, packets]),
          leaks,
        );
        assert.equal(report.sources[0]?.lost, leaks.length === 0 ? 0 : 100);
      }
    });

    it("a new PPPoE address of the standby line disturbs nobody", async () => {
      const isps = [{ ...pppoeIsp, address: ["203.0.113.10", "203.0.113.77"] }, dhcpIsp];
      const made = twoLines(office({ isps, sources: [host, sip] }, version));
      made.set("/interface/pppoe-client", "0", { "default-route-distance": "3" });
      await made.network.run("5s");
      made.network.resetReport();
      made.network.isp("ISP1").terminate();
      await made.network.run("1m");
      assert.deepEqual(
        made.network.report().sources.map(({ lost, byIsp }) => [lost, Object.keys(byIsp)]),
        [
          [0, ["ISP2"]],
          [0, ["ISP2"]],
        ],
      );
    });

    it("a lease of another network and gateway is taken over with the renewal, and the flow with it", async () => {
      const made = twoLines(office({ isps: [pppoeIsp, { ...dhcpIsp, lease: 60 }], sources: [sip] }, version));
      made.network.link("ether1", false);
      await made.network.run("5s");
      made.network.isp("ISP2").renumber({ address: "198.18.0.9/24", gateway: "198.18.0.1" });
      await made.network.run("40s");
      made.network.resetReport();
      await made.network.run("20s");
      assert.deepEqual(desk(made).bySource, { "198.18.0.9": 20 });
      assert.deepEqual(made.network.report().leaks, []);
    });

    it("a session that the server has forgotten leaks nothing: its packets have its own address", async () => {
      const made = twoLines(office({ sources: [host] }, version));
      made.set("/interface/pppoe-client", "0", { "keepalive-timeout": "disabled" });
      await made.network.run("5s");
      made.network.isp("ISP1").forget();
      made.network.resetReport();
      await made.network.run("5m");
      assert.deepEqual([desk(made).delivered, made.network.report().leaks], [0, []]);
      made.set("/interface/pppoe-client", "0", { "keepalive-timeout": "10" });
      await made.network.run("30s");
      made.network.resetReport();
      await made.network.run("5s");
      assert.deepEqual(desk(made).byIsp, { ISP1: 50 });
    });

    it("a standing flow moves with the purge of the failed line and leaks after the way back, until it is flushed", async () => {
      const made = twoLines(office({ sources: [sip] }, version));
      await made.network.run("5s");
      made.network.resetReport();
      made.network.timeline([
        { at: 10_500, link: "ether1", up: false },
        { at: 20_500, link: "ether1", up: true },
      ]);
      await made.network.run("30s");
      // Ten by ISP1, ten by ISP2, then ten by ISP1 with the address of ISP2: the entry of ISP2 was not purged.
      const { byIsp, lost } = desk(made);
      assert.deepEqual([byIsp, lost], [{ ISP1: 10, ISP2: 10 }, 10]);
      assert.deepEqual(
        made.network.report().leaks.map(({ kind, isp, address, packets }) => [kind, isp, address, packets]),
        [["other", "ISP1", "198.51.100.20", 10]],
      );
      const old =
        version === "6.49" ? "reply-dst-address=198.51.100.20:5060" : "reply-dst-address=198.51.100.20";
      for (const row of made.rows("/ip/firewall/connection", old))
        await made.run("/ip/firewall/connection/remove", [`=.id=${row[".id"]}`]);
      made.network.resetReport();
      await made.network.run("10s");
      assert.deepEqual([desk(made).bySource, desk(made).lost], [{ "203.0.113.10": 10 }, 0]);
    });

    it("a flow of the router's own that keeps its source needs a flush to be translated on the other line", async () => {
      const wireguard = {
        ...sip,
        name: "wireguard",
        from: "router",
        port: 51820,
        keepsSource: true,
      } as const;
      const made = twoLines(office({ sources: [wireguard] }, version));
      tables(made, version);
      await made.network.run("5s");
      // The way that WireGuard looks up stays as it was: it is marked later.
      const mark = { chain: "output", protocol: "udp", action: "mark-routing", "new-routing-mark": "ISP2" };
      made.add("/ip/firewall/mangle", mark);
      made.network.resetReport();
      await made.network.run("10s");
      assert.deepEqual(
        made.network.report().leaks.map(({ kind, isp, packets }) => [kind, isp, packets]),
        [["other", "ISP2", 10]],
      );
      for (const row of made.rows("/ip/firewall/connection", "protocol=udp"))
        await made.run("/ip/firewall/connection/remove", [`=.id=${row[".id"]}`]);
      made.network.resetReport();
      await made.network.run("10s");
      assert.deepEqual(made.network.report().leaks, []);
      assert.deepEqual(desk(made).bySource, { "198.51.100.20": 10 });
    });

    const marked = async (guard: Record<string, string>, rule: boolean) => {
      const web = { kind: "forward", name: "web", isp: "ISP2", port: 80, host: "192.168.88.20" } as const;
      const own = { kind: "forward", name: "own", isp: "ISP2", port: 8291 } as const;
      const made = twoLines(office({ sources: [{ ...web, interface: "bridge" }, own] }, version));
      tables(made, version);
      if (rule) {
        const menu = version === "6.49" ? "/ip/route/rule" : "/routing/rule";
        made.add(menu, { "dst-address": "192.168.0.0/16", action: "lookup", table: "main" });
      }
      made.add("/ip/firewall/mangle", {
        chain: "prerouting",
        action: "mark-connection",
        "connection-state": "new",
        "in-interface": "ether2",
        "new-connection-mark": "in-ISP2",
      });
      for (const chain of ["prerouting", "output"]) {
        const mark = {
          chain,
          action: "mark-routing",
          "connection-mark": "in-ISP2",
          "new-routing-mark": "ISP2",
        };
        made.add("/ip/firewall/mangle", { ...mark, ...(chain === "prerouting" ? guard : {}) });
      }
      made.add("/ip/firewall/nat", {
        chain: "dstnat",
        action: "dst-nat",
        protocol: "tcp",
        "dst-port": "80",
        "in-interface": "ether2",
        "to-addresses": "192.168.88.20",
      });
      await made.network.run("3s");
      made.network.resetReport();
      await made.network.run("10s");
      return made.network.report().sources.map(({ delivered }) => delivered);
    };

    it("marks on every packet of a connection take inbound ones out again, unless they are for the LAN side", async () => {
      // The router's own address comes first in v6, the mark's table in v7.
      assert.deepEqual(await marked({}, false), version === "6.49" ? [0, 10] : [0, 0]);
      // The how-to's rule for private addresses stands before the mark's table in v6, behind it in v7.
      assert.deepEqual(await marked({}, true), version === "6.49" ? [10, 10] : [0, 0]);
      assert.deepEqual(
        await marked({ "in-interface-list": "LAN", "dst-address-type": "!local" }, false),
        [10, 10],
      );
    });

    it("a host's marked packet for the router's own address stays in v6 and leaves in v7, unless guarded", async () => {
      const inside = { ...host, name: "inside", to: "192.168.88.1" } as const;
      for (const [guard, stays] of [
        [{}, version === "6.49"],
        [{ "dst-address-type": "!local" }, true],
      ] as const) {
        const made = twoLines(office({ sources: [inside] }, version));
        tables(made, version);
        const mark = { chain: "prerouting", action: "mark-routing", "in-interface": "bridge" };
        made.add("/ip/firewall/mangle", { ...mark, "new-routing-mark": "ISP1", ...guard });
        await made.network.run("3s");
        made.network.resetReport();
        await made.network.run("1s");
        assert.deepEqual([desk(made).delivered, desk(made).byIsp], [stays ? 10 : 0, {}]);
      }
    });

    it("a third default of distance 1 joins in v7 and stands aside in v6", async () => {
      const sources = Array.from({ length: 8 }, (_, number) => ({
        ...host,
        name: `desk${number}`,
        from: `192.168.88.${100 + number}`,
      }));
      const made = twoLines(office({ sources }, version));
      await made.network.run("3s");
      made.add("/ip/route", { gateway: "198.51.100.1", distance: "1" });
      made.network.resetReport();
      await made.network.run("1s");
      const lines = new Set(made.network.report().sources.flatMap(({ byIsp }) => Object.keys(byIsp)));
      assert.equal(lines.size, version === "6.49" ? 1 : 2);
      const active = made.rows("/ip/route", "dst-address=0.0.0.0/0", "active=true");
      assert.equal(active.length, version === "6.49" ? 1 : 2);
    });

    it("a renamed interface keeps its line and everything that names it", async () => {
      const made = twoLines(office({ sources: [host] }, version));
      made.network.link("ether1", false);
      await made.network.run("3s");
      made.set("/interface/ethernet", "ether2", { name: "wan2" });
      await made.network.run("20s");
      made.network.resetReport();
      await made.network.run("1s");
      assert.deepEqual(desk(made).byIsp, { ISP2: 10 });
      made.network.link("ether2", false);
      await made.network.run("1s");
      assert.equal(made.rows("/interface", "name=wan2")[0]?.running, "false");
    });

    it("one canary that is dead takes its line out though the line is fine, and the other keeps it in", async () => {
      const made = recursive(version);
      await made.network.run("15s");
      made.network.target("1.0.0.1", false);
      await made.network.run("30s");
      made.network.resetReport();
      await made.network.run("1s");
      assert.deepEqual(desk(made).byIsp, { ISP2: 10 });
      made.network.target("1.0.0.1", true);
      await made.network.run("11s");
      made.network.resetReport();
      await made.network.run("1s");
      assert.deepEqual(desk(made).byIsp, { ISP1: 10 });
    });

    it("a canary whose own line is out of routes is answered by the other one: a leak that looks like health", async () => {
      const made = twoLines(office({ targets: [{ address: "8.8.8.8" }] }, version));
      await made.network.run("3s");
      made.network.isp("ISP2").set({ upstream: "blackhole" });
      // From ISP2's address, but the default of main is ISP1: masquerade hides it, and a reply comes.
      const ping = await made.run("/ping", ["=address=8.8.8.8", "=src-address=198.51.100.20", "=count=2"]);
      assert.equal(ping.rows.at(-1)?.received, "2");
    });

    it("ISP2 forced by hand stays when it fails, with distances alone", async () => {
      const made = twoLines(office({ sources: [host] }, version));
      await made.network.run("3s");
      made.set("/interface/pppoe-client", "0", { "default-route-distance": "9" });
      await made.network.run("3s");
      made.network.resetReport();
      await made.network.run("1s");
      assert.deepEqual(desk(made).byIsp, { ISP2: 10 });
      made.network.isp("ISP2").set({ upstream: "blackhole" });
      await made.network.run("1m");
      assert.equal(desk(made).delivered, 10);
      made.network.link("ether2", false);
      made.network.resetReport();
      await made.network.run("1s");
      assert.deepEqual(desk(made).byIsp, { ISP1: 10 });
    });
  });
}
