import assert from "node:assert/strict";
import { type Office, office, twoLines } from "./office";

const wireguard = {
  kind: "udp",
  name: "wireguard",
  from: "router",
  to: "9.9.9.10",
  port: 51820,
  every: 1000,
  keepsSource: true,
} as const;

const [byIsp1, byIsp2] = ["203.0.113.10", "198.51.100.20"];

/** A tunnel that is up by ISP1, whose address leads into a table of its own; main's default then moves to ISP2. */
async function moved(rule: Readonly<Record<string, string>> = {}): Promise<Office & { route: string }> {
  const made = twoLines(office({ sources: [wireguard] }));
  made.add("/routing/table", { name: "ISP1", fib: "" });
  const route = made.add("/ip/route", { gateway: "pppoe-isp1", "routing-table": "ISP1" });
  made.add("/routing/rule", {
    "src-address": byIsp1,
    action: "lookup-only-in-table",
    table: "ISP1",
    ...rule,
  });
  await made.network.run("5s");
  made.set("/interface/pppoe-client", "pppoe-isp1", { "default-route-distance": "3" });
  made.network.resetReport();
  return { ...made, route };
}

/** Packets that were answered, by their source, and those that were lost. */
function outcome({ network }: Office): [Readonly<Record<string, number>>, number] {
  const [first] = network.report().sources;
  return [first?.bySource ?? {}, first?.lost ?? 0];
}

describe("the source that WireGuard keeps", () => {
  it("stays while its way leads out of the interface that the answer came in on", async () => {
    const made = await moved();
    await made.network.run("1h");
    assert.deepEqual(outcome(made), [{ [byIsp1]: 3600 }, 0]);
    assert.deepEqual(made.network.report().leaks, []);
  });

  it("is forgotten when its way leads out of another interface", async () => {
    const made = twoLines(office({ sources: [wireguard] }));
    await made.network.run("5s");
    made.set("/interface/pppoe-client", "pppoe-isp1", { "default-route-distance": "3" });
    made.network.resetReport();
    await made.network.run("10s");
    assert.deepEqual(outcome(made), [{ [byIsp2]: 10 }, 0]);
    assert.deepEqual(made.network.report().leaks, []);
  });

  it("is forgotten at a blackhole", async () => {
    const made = await moved();
    made.set("/ip/route", made.route, { disabled: "yes" });
    made.add("/ip/route", { blackhole: "", "dst-address": "0.0.0.0/0", "routing-table": "ISP1" });
    await made.network.run("10s");
    assert.deepEqual(outcome(made), [{ [byIsp2]: 10 }, 0]);
  });

  it("is forgotten where a rule drops", async () => {
    const made = await moved({ disabled: "yes" });
    made.set("/interface/pppoe-client", "pppoe-isp1", { "default-route-distance": "1" });
    await made.network.run("1s");
    made.set("/interface/pppoe-client", "pppoe-isp1", { "default-route-distance": "3" });
    made.set("/routing/rule", "0", { disabled: "no", action: "drop" });
    made.network.resetReport();
    await made.network.run("10s");
    assert.deepEqual(outcome(made), [{ [byIsp2]: 10 }, 0]);
  });

  for (const [what, change] of [
    [
      "no route",
      (made: Office & { route: string }) => made.set("/ip/route", made.route, { disabled: "yes" }),
    ],
    [
      "a rule that says unreachable",
      (made: Office) => made.set("/routing/rule", "0", { action: "unreachable" }),
    ],
  ] as const) {
    it(`stays with ${what}, until the next handshake`, async () => {
      const made = await moved();
      change(made);
      await made.network.run("2m");
      assert.deepEqual(outcome(made), [{}, 120]);
      await made.network.run("20s");
      assert.deepEqual(outcome(made), [{ [byIsp2]: 15 }, 125]);
    });
  }

  it("is forgotten with the address", async () => {
    const made = await moved();
    made.network.isp("ISP1").renumber({ address: "203.0.113.77" });
    made.network.isp("ISP1").terminate();
    await made.network.run("10s");
    assert.deepEqual(outcome(made), [{ [byIsp2]: 10 }, 0]);
  });

  it("is forgotten 15 seconds after the first packet that stayed without an answer", async () => {
    const made = await moved();
    made.network.isp("ISP1").set({ upstream: "blackhole" });
    await made.network.run("20s");
    assert.deepEqual(outcome(made), [{ [byIsp2]: 5 }, 15]);
  });

  it("takes the answers of a captive portal for none", async () => {
    const made = await moved();
    made.network.isp("ISP1").set({ captive: true });
    await made.network.run("20s");
    assert.deepEqual(outcome(made), [{ [byIsp2]: 5 }, 15]);
  });
});
