import assert from "node:assert/strict";
import { host, office, policyRouting, twoLines } from "./office";

const state = (row: Readonly<Record<string, string>> | undefined) =>
  row?.active === "true" ? "active" : row?.inactive === "true" ? "inactive" : "standby";

describe("check-gateway", () => {
  const made = async (version: "7.18.2" | "7.21.5" | "6.49", settings: Record<string, string> = {}) => {
    const lab = twoLines(office({ targets: [{ address: "8.8.8.8" }] }, version));
    if (Object.keys(settings).length > 0) lab.set("/routing/settings", "", settings);
    const id = lab.add("/ip/route", {
      gateway: "198.51.100.1",
      distance: "1",
      "check-gateway": "ping",
      comment: "checked",
    });
    lab.set("/interface/pppoe-client", "pppoe-isp1", { "add-default-route": "no" });
    await lab.network.run("5s");
    const row = () => lab.rows("/ip/route", "comment=checked")[0];
    return { ...lab, id, row };
  };

  for (const version of ["7.18.2", "7.21.5", "6.49"] as const) {
    it(`needs two misses, ten seconds apart, in ${version}`, async () => {
      const { network, row } = await made(version);
      assert.equal(row()?.active, "true");
      network.isp("ISP2").set({ answers: false });
      await network.run("15s");
      assert.equal(row()?.active, "true", network.log.text());
      await network.run("7s");
      assert.notEqual(row()?.active, "true");
      if (version === "6.49") assert.equal(row()?.["gateway-status"], "198.51.100.1 unreachable");
      else assert.deepEqual([row()?.inactive, row()?.["immediate-gw"]], ["true", ""]);
      network.isp("ISP2").set({ answers: true });
      await network.run("10s");
      assert.equal(row()?.active, "true");
    });
  }

  it("follows the timers of /routing/settings since 7.21", async () => {
    const { network, row } = await made("7.21.5", {
      "check-gateway-ping-interval": "2s",
      "check-gateway-ping-count": "2",
    });
    network.isp("ISP2").set({ answers: false });
    await network.run("5s");
    assert.equal(row()?.inactive, "true");
  });

  it("leaves a route through an Ethernet interface inactive", async () => {
    const { add, rows } = twoLines(office());
    add("/ip/route", { gateway: "ether2", "check-gateway": "ping", comment: "no address" });
    assert.equal(state(rows("/ip/route", "comment=no address")[0]), "inactive");
  });
});

describe("recursive routes", () => {
  const canary = async () => {
    const lab = twoLines(office({ targets: [{ address: "9.9.9.9" }] }));
    lab.set("/interface/pppoe-client", "pppoe-isp1", { "add-default-route": "no" });
    lab.add("/ip/route", { "dst-address": "9.9.9.9/32", gateway: "pppoe-isp1", scope: "10" });
    const properties = { gateway: "9.9.9.9", distance: "1", "check-gateway": "ping", comment: "recursive" };
    lab.add("/ip/route", { ...properties, "target-scope": "11" });
    await lab.network.run("3s");
    return { ...lab, row: () => lab.rows("/ip/route", "comment=recursive")[0] };
  };

  it("resolve through a route whose scope the target scope allows", async () => {
    const { row } = await canary();
    assert.deepEqual([state(row()), row()?.["immediate-gw"]], ["active", "pppoe-isp1"]);
  });

  it("do not resolve with the default target scope, because v7 raises the canary's scope", async () => {
    const { add, rows } = await canary();
    add("/ip/route", { gateway: "9.9.9.9", distance: "5", comment: "default scopes" });
    assert.equal(state(rows("/ip/route", "comment=default scopes")[0]), "inactive");
  });

  it("see a black hole that the next hop hides, and come back with it", async () => {
    const { network, row, rows } = await canary();
    network.isp("ISP1").set({ upstream: "blackhole" });
    await network.run("25s");
    assert.equal(state(row()), "inactive");
    assert.equal(state(rows("/ip/route", "dhcp=true")[0]), "active");
    network.isp("ISP1").set({ upstream: "up" });
    await network.run("15s");
    assert.equal(state(row()), "active");
  });

  it("of v6 say what they resolve to", async () => {
    const lab = twoLines(office({}, "6.49"));
    await lab.network.run("3s");
    lab.add("/ip/route", { "dst-address": "9.9.9.9/32", gateway: "198.51.100.1", scope: "10" });
    lab.add("/ip/route", { gateway: "9.9.9.9", "routing-mark": "X", comment: "recursive" });
    const status = lab.rows("/ip/route", "comment=recursive")[0]?.["gateway-status"];
    assert.equal(status, "9.9.9.9 recursive via 198.51.100.1 ether2");
  });
});

describe("routes of v6", () => {
  it("name the PPPoE peer as gateway, reachable via the interface", async () => {
    const lab = twoLines(office({}, "6.49"));
    await lab.network.run("3s");
    const [route] = lab.rows("/ip/route", "gateway=203.0.113.1");
    assert.equal(route?.["gateway-status"], "203.0.113.1 reachable via  pppoe-isp1");
    assert.match(route?.["gateway-status"] ?? "", /reachable .* pppoe-isp1$/);
  });
});

describe("routing decisions", () => {
  it("of equal distance share out connections over both lines", async () => {
    const sources = ["10", "11", "12", "13", "14", "15"].map((last) => ({
      ...host,
      name: last,
      from: `192.168.88.${last}`,
    }));
    const made = twoLines(office({ sources }));
    made.set("/ip/dhcp-client", "0", { "default-route-distance": "1" });
    await made.network.run("5s");
    made.network.resetReport();
    await made.network.run("1s");
    const lines = new Set(made.network.report().sources.map(({ byIsp }) => Object.keys(byIsp).join()));
    assert.deepEqual([...lines].sort(), ["ISP1", "ISP2"]);
    assert.equal(made.rows("/ip/route", "vpn=true")[0]?.ecmp, "true");
  });

  it("end in a blackhole route", async () => {
    const made = twoLines(office({ sources: [host] }));
    made.add("/ip/route", { "dst-address": "8.8.8.8/32", blackhole: "yes" });
    await made.network.run("2s");
    assert.deepEqual(made.network.report().sources[0]?.reasons, { "blackhole route": 20 });
  });

  const bySource = async (action: string) => {
    const made = twoLines(office({ sources: [{ kind: "router", name: "r2", isp: "ISP2", to: "1.1.1.1" }] }));
    policyRouting(made);
    made.add("/routing/rule", { "src-address": "198.51.100.20/32", action, table: "ISP2" });
    await made.network.run("5s");
    made.network.resetReport();
    return made;
  };

  it("by source address send the router's packets out of their own line", async () => {
    const made = await bySource("lookup-only-in-table");
    await made.network.run("10s");
    assert.deepEqual(made.network.report().sources[0]?.byIsp, { ISP2: 10 });
  });

  for (const [action, byIsp] of [
    ["lookup", { ISP1: 10 }],
    ["lookup-only-in-table", {}],
  ] as const) {
    it(`with ${action} ${action === "lookup" ? "fall through to main" : "stay"} when the table has no route`, async () => {
      const made = await bySource(action);
      made.set("/ip/route", "1", { disabled: "yes" });
      for (const row of made.rows("/ip/route", "routing-table=ISP2"))
        made.set("/ip/route", row[".id"] ?? "", { disabled: "yes" });
      await made.network.run("10s");
      assert.deepEqual(made.network.report().sources[0]?.byIsp, byIsp);
    });
  }

  it("with min-prefix=0 prefer every specific route of main to a later rule", async () => {
    const made = await bySource("lookup-only-in-table");
    made.add("/routing/rule", { action: "lookup-only-in-table", table: "ISP2" });
    const to = async () =>
      (await made.run("/ip/route/check", ["=dst-ip=192.168.88.10", "=once="])).rows[0]?.interface;
    assert.equal(await to(), "ether2");
    made.add("/routing/rule", { action: "lookup", "min-prefix": "0", table: "main" });
    await made.run("/routing/rule/move", ["=numbers=2", "=destination=0"]);
    assert.equal(await to(), "bridge");
    assert.equal(
      (await made.run("/ip/route/check", ["=dst-ip=8.8.8.8", "=once="])).rows[0]?.interface,
      "ether2",
    );
  });
});

describe("marked packets", () => {
  const forwarded = async (version: "7.21.5" | "6.49", guard: boolean) => {
    const made = twoLines(
      office(
        {
          sources: [
            {
              kind: "forward",
              name: "in",
              isp: "ISP2",
              port: 8080,
              host: "192.168.88.20",
              interface: "bridge",
            },
          ],
        },
        version,
      ),
    );
    if (version === "7.21.5") made.add("/routing/table", { name: "ISP2", fib: "" });
    const table: Record<string, string> =
      version === "6.49" ? { "routing-mark": "ISP2" } : { "routing-table": "ISP2" };
    made.add("/ip/route", { gateway: "198.51.100.1", ...table });
    made.add("/ip/firewall/nat", {
      chain: "dstnat",
      action: "dst-nat",
      protocol: "tcp",
      "dst-port": "8080",
      "to-addresses": "192.168.88.20",
      "in-interface": "ether2",
    });
    const mark = {
      chain: "prerouting",
      action: "mark-connection",
      "connection-state": "new",
      "in-interface": "ether2",
    };
    made.add("/ip/firewall/mangle", { ...mark, "new-connection-mark": "from-ISP2" });
    const route = {
      chain: "prerouting",
      action: "mark-routing",
      "connection-mark": "from-ISP2",
      "new-routing-mark": "ISP2",
    };
    made.add("/ip/firewall/mangle", guard ? { ...route, "in-interface-list": "LAN" } : route);
    await made.network.run("2s");
    made.network.resetReport();
    await made.network.run("10s");
    const [source] = made.network.report().sources;
    if (source === undefined) throw new Error("no report");
    return { ...source, version: made.router.version };
  };

  it("for the LAN leave by the WAN again in v7 unless they are guarded", async () => {
    const { delivered, reasons } = await forwarded("7.21.5", false);
    assert.equal(delivered, 0);
    assert.match(Object.keys(reasons)[0] ?? "", /refuses the source|answer/);
  });

  it("come back by the line they came in on, with its address, when they are", async () => {
    const { lost, brokenReplies, bySource } = await forwarded("7.21.5", true);
    assert.deepEqual([lost, brokenReplies, bySource], [0, 0, { "198.51.100.20": 10 }]);
  });

  it("without any mark are answered by the wrong line, which is counted", async () => {
    const made = twoLines(
      office({
        sources: [
          {
            kind: "forward",
            name: "in",
            isp: "ISP2",
            port: 8080,
            host: "192.168.88.20",
            interface: "bridge",
          },
        ],
      }),
    );
    made.add("/ip/firewall/nat", {
      chain: "dstnat",
      action: "dst-nat",
      protocol: "tcp",
      "dst-port": "8080",
      "to-addresses": "192.168.88.20",
      "in-interface": "ether2",
    });
    await made.network.run("2s");
    made.network.resetReport();
    await made.network.run("10s");
    const report = made.network.report();
    assert.deepEqual([report.sources[0]?.delivered, report.sources[0]?.brokenReplies], [0, 10]);
    assert.deepEqual(
      report.leaks.map(({ isp, address, kind, packets }) => [isp, address, kind, packets]),
      [["ISP1", "198.51.100.20", "other", 10]],
    );
  });
});
