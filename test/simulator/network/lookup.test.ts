import assert from "node:assert/strict";
import fc from "fast-check";
import { addressNumber, addressText, rangeOf, within } from "../../../simulator/network/addresses";
import { host, office, policyRouting, staticIsp, twoLines } from "./office";

describe("looking up a route", () => {
  it("finds the longest match of the lowest distance, whatever the routes", async () => {
    const prefix = fc.record({
      bits: fc.nat(0xffff),
      length: fc.integer({ min: 8, max: 32 }),
      gateway: fc.integer({ min: 10, max: 13 }),
      distance: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(prefix, { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(0xffff), { minLength: 1, maxLength: 5 }),
        async (prefixes, wanted) => {
          const made = office({ isps: [staticIsp] });
          made.add("/ip/address", { address: "192.0.2.2/24", interface: "ether3" });
          // Few addresses (10.0.0.0/16), so that routes overlap.
          const routes = prefixes.map(({ bits, length, gateway, distance }) => {
            const text = `${addressText(0x0a000000 + bits)}/${length}`;
            made.add("/ip/route", {
              "dst-address": text,
              gateway: `192.0.2.${gateway}`,
              distance: String(distance),
            });
            return { range: rangeOf(text), length, gateway, distance };
          });
          for (const bits of wanted) {
            const address = 0x0a000000 + bits;
            const matching = routes.filter(({ range }) => within(range, address));
            const longest = Math.max(...matching.map(({ length }) => length));
            const longestOnes = matching.filter(({ length }) => length === longest);
            const nearest = Math.min(...longestOnes.map(({ distance }) => distance));
            const best = new Set(
              longestOnes
                .filter(({ distance }) => distance === nearest)
                .map(({ gateway }) => `192.0.2.${gateway}`),
            );
            const { rows } = await made.run("/ip/route/check", [`=dst-ip=${addressText(address)}`, "=once="]);
            if (best.size === 0) assert.equal(rows[0]?.status, "unreachable");
            else
              assert.ok(
                best.has(rows[0]?.nexthop ?? ""),
                `${rows[0]?.nexthop} is none of ${[...best].join()}`,
              );
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("turns texts into numbers and back", () => {
    fc.assert(fc.property(fc.ipV4(), (text) => assert.equal(addressText(addressNumber(text)), text)));
  });

  it("of v7 passes over tables without the flag fib", async () => {
    const made = twoLines(office({ sources: [host] }));
    const table = made.add("/routing/table", { name: "ISP2" });
    made.add("/ip/route", { gateway: "198.51.100.1", "routing-table": "ISP2" });
    const mark = { chain: "prerouting", action: "mark-routing", "in-interface": "bridge" };
    made.add("/ip/firewall/mangle", { ...mark, "new-routing-mark": "ISP2" });
    await made.network.run("3s");
    made.network.resetReport();
    await made.network.run("1s");
    assert.deepEqual(made.network.report().sources[0]?.byIsp, { ISP1: 10 });
    made.set("/routing/table", table, { fib: "" });
    made.network.resetReport();
    await made.network.run("1s");
    assert.deepEqual(made.network.report().sources[0]?.byIsp, { ISP2: 10 });
  });

  it("backwards (rp-filter=strict) throws away what came in on the other line", async () => {
    const inbound = {
      kind: "forward",
      name: "in",
      isp: "ISP2",
      port: 80,
      host: "192.168.88.20",
      interface: "bridge",
    } as const;
    const made = twoLines(office({ sources: [inbound] }));
    policyRouting(made);
    made.add("/ip/firewall/nat", {
      chain: "dstnat",
      action: "dst-nat",
      "in-interface": "ether2",
      "to-addresses": "192.168.88.20",
    });
    await made.network.run("3s");
    for (const [filter, delivered] of [
      ["no", 5],
      ["loose", 5],
      ["strict", 0],
    ] as const) {
      made.set("/ip/settings", "", { "rp-filter": filter });
      made.network.resetReport();
      await made.network.run("5s");
      assert.equal(made.network.report().sources[0]?.delivered, delivered, filter);
    }
    assert.deepEqual(made.network.report().sources[0]?.reasons, { "rp-filter": 5 });
  });

  it("of v6 can be asked for by ping routing-table=", async () => {
    const made = twoLines(office({ targets: [{ address: "8.8.8.8" }] }, "6.49"));
    made.add("/ip/route", { gateway: "198.51.100.1", "routing-mark": "ISP2" });
    await made.network.run("3s");
    made.network.isp("ISP1").set({ upstream: "blackhole" });
    const received = async (...words: string[]) =>
      (await made.run("/ping", ["=address=8.8.8.8", "=count=1", ...words])).rows[0]?.received;
    assert.deepEqual([await received(), await received("=routing-table=ISP2")], ["0", "1"]);
  });
});

describe("interfaces", () => {
  it("count what went over them", async () => {
    const made = twoLines(office({ sources: [host] }));
    await made.network.run("3s");
    const counted = (name: string) => {
      const [row] = made.rows("/interface", `name=${name}`);
      return ["rx-packet", "tx-packet", "tx-byte"].map((property) => Number(row?.[property]));
    };
    const [before, wanBefore] = [counted("bridge"), counted("pppoe-isp1")];
    await made.network.run("1s");
    const difference = (name: string, from: number[]) =>
      counted(name).map((value, index) => value - (from[index] ?? 0));
    assert.deepEqual(difference("bridge", before), [10, 10, 640]);
    assert.deepEqual(difference("pppoe-isp1", wanBefore), [10, 10, 640]);
  });

  it("of a tunnel are a gap for packets, not a silent loss", async () => {
    const made = twoLines(office({ sources: [host] }));
    made.add("/interface/gre", { name: "gre1", "remote-address": "7.7.7.7" });
    made.add("/ip/route", { "dst-address": "8.8.8.8/32", gateway: "gre1" });
    await made.network.run("1s");
    assert.deepEqual(made.network.report().gaps, ["packets inside of GRE tunnels"]);
  });
});

describe("counting", () => {
  it("loses no packet: what was sent was delivered or lost, for one reason each", async () => {
    const step = fc.record({
      at: fc.integer({ min: 1, max: 120 }),
      what: fc.constantFrom(
        { isp: "ISP1", set: { upstream: "blackhole" } },
        { isp: "ISP1", set: { upstream: "up" } },
        { isp: "ISP1", set: { loss: 40 } },
        { isp: "ISP2", set: { answers: false } },
        { isp: "ISP2", set: { answers: true } },
        { isp: "ISP1", does: "terminate" },
        { isp: "ISP1", does: "forget" },
        { isp: "ISP2", does: "renumber", address: "198.18.0.9/24", gateway: "198.18.0.1" },
        { link: "ether1", up: false },
        { link: "ether1", up: true },
        { link: "ether2", up: false },
        { target: "8.8.8.8", alive: false },
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), fc.nat(1000), async (steps, seed) => {
        const sip = {
          kind: "udp",
          name: "sip",
          from: "192.168.88.12",
          interface: "bridge",
          to: "9.9.9.9",
          port: 5060,
          every: 5000,
        } as const;
        const made = twoLines(
          office({ sources: [{ ...host, every: 500 }, sip], targets: [{ address: "8.8.8.8" }], seed }),
        );
        policyRouting(made);
        made.network.timeline(steps.map(({ at, what }) => ({ at: at * 1000, ...(what as object) })));
        await made.network.run("2m");
        for (const source of made.network.report().sources) {
          const sum = (counts: Readonly<Record<string, number>>) =>
            Object.values(counts).reduce((total, next) => total + next, 0);
          assert.equal(source.sent, source.delivered + source.lost);
          assert.equal(sum(source.reasons), source.lost);
          assert.equal(sum(source.bySource), source.delivered);
          for (const { from, to, lost } of source.outages) assert.ok(to >= from && lost > 0);
          // A delivered packet carried the address of the line it left by.
          const own: Readonly<Record<string, readonly string[]>> = {
            ISP1: ["203.0.113.10"],
            ISP2: ["198.51.100.20", "198.18.0.9"],
          };
          const allowed = Object.keys(source.byIsp).flatMap((isp) => own[isp] ?? []);
          for (const address of Object.keys(source.bySource)) assert.ok(allowed.includes(address), address);
        }
        assert.deepEqual(made.network.report().gaps, []);
      }),
      { numRuns: 25 },
    );
  });
});
