import assert from "node:assert/strict";
import type { RouterOsVersion } from "../../../simulator/config/contract";
import { type ScriptOffice, scriptOffice } from "./script-office";

async function made(version: RouterOsVersion = "7.21.5") {
  const office = await scriptOffice({}, version);
  office.router.hand.set("/ip/cloud", "", { "ddns-enabled": "yes" });
  return office;
}

const state = ({ rows }: ScriptOffice) => {
  const [row = {}] = rows("/ip/cloud");
  return [row.status, row["public-address"], row["dns-name"]];
};
const arrivals = ({ network }: ScriptOffice) =>
  network.requests().map(({ protocol, method, host, port, isp }) => [protocol, method, host, port, isp]);

describe("the cloud", () => {
  for (const [version, host] of [
    ["6.49", "cloud.mikrotik.com"],
    ["7.24", "cloud2.mikrotik.com"],
  ] as const) {
    it(`${version}: force-update tells the address of the line in use`, async () => {
      const office = await made(version);
      assert.equal((await office.script("/ip cloud force-update")).error, undefined);
      assert.deepEqual(state(office), ["updating...", undefined, undefined]);
      await office.network.run("1s");
      const name = "aaaaaaaaaaa.sn.mynetname.net";
      assert.deepEqual(state(office), ["updated", "203.0.113.10", name]);
      office.network.link("ether1", false);
      await office.script("/ip cloud force-update");
      await office.network.run("1s");
      assert.deepEqual(state(office), ["updated", "198.51.100.20", name]);
      assert.deepEqual(arrivals(office), [
        ["cloud", "UPDATE", host, 15252, "ISP1"],
        ["cloud", "UPDATE", host, 15252, "ISP2"],
      ]);
    });
  }

  it("asks again while nobody answers, for 15 s", async () => {
    const office = await made();
    office.network.isp("ISP1").set({ upstream: "blackhole" });
    await office.script("/ip/cloud/force-update");
    await office.network.run("14s");
    assert.equal(state(office)[0], "updating...");
    await office.network.run("2s");
    assert.equal(state(office)[0], "failed to connect");
    await office.script("/ip/cloud/force-update");
    office.network.isp("ISP1").set({ upstream: "up" });
    await office.network.run("2s");
    assert.equal(state(office)[0], "updated");
    assert.equal(arrivals(office).length, 1);
  });

  it("does nothing while DDNS is off", async () => {
    const office = await made();
    office.router.hand.set("/ip/cloud", "", { "ddns-enabled": "auto" });
    await office.script("/ip/cloud/force-update");
    assert.deepEqual([arrivals(office), state(office)[0]], [[], undefined]);
  });

  it("is off by `no` before 7.17, by `auto` since", async () => {
    const old = await made("7.12.2");
    old.router.hand.set("/ip/cloud", "", { "ddns-enabled": "no" });
    assert.equal(old.rows("/ip/cloud")[0]?.["ddns-enabled"], "false");
    const office = await made("7.18.2");
    assert.throws(() => office.router.hand.set("/ip/cloud", "", { "ddns-enabled": "no" }), /ddns-enabled/);
  });
});

describe("the DNS cache", () => {
  for (const [version, source, shown] of [
    ["6.49", "/ip dns cache", { name: "a.lan", address: "192.0.2.1", ttl: "0s", static: "true" }],
    ["7.21.5", "/ip/dns/cache", { name: "a.lan", data: "192.0.2.1", type: "A", ttl: "0s", static: "true" }],
  ] as const) {
    it(`${version}: shows static entries, and is flushed`, async () => {
      const office = await scriptOffice({}, version);
      office.add("/ip/dns/static", { name: "a.lan", address: "192.0.2.1" });
      assert.deepEqual(
        await office.script(`${source} flush; :put [:len [${source} find]]`).then(({ out }) => out),
        ["1"],
      );
      const [{ ".id": _, ...row } = {}] = office.rows("/ip/dns/cache");
      assert.deepEqual(row, shown);
    });
  }
});
