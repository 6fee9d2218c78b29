import assert from "node:assert/strict";
import { host, type Office, office, twoLines } from "./office";

const filter = "/ip/firewall/filter";
const forward = { chain: "forward", action: "passthrough", "connection-state": "new" } as const;
const packets = (made: Office) => made.rows(filter).map((row) => Number(row.packets));

describe("limits", () => {
  it("by ends (dst-limit) give each source its own rate and burst", async () => {
    const other = { ...host, name: "other", from: "192.168.88.13" } as const;
    const made = twoLines(office({ sources: [host, other] }));
    await made.network.run("2s");
    made.add(filter, { ...forward, "dst-limit": "2/1s,5,src-address/1m" });
    made.add(filter, { ...forward, "dst-limit": "2/1s,5,dst-address/1m" });
    await made.network.run("10s");
    // Five at once and two a second; the two sources share the bucket of their common destination.
    const [bySource = 0, byDestination = 0] = packets(made);
    assert.ok(Math.abs(bySource - 50) <= 2 && Math.abs(byDestination - 25) <= 1, `${packets(made)}`);
  });

  it("of connections meet those beyond the limit, until others are over", async () => {
    const made = twoLines(office({ sources: [host] }));
    made.add(filter, { ...forward, "connection-limit": "100,32" });
    await made.network.run("5s");
    const [before] = packets(made);
    assert.equal(before, 0);
    // UDP lives 30 seconds: 300 connections at once, with ten new ones a second.
    await made.network.run("55s");
    const [after = 0] = packets(made);
    assert.ok(after > 400 && after < 600, `${after}`);
    made.network.traffic(false);
    await made.network.run("40s");
    made.network.traffic(true);
    await made.network.run("5s");
    assert.deepEqual(packets(made), [after]);
  });

  it("of scans (psd) meet who tries many ports, not who comes back to one", async () => {
    const ports = Array.from({ length: 8 }, (_, number) => 20 + number);
    const scan = ports.map(
      (port) => ({ ...host, name: `port ${port}`, from: "192.168.88.66", port }) as const,
    );
    const made = twoLines(office({ sources: [host, ...scan] }));
    const udp = { ...forward, protocol: "udp", psd: "21,3s,3,1" };
    made.add(filter, { ...udp, "src-address": "192.168.88.10" });
    made.add(filter, { ...udp, "src-address": "192.168.88.66" });
    await made.network.run("2s");
    const [honest, scanner = 0] = packets(made);
    // Seven ports of weight 3 are 21.
    assert.equal(honest, 0);
    assert.ok(scanner > 100, `${scanner}`);
  });
});

describe("check-gateway of a DHCP client, since 7.19", () => {
  it("takes its default out of use while the gateway is silent", async () => {
    const made = twoLines(office({ sources: [host] }, "7.21.5"));
    made.set("/ip/dhcp-client", "0", { "default-route-distance": "1", "check-gateway": "ping" });
    made.set("/interface/pppoe-client", "0", { "default-route-distance": "2" });
    await made.network.run("3s");
    made.network.isp("ISP2").set({ answers: false });
    await made.network.run("25s");
    made.network.resetReport();
    await made.network.run("1s");
    assert.deepEqual(made.network.report().sources[0]?.byIsp, { ISP1: 10 });
    made.network.isp("ISP2").set({ answers: true });
    await made.network.run("11s");
    made.network.resetReport();
    await made.network.run("1s");
    assert.deepEqual(made.network.report().sources[0]?.byIsp, { ISP2: 10 });
  });
});
