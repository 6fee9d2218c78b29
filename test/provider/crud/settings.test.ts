import assert from "node:assert/strict";
import { connect } from "../../../provider/client/connect";
import * as crud from "../../../provider/crud";
import { makeEnvironment } from "../../../provider/crud/environment";
import { PartialFailure } from "../../../provider/crud/failures";
import type { Props } from "../../../provider/crud/plain";
import { type OpenSession, openSession } from "../../../provider/session/session";
import { type RouterOsVersion, type SimulatedRouter, startRouter } from "../../../simulator";
import { routerSettings } from "../session/fake-router";
import { checked, create, driftOf, failuresOf, refresh, rejects, up } from "./engine";

const ip = "/ip/settings";
const routing = "/routing/settings";
const password = "s3cret-word";

describe("a menu of settings", () => {
  let router: SimulatedRouter;
  let session: OpenSession;
  let lines: string[];

  async function open(version: RouterOsVersion = "7.22.3"): Promise<void> {
    router = await startRouter({ version, users: [{ name: "pulumi", password }], serialNumber: "HEX1" });
    const settings = {
      host: "127.0.0.1",
      port: String(router.port),
    };
    session = openSession(routerSettings(settings), { connect });
    newPhase();
  }
  function newPhase(): void {
    session.forgetRows();
    lines = [];
    crud.useEnvironment(makeEnvironment(() => session, { log: (line) => lines.push(line) }));
  }
  afterEach(async () => {
    await session.close();
    await router.stop();
    crud.useEnvironment();
  });

  const now = (path: string) => router.config.print(path)[0] ?? {};
  const byHand = (path: string, changes: Record<string, string>) => router.config.set(path, "", changes);
  const writes = (path: string) =>
    router.commands.entries
      .filter((one) => one.path === `${path}/set`)
      .map((one) => Object.fromEntries(one.arguments));

  for (const version of ["6.49", "7.12.2", "7.24"] as const) {
    it(`is set where it differs, shows drift, is repaired, and gets back what was there, on ${version}`, async () => {
      await open(version);
      byHand(ip, { "rp-filter": "strict" });
      const declared = { rpFilter: "loose", sendRedirects: false, tcpSyncookies: false };
      const state = await create("IpSettings", declared);
      assert.deepEqual(writes(ip), [{ "rp-filter": "loose", "send-redirects": "no" }]);
      assert.match(
        lines.join(),
        /^IpSettings "\/ip\/settings": changed on router 127\.0\.0\.1:\d+: rpFilter from "strict" to "loose", sendRedirects from true to false$/,
      );
      assert.match(state.id, /^\/ip\/settings:\/ip\/settings:[0-9a-f]+$/);
      assert.deepEqual(state.outputs.before, {
        rpFilter: "strict",
        sendRedirects: true,
        tcpSyncookies: false,
      });
      assert.equal(state.outputs.acceptRedirects, false);
      newPhase();
      assert.deepEqual(driftOf(state, await refresh("IpSettings", state)), []);

      byHand(ip, { "rp-filter": "no", "accept-redirects": "yes" });
      newPhase();
      const drifted = await refresh("IpSettings", state);
      assert.deepEqual(driftOf(state, drifted), ["rpFilter"]);
      assert.ok(drifted);
      const repaired = await up("IpSettings", drifted, declared);
      assert.equal(now(ip)["rp-filter"], "loose");
      assert.deepEqual(repaired.outputs.before, state.outputs.before);

      newPhase();
      await crud.delete("IpSettings", repaired.id, repaired.outputs);
      const { "rp-filter": filter, "send-redirects": send, "accept-redirects": accept } = now(ip);
      assert.deepEqual([filter, send, accept], ["strict", "true", "true"]);
      assert.match(
        lines.join(),
        /changed on router .*: rpFilter from "loose" to "strict", sendRedirects from false to true/,
      );
    });
  }

  it("is written nothing where it is as declared, before and after", async () => {
    await open();
    const state = await create("RoutingSettings", { checkGatewayPingInterval: 10, checkGatewayPingCount: 2 });
    assert.deepEqual(state.outputs.before, { checkGatewayPingInterval: "10s", checkGatewayPingCount: 2 });
    await crud.delete("RoutingSettings", state.id, state.outputs);
    assert.deepEqual([writes(routing), lines], [[], []]);
  });

  it("keeps what somebody has changed since, when the resource goes", async () => {
    await open();
    const state = await create("RoutingSettings", {
      checkGatewayPingInterval: "2s",
      checkGatewayPingCount: 3,
    });
    byHand(routing, { "check-gateway-ping-interval": "5s" });
    newPhase();
    // Also where a refresh has taken it over into the state.
    const seen = await refresh("RoutingSettings", state);
    assert.ok(seen);
    await crud.delete("RoutingSettings", seen.id, seen.outputs);
    const { "check-gateway-ping-interval": interval, "check-gateway-ping-count": count } = now(routing);
    assert.deepEqual([interval, count], ["5s", "2"]);
  });

  it("gets back a setting that the program drops or unsets, and the one it takes up is remembered", async () => {
    await open();
    byHand(routing, { "check-gateway-ping-timeout": "500ms" });
    const first = { checkGatewayPingInterval: "2s", checkGatewayPingCount: 3 };
    const state = await create("RoutingSettings", first);
    newPhase();
    const second = {
      checkGatewayPingInterval: "3s",
      checkGatewayPingCount: crud.unset,
      checkGatewayPingTimeout: "1s",
    };
    const changed = await up("RoutingSettings", state, second);
    assert.deepEqual(changed.outputs.before, {
      checkGatewayPingInterval: "10s",
      checkGatewayPingTimeout: "500ms",
    });
    const values = () =>
      ["interval", "count", "timeout"].map((name) => now(routing)[`check-gateway-ping-${name}`]);
    assert.deepEqual(values(), ["3s", "2", "1s"]);
    newPhase();
    assert.deepEqual(driftOf(changed, await refresh("RoutingSettings", changed)), []);
    const third = await up("RoutingSettings", changed, { checkGatewayPingTimeout: "1s" });
    assert.deepEqual(values(), ["10s", "2", "1s"]);
    await crud.delete("RoutingSettings", third.id, third.outputs);
    assert.deepEqual(values(), ["10s", "2", "500ms"]);
  });

  it("takes the order of routing decisions as a list, and puts the old one back", async () => {
    await open();
    const order = ["vrf-lookup", "vrf-unreach", "local", "user", "mangle", "main"];
    const state = await create("RoutingSettings", { policyRules: order });
    assert.equal(now(routing)["policy-rules"], order.join(","));
    newPhase();
    assert.deepEqual(driftOf(state, await refresh("RoutingSettings", state)), []);
    await crud.delete("RoutingSettings", state.id, state.outputs);
    assert.equal(now(routing)["policy-rules"] ?? "", "");
  });

  it("refuses what the version lacks: single settings, and on RouterOS 6 the menu", async () => {
    await open("7.12.2");
    const [failure] = await failuresOf("RoutingSettings", { checkGatewayPingInterval: "2s" });
    assert.match(
      failure?.reason ?? "",
      /^checkGatewayPingInterval needs RouterOS 7\.21 or newer; .* runs 7\.12\.2$/,
    );
    await session.close();
    await router.stop();
    await open("6.49");
    const [whole] = await failuresOf("RoutingSettings", {});
    assert.match(
      whole?.reason ?? "",
      /^RoutingSettings \(\/routing\/settings\) needs RouterOS 7\.1 or newer/,
    );
    const inputs = await checked("IpSettings", { rpFilter: "loose" });
    await rejects(
      crud.create("IpSettings", { ...inputs, tcpTimestamps: "disabled" }),
      /tcpTimestamps needs RouterOS 7\.17/,
    );
    assert.deepEqual(writes(ip), []);
  });

  for (const when of ["before", "after"] as const) {
    it(`remembers what was there where the reply is lost (${when} it was carried out)`, async () => {
      await open();
      router.faults.add({ kind: "drop", when, on: `${ip}/set` });
      const state = await create("IpSettings", { rpFilter: "loose" });
      assert.deepEqual([now(ip)["rp-filter"], state.outputs.before], ["loose", { rpFilter: "no" }]);
    });

    it(`remembers it in the state where the router stays away (${when} it was carried out)`, async () => {
      await open();
      await session.facts();
      router.faults.add(
        { kind: "drop", when, on: `${ip}/set` },
        { kind: "refuse", times: Number.POSITIVE_INFINITY },
      );
      const inputs = await checked("IpSettings", { rpFilter: "loose" });
      const failure = await crud.create("IpSettings", inputs).then(
        () => assert.fail("it succeeded"),
        (error: unknown) => error,
      );
      assert.ok(failure instanceof PartialFailure, String(failure));
      assert.deepEqual(failure.properties.before, { rpFilter: "no" });
      router.faults.clear();
      await session.close();
      session = openSession(routerSettings({ host: "127.0.0.1", port: String(router.port) }), { connect });
      newPhase();
      const { outs } = await crud.update("IpSettings", failure.id, failure.properties, inputs);
      assert.equal(now(ip)["rp-filter"], "loose");
      await crud.delete("IpSettings", failure.id, outs);
      assert.equal(now(ip)["rp-filter"], "no");
    });
  }

  it("has one resource in a program", async () => {
    await open();
    const state = await create("IpSettings", { rpFilter: "loose" });
    await rejects(
      create("IpSettings", { sendRedirects: false }),
      /^IpSettings "\/ip\/settings": another resource of this program manages \/ip\/settings of router 127.* already/,
    );
    newPhase();
    const inputs = await checked("IpSettings", { rpFilter: "loose" }, state.inputs);
    await crud.diff("IpSettings", state.id, state.outputs, inputs);
    await rejects(create("IpSettings", { sendRedirects: false }), /another resource of this program/);
  });

  it("stays as it is when its resource is renamed without an alias, with a line that says what is forgotten", async () => {
    await open();
    const old = await create("IpSettings", { rpFilter: "loose" });
    newPhase();
    await create("IpSettings", { rpFilter: "loose" });
    await crud.delete("IpSettings", old.id, old.outputs);
    assert.equal(now(ip)["rp-filter"], "loose");
    assert.match(lines.join(), /the settings stay on router .*does not know what was there before/);
  });

  it("belongs to one router, and says so", async () => {
    await open();
    const { id, outputs } = await create("IpSettings", { rpFilter: "loose" });
    const other = { ...outputs, fingerprint: "OLD42" };
    for (const work of [crud.read("IpSettings", id, other), crud.delete("IpSettings", id, other)])
      await rejects(work, /IpSettings "\/ip\/settings": router .* is not the one in the state.*OLD42/);
    assert.equal(now(ip)["rp-filter"], "loose");
  });

  it("passes RouterOS's words on", async () => {
    await open();
    router.faults.add({ kind: "trap", on: `${ip}/set`, traps: [{ message: "failure: not now" }] });
    await rejects(
      create("IpSettings", { rpFilter: "loose" }),
      /^IpSettings "\/ip\/settings": RouterOS on 127.* rejected \/ip\/settings\/set: "failure: not now"/,
    );
  });

  it("takes no option of rows, and no setting it does not have", async () => {
    await open();
    const reasons = async (args: Props) =>
      (await failuresOf("IpSettings", args)).map(({ reason }) => reason).join();
    for (const option of [{ adopt: true }, { runtimeOwned: ["rpFilter"] }, { sensitive: ["rpFilter"] }])
      assert.match(await reasons(option), /IpSettings has no property/);
    assert.match(await reasons({ rpfilter: "loose" }), /did you mean "rpFilter"/);
    assert.match(await reasons({ rpFilter: "lose" }), /rpFilter: "lose" is not accepted/);
  });

  it("is what RouterItem points to", async () => {
    await open();
    const item = { path: ip, key: ["comment"], properties: { comment: "a" } };
    const [failure] = await failuresOf("RouterItem", item);
    assert.match(
      failure?.reason ?? "",
      /RouterItem cannot manage it: use IpSettings, the class of this menu$/,
    );
  });
});
