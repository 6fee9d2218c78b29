import assert from "node:assert/strict";
import { dhcpIsp, host, office, pppoeIsp, staticIsp, twoLines } from "./office";

describe("a PPPoE line", () => {
  it("gives an address and a default route, and takes them with the cable", async () => {
    const made = twoLines(office());
    await made.network.run("2s");
    const addresses = () => made.rows("/ip/address", "interface=pppoe-isp1").map(({ address }) => address);
    assert.deepEqual(addresses(), ["203.0.113.10/32"]);
    made.network.link("ether1", false);
    assert.deepEqual(addresses(), []);
    made.network.link("ether1", true);
    await made.network.run("2s");
    assert.deepEqual(addresses(), ["203.0.113.10/32"]);
  });

  it("refuses a wrong password, and lets in who mends it", async () => {
    const made = twoLines(office({ isps: [{ ...pppoeIsp, user: "u", password: "right" }] }));
    await made.network.run("1m");
    assert.equal(made.network.isp("ISP1").address, undefined);
    assert.match(made.network.log.text(), /pppoe-isp1: authentication failed/);
    made.set("/interface/pppoe-client", "pppoe-isp1", { password: "right" });
    await made.network.run("2s");
    assert.equal(made.network.isp("ISP1").address, "203.0.113.10");
  });

  it("is given up within twice the keep-alive time-out when the server falls silent, and dialled again", async () => {
    const made = twoLines(office());
    await made.network.run("2s");
    made.network.isp("ISP1").set({ answers: false });
    const running = () => made.rows("/interface/pppoe-client")[0]?.running;
    await made.network.run("9s");
    assert.equal(running(), "true");
    await made.network.run("11s");
    assert.equal(running(), "false");
    made.network.isp("ISP1").set({ answers: true });
    await made.network.run("10s");
    assert.equal(running(), "true");
  });

  it("stays dead for ever when the session is forgotten and keep-alive is disabled", async () => {
    const made = twoLines(office({ sources: [host] }));
    made.set("/interface/pppoe-client", "pppoe-isp1", { "keepalive-timeout": "disabled" });
    await made.network.run("2s");
    made.network.isp("ISP1").forget();
    await made.network.run("1h");
    assert.equal(made.rows("/interface/pppoe-client")[0]?.running, "true");
    const [desk] = made.network.report().sources;
    assert.ok((desk?.outageSeconds ?? 0) > 3590, `${desk?.outageSeconds} s`);
  });

  it("has the next address after the server ended the session", async () => {
    const made = twoLines(office({ isps: [{ ...pppoeIsp, address: ["203.0.113.10", "203.0.113.11"] }] }));
    await made.network.run("2s");
    made.network.isp("ISP1").terminate();
    await made.network.run("2s");
    assert.equal(made.network.isp("ISP1").address, "203.0.113.11");
    assert.equal(made.rows("/ip/address", "interface=pppoe-isp1")[0]?.address, "203.0.113.11/32");
  });
});

describe("a DHCP line", () => {
  it("renews its lease at half of its time", async () => {
    const made = twoLines(office());
    await made.network.run("4m");
    const before = made.rows("/ip/dhcp-client")[0]?.["expires-after"];
    assert.equal(before, "6m1s");
    await made.network.run("2m");
    assert.equal(made.rows("/ip/dhcp-client")[0]?.["expires-after"], "9m1s");
  });

  it("loses its lease when the server is silent until it expires", async () => {
    const made = twoLines(office());
    await made.network.run("1s");
    made.network.isp("ISP2").set({ answers: false });
    const status = () => made.rows("/ip/dhcp-client")[0]?.status;
    await made.network.run("9m50s");
    assert.equal(status(), "bound");
    await made.network.run("20s");
    assert.equal(status(), "searching...");
    made.network.isp("ISP2").set({ answers: true });
    await made.network.run("10s");
    assert.equal(status(), "bound");
  });

  it("has another address and gateway after a renewal that the server refused", async () => {
    const made = twoLines(office());
    await made.network.run("1s");
    made.network.isp("ISP2").renumber({ address: "198.18.0.9/24", gateway: "198.18.0.1" });
    await made.network.run("5m5s");
    const [client] = made.rows("/ip/dhcp-client");
    assert.deepEqual([client?.address, client?.gateway], ["198.18.0.9/24", "198.18.0.1"]);
    assert.equal(made.rows("/ip/route", "dhcp=true")[0]?.["immediate-gw"], "198.18.0.1%ether2");
  });

  it("cannot renew by unicast past a filter that drops it, and is saved by the broadcast", async () => {
    const made = twoLines(office());
    made.add("/ip/firewall/filter", { chain: "output", action: "drop", "out-interface": "ether2" });
    await made.network.run("8m30s");
    assert.equal(made.rows("/ip/dhcp-client")[0]?.["expires-after"], "1m31s");
    assert.ok(Number(made.rows("/ip/firewall/filter")[0]?.packets) >= 4);
    await made.network.run("30s");
    assert.match(made.rows("/ip/dhcp-client")[0]?.["expires-after"] ?? "", /^9m/);
  });

  it("leaves a gateway outside the leased network unresolved", async () => {
    const made = twoLines(office({ isps: [{ ...dhcpIsp, address: "10.9.8.7/24", gateway: "10.0.0.1" }] }));
    await made.network.run("1s");
    const [route] = made.rows("/ip/route", "dhcp=true");
    assert.equal(route?.inactive, "true");
    made.add("/ip/address", { address: "10.9.8.7/32", network: "10.0.0.1", interface: "ether2" });
    assert.equal(made.rows("/ip/route", "dhcp=true")[0]?.["immediate-gw"], "10.0.0.1%ether2");
  });

  it("gives the lease back and takes a new one when told to", async () => {
    const made = twoLines(
      office({ isps: [{ ...dhcpIsp, address: ["198.51.100.20/24", "198.51.100.21/24"] }] }),
    );
    await made.network.run("1s");
    await made.run("/ip/dhcp-client/release", ["=numbers=0"]);
    await made.network.run("1s");
    assert.equal(made.network.isp("ISP2").address, "198.51.100.21");
  });
});

describe("hooks", () => {
  it("start with RouterOS's variables when lines come and go", async () => {
    const made = twoLines(office());
    const jobs: string[] = [];
    made.router.onHook = (job) => {
      const { bound, "local-address": local, "gateway-address": gateway } = job.variables;
      jobs.push(`${job.by} ${job.row} ${job.property} ${bound ?? local} ${gateway ?? ""}`.trim());
    };
    made.set("/ip/dhcp-client", "0", { script: ":log info lease" });
    made.set("/ppp/profile", "default", { "on-up": ":log info up", "on-down": ":log info down" });
    await made.network.run("2s");
    made.network.link("ether1", false);
    made.network.link("ether2", false);
    await made.network.run("2s");
    assert.deepEqual(jobs, [
      "dhcp-client ether2 script 1 198.51.100.1",
      "ppp-profile pppoe-isp1 on-up 203.0.113.10",
      "ppp-profile pppoe-isp1 on-down 203.0.113.10",
      "dhcp-client ether2 script 0 198.51.100.1",
    ]);
  });
});

describe("what happens upstream", () => {
  const measured = async (
    change: Parameters<ReturnType<typeof office>["network"]["isp"]>[0],
    set: object,
  ) => {
    const made = twoLines(office({ sources: [host] }));
    await made.network.run("2s");
    made.network.resetReport();
    made.network.isp(change).set(set);
    await made.network.run("100s");
    const [desk] = made.network.report().sources;
    if (desk === undefined) throw new Error("no report");
    return desk;
  };

  it("a black hole takes everything, and the router does not notice", async () => {
    const desk = await measured("ISP1", { upstream: "blackhole" });
    assert.equal(desk.delivered, 0);
    assert.deepEqual(desk.reasons, { "black hole": 1000 });
    assert.equal(Math.round(desk.outageSeconds), 100);
  });

  it("loss takes its part of the packets, each way", async () => {
    const desk = await measured("ISP1", { loss: 30 });
    // Of 1000 packets 490 come through both ways.
    assert.ok(desk.delivered > 430 && desk.delivered < 550, String(desk.delivered));
  });

  it("a captive portal answers in everybody's name, which is no delivery", async () => {
    const made = twoLines(office({ sources: [{ ...host, protocol: "icmp" }] }));
    await made.network.run("2s");
    made.network.resetReport();
    made.network.isp("ISP1").set({ captive: true });
    await made.network.run("10s");
    const [desk] = made.network.report().sources;
    assert.deepEqual([desk?.delivered, desk?.portal], [0, 100]);
    const { rows } = await made.run("/ping", ["=address=8.8.8.8", "=count=1"]);
    assert.equal(rows[0]?.received, "1");
  });

  it("a line on a static address carries what comes from that address alone", async () => {
    const made = office({ isps: [staticIsp], sources: [host] });
    made.add("/ip/address", { address: "192.0.2.2/24", interface: "ether3" });
    made.add("/ip/route", { gateway: "192.0.2.1" });
    await made.network.run("10s");
    const without = made.network.report();
    assert.deepEqual(
      without.leaks.map(({ address, kind, isp }) => [address, kind, isp]),
      [["192.168.88.10", "private", "ISP3"]],
    );
    made.network.resetReport();
    made.add("/ip/firewall/nat", {
      chain: "srcnat",
      action: "src-nat",
      "to-addresses": "192.0.2.2",
      "out-interface": "ether3",
    });
    await made.network.run("10s");
    const [desk] = made.network.report().sources;
    assert.deepEqual([desk?.lost, desk?.bySource], [0, { "192.0.2.2": 100 }]);
    assert.deepEqual(made.network.report().leaks, []);
  });
});
