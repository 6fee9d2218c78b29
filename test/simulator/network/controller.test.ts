/** Scripts on the router drive the network, and the network starts scripts: both on one clock. */
import assert from "node:assert/strict";
import { installJobs } from "../../../simulator/jobs";
import { installScripts } from "../../../simulator/script";
import { host, type Office, office, twoLines } from "./office";

const controller = `:local answers [/ping 8.8.8.8 count=2 interval=500ms interface=pppoe-isp1]
:local gateway [/ip/route/find where comment="GW1"]
:local distance [/ip/route/get $gateway distance]
:if ($answers = 0 && $distance = 1) do={ /ip/route/set $gateway distance=5; :log info "away from ISP1" }
:if ($answers = 2 && $distance = 5) do={ /ip/route/set $gateway distance=1; :log info "back to ISP1" }`;

async function living(): Promise<Office> {
  const made = twoLines(office({ sources: [host], targets: [{ address: "8.8.8.8" }] }));
  installJobs(made.router, installScripts(made.router));
  made.set("/interface/pppoe-client", "pppoe-isp1", { "add-default-route": "no" });
  made.add("/ip/route", { gateway: "pppoe-isp1", distance: "1", comment: "GW1" });
  const policy = "read,write,test";
  made.add("/system/script", { name: "watch", source: controller, policy });
  const start = { "start-date": "2026-01-01", "start-time": "00:00:00" };
  made.add("/system/scheduler", { name: "watch", "on-event": "watch", interval: "5s", policy, ...start });
  await made.network.run("10s");
  made.network.resetReport();
  return made;
}

const said = (made: Office, topics: string) =>
  made
    .rows("/log")
    .filter((row) => row.topics === topics)
    .map((row) => row.message);

describe("a controller on the router", () => {
  it("moves the office to the other line and back, and its delay is the outage", async () => {
    const made = await living();
    made.network.timeline([
      { at: "30s", isp: "ISP1", set: { upstream: "blackhole" } },
      { at: "90s", isp: "ISP1", set: { upstream: "up" } },
    ]);
    await made.network.run("3m");
    assert.deepEqual(said(made, "script,info"), ["away from ISP1", "back to ISP1"]);
    const [desk] = made.network.report().sources;
    assert.equal(desk?.outages.length, 1);
    // At most a period and two unanswered pings of half a second.
    assert.ok((desk?.outageSeconds ?? 99) <= 6.1, `${desk?.outageSeconds} s`);
    assert.deepEqual(made.network.report().leaks, []);
    assert.deepEqual(made.network.report().gaps, []);
  });

  it("hears of a new address by the hook of the PPP profile, in the same moment", async () => {
    const made = await living();
    made.set("/ppp/profile", "default", { "on-up": ':log info ("now " . $"local-address")' });
    made.network.isp("ISP1").renumber({ address: "203.0.113.77" });
    made.network.isp("ISP1").terminate();
    await made.network.run("3s");
    assert.deepEqual(said(made, "script,info"), ["now 203.0.113.77"]);
  });

  it("plays the same day twice, byte for byte", async () => {
    const play = async () => {
      const made = await living();
      made.network.isp("ISP1").set({ loss: 20, jitter: 30 });
      await made.network.run("30m");
      return `${made.network.log.text()}${JSON.stringify([made.rows("/log"), made.network.report()])}`;
    };
    assert.equal(await play(), await play());
  });
});
