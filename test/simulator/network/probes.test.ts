import assert from "node:assert/strict";
import type { HookJob } from "../../../simulator/config";
import { type Office, office, twoLines } from "./office";

const targets = [
  { address: "8.8.8.8", tcp: [443], http: 200, dns: { "example.org": ["192.0.2.80"] } },
  { address: "9.9.9.9", latency: 200 },
  { address: "203.0.118.80", http: 301 },
];

async function ready(version: "6.49" | "7.21.5" = "7.21.5"): Promise<Office> {
  const made = twoLines(office({ targets }, version));
  await made.network.run("3s");
  return made;
}

describe("ping", () => {
  it("takes an interval for each packet, and the round trip for the last", async () => {
    const made = await ready();
    const { rows, took } = await made.run("/ping", ["=address=8.8.8.8", "=count=4", "=interval=200ms"]);
    assert.deepEqual([rows.at(-1)?.received, rows.at(-1)?.["avg-rtt"], took], ["4", "10ms", 610]);
  });

  it("of a dead target takes an interval for the last packet, too", async () => {
    const made = await ready();
    const { rows, took } = await made.run("/ping", ["=address=1.2.3.4", "=count=3"]);
    assert.deepEqual([rows.at(-1)?.received, rows.at(-1)?.["packet-loss"], took], ["0", "100", 3000]);
  });

  it("of a target on a slow line shows its time", async () => {
    const made = await ready();
    made.network.isp("ISP1").set({ latency: 410 });
    const { rows } = await made.run("/ping", ["=address=8.8.8.8", "=count=1", "=size=1400"]);
    assert.deepEqual([rows[0]?.time, rows[0]?.size], ["410ms", "1400"]);
  });

  it("counts a reply that is later than the interval as a timeout", async () => {
    const made = await ready();
    made.network.isp("ISP1").set({ latency: 210 });
    const received = async (interval: string) =>
      (await made.run("/ping", ["=address=8.8.8.8", "=count=2", `=interval=${interval}`])).rows.at(-1)
        ?.received;
    assert.deepEqual(
      [await received("200ms"), await received("220ms"), await received("5s")],
      ["0", "2", "2"],
    );
    const { trap } = await made.run("/ping", ["=address=8.8.8.8", "=count=1", "=interval=6s"]);
    assert.equal(trap, "value of interval is out of range (00:00:00.010 .. 00:00:05)");
  });

  it("says that there is no route where there is none", async () => {
    const made = await ready();
    const status = async () => (await made.run("/ping", ["=address=8.8.8.8", "=count=1"])).rows[0]?.status;
    made.network.isp("ISP1").set({ upstream: "blackhole" });
    assert.equal(await status(), "timeout");
    made.network.link("ether1", false);
    made.network.link("ether2", false);
    assert.equal(await status(), "no route to host");
  });

  it("takes as-value over the API since v7, and shows the same rows", async () => {
    const words = ["=address=8.8.8.8", "=count=1", "=as-value="];
    const { rows } = await (await ready()).run("/ping", words);
    assert.equal(rows[0]?.received, "1");
    assert.equal((await (await ready("6.49")).run("/ping", words)).trap, "unknown parameter");
  });

  it("answers from the router itself and from both gateways", async () => {
    const made = await ready();
    for (const address of ["192.168.88.1", "203.0.113.1", "198.51.100.1"]) {
      const { rows } = await made.run("/ping", [`=address=${address}`, "=count=1"]);
      assert.equal(rows[0]?.received, "1", address);
    }
  });

  it("through PPPoE needs no route, through a standby Ethernet WAN finds nobody to ask", async () => {
    const made = await ready();
    const received = async (through: string) =>
      (await made.run("/ping", ["=address=8.8.8.8", "=count=1", `=interface=${through}`])).rows[0]?.received;
    assert.deepEqual([await received("pppoe-isp1"), await received("ether2")], ["1", "0"]);
    made.set("/interface/pppoe-client", "pppoe-isp1", { "default-route-distance": "9" });
    assert.deepEqual([await received("pppoe-isp1"), await received("ether2")], ["1", "1"]);
  });

  it("through a standby Ethernet WAN works once output-mangle moves it to that line's table", async () => {
    const made = await ready("6.49");
    const received = async () =>
      (await made.run("/ping", ["=address=8.8.8.8", "=count=1", "=interface=ether2"])).rows[0]?.received;
    assert.equal(await received(), "0");
    made.add("/ip/route", { gateway: "198.51.100.1", "routing-mark": "ISP2" });
    const rule = { chain: "output", action: "mark-routing", "src-address": "198.51.100.20" };
    made.add("/ip/firewall/mangle", { ...rule, "new-routing-mark": "to-ISP2" });
    made.add("/ip/route/rule", { "routing-mark": "to-ISP2", table: "ISP2" });
    assert.equal(await received(), "1");
  });

  it("from an address that the router has not gets no answer", async () => {
    const made = await ready();
    const { rows } = await made.run("/ping", ["=address=8.8.8.8", "=count=1", "=src-address=198.51.100.99"]);
    assert.equal(rows[0]?.received, "0");
  });

  it("to a canary does not leak past its blackhole twin", async () => {
    const made = await ready();
    made.add("/ip/route", { "dst-address": "8.8.8.8/32", gateway: "pppoe-isp1" });
    made.add("/ip/route", { "dst-address": "8.8.8.8/32", blackhole: "yes", distance: "99" });
    const received = async () =>
      (await made.run("/ping", ["=address=8.8.8.8", "=count=1"])).rows[0]?.received;
    assert.equal(await received(), "1");
    made.network.link("ether1", false);
    assert.equal(await received(), "0");
  });
});

describe("netwatch", () => {
  async function watched(
    properties: Readonly<Record<string, string>>,
    version: "6.49" | "7.21.5" = "7.21.5",
  ) {
    const made = await ready(version);
    const jobs: HookJob[] = [];
    made.router.onHook = (job) => void jobs.push(job);
    const scripts = { "up-script": ":log info up", "down-script": ":log info down" };
    made.add("/tool/netwatch", { host: "8.8.8.8", interval: "10s", ...scripts, ...properties });
    const row = () => made.rows("/tool/netwatch")[0];
    return { ...made, row, jobs, scripts: () => jobs.map(({ property }) => property) };
  }

  it("knows nothing until five minutes after boot, and says why", async () => {
    const { network, row, scripts } = await watched({});
    await network.run("4m50s");
    assert.deepEqual([row()?.status, row()?.[".about"]], ["unknown", "waiting for startup-delay"]);
    await network.run("20s");
    assert.deepEqual([row()?.status, row()?.[".about"]], ["up", undefined]);
    assert.deepEqual(scripts(), ["up-script"]);
  });

  it("is down with the next probe, and up again with one good one", async () => {
    const { network, row, scripts } = await watched({ "startup-delay": "0s", timeout: "1s" });
    await network.run("10s");
    network.target("8.8.8.8", false);
    await network.run("12s");
    assert.equal(row()?.status, "down");
    network.target("8.8.8.8", true);
    await network.run("11s");
    assert.equal(row()?.status, "up");
    assert.deepEqual(scripts(), ["up-script", "down-script", "up-script"]);
  });

  it("of v6 has neither delay, and one ping", async () => {
    const { network, row } = await watched({}, "6.49");
    await network.run("1s");
    assert.equal(row()?.status, "up");
  });

  it("keeps still about a first state when told to", async () => {
    const { network, scripts } = await watched({ "startup-delay": "0s", "ignore-initial-up": "yes" });
    await network.run("10s");
    assert.deepEqual(scripts(), []);
  });

  it("runs the test script after every probe, with what it found", async () => {
    const { network, jobs } = await watched({
      type: "icmp",
      "startup-delay": "0s",
      "up-script": "",
      "test-script": ":log info test",
    });
    await network.run("24s");
    assert.deepEqual(
      jobs.map(({ property }) => property),
      ["test-script", "test-script", "test-script"],
    );
    assert.equal(jobs[0]?.variables["loss-percent"], "0");
    assert.equal(jobs[0]?.variables["rtt-avg"], "10000");
  });

  it("icmp holds its default thresholds against an average of 200 ms", async () => {
    const { network, row } = await watched({ type: "icmp", host: "9.9.9.9", "startup-delay": "0s" });
    await network.run("10s");
    assert.deepEqual([row()?.status, row()?.["rtt-avg"], row()?.["sent-count"]], ["down", "210ms", "10"]);
    assert.equal(
      (
        await watched({ type: "icmp", host: "9.9.9.9", "thr-avg": "300ms", "startup-delay": "0s" }).then(
          async (other) => {
            await other.network.run("10s");
            return other.row();
          },
        )
      )?.status,
      "up",
    );
  });

  it("icmp takes 85 percent of loss for up", async () => {
    const { network, row } = await watched({ type: "icmp", "packet-count": "50", "startup-delay": "0s" });
    network.isp("ISP1").set({ loss: 40 });
    await network.run("15s");
    assert.equal(row()?.status, "up");
    assert.ok(Number.parseFloat(row()?.["loss-percent"] ?? "0") > 30);
  });

  it("tcp-conn, http-get, https-get and dns ask what they are named for", async () => {
    for (const [properties, status] of [
      [{ type: "tcp-conn", port: "443" }, "up"],
      [{ type: "tcp-conn", port: "25" }, "down"],
      [{ type: "http-get", host: "9.9.9.9" }, "up"],
      [{ type: "http-get", host: "9.9.9.9", "http-codes": "301-399" }, "down"],
      // Codes from 300 are no answer unless somebody says so.
      [{ type: "http-get", host: "203.0.118.80" }, "down"],
      [{ type: "http-get", host: "203.0.118.80", "http-codes": "301-399" }, "up"],
      [{ type: "https-get", host: "8.8.8.8" }, "up"],
      [{ type: "dns", host: "example.org", "dns-server": "8.8.8.8" }, "up"],
      [{ type: "dns", host: "example.net", "dns-server": "8.8.8.8" }, "down"],
    ] as const) {
      const { network, row } = await watched({ ...properties, "startup-delay": "0s" });
      await network.run("10s");
      assert.equal(row()?.status, status, JSON.stringify(properties));
    }
  });

  it("http-get sees a captive portal that a ping does not", async () => {
    for (const [type, status] of [
      ["simple", "up"],
      ["http-get", "down"],
    ] as const) {
      const { network, row } = await watched({ type, host: "9.9.9.9", "startup-delay": "0s" });
      network.isp("ISP1").set({ captive: true });
      await network.run("10s");
      assert.equal(row()?.status, status, type);
    }
  });

  it("of an IPv6 host is not probed, and says so", async () => {
    const { network, row } = await watched({ host: "2001:db8::1", "startup-delay": "0s" });
    await network.run("1m");
    assert.equal(row()?.status, "unknown");
    assert.match(row()?.[".about"] ?? "", /does not implement IPv6/);
  });

  it("leaks by the other line when its own is down, unless its source address pins it", async () => {
    const free = await watched({ "startup-delay": "0s" });
    await free.network.run("5s");
    free.network.link("ether1", false);
    await free.network.run("30s");
    assert.equal(free.row()?.status, "up");
    const pinned = await watched({ "startup-delay": "0s", "src-address": "203.0.113.10" });
    await pinned.network.run("5s");
    assert.equal(pinned.row()?.status, "up");
    pinned.network.link("ether1", false);
    await pinned.network.run("30s");
    assert.equal(pinned.row()?.status, "down");
  });
});
