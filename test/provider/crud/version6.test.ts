import assert from "node:assert/strict";
import { connect } from "../../../provider/client/connect";
import * as crud from "../../../provider/crud";
import { makeEnvironment } from "../../../provider/crud/environment";
import type { Props } from "../../../provider/crud/plain";
import { type OpenSession, openSession } from "../../../provider/session/session";
import { type SimulatedRouter, startRouter } from "../../../simulator";
import { routerSettings } from "../session/fake-router";
import { checked, create, driftOf, failuresOf, refresh, rejects, up } from "./engine";

describe("the engine against a simulated RouterOS 6.49", () => {
  let router: SimulatedRouter;
  let session: OpenSession;
  let lines: string[];

  beforeEach(async () => {
    router = await startRouter({
      version: "6.49",
      users: [{ name: "pulumi", password: "s3cret-word" }],
      serialNumber: "HEX0649",
      interfaces: ["ether1", "ether2"],
    });
    session = openSession(routerSettings({ host: "127.0.0.1", port: String(router.port) }), { connect });
    newPhase();
  });
  afterEach(async () => {
    await session.close();
    await router.stop();
    crud.useEnvironment();
  });

  function newPhase(): void {
    session.forgetRows();
    lines = [];
    crud.useEnvironment(makeEnvironment(() => session, { log: (line) => lines.push(line) }));
  }
  const rows = (path: string) => router.config.print(path);
  const sent = (path: string) =>
    router.commands.entries
      .filter((one) => one.path === path)
      .map((one) => Object.fromEntries(one.arguments));

  /** In state and on the router, and both agree. */
  async function made(kind: string, program: Props) {
    const state = await create(kind, program);
    newPhase();
    assert.deepEqual(driftOf(state, await refresh(kind, state)), []);
    return state;
  }

  it("reads the router's facts", async () => {
    const { version, fingerprint } = await session.facts();
    assert.deepEqual([version, fingerprint], ["6.49.18", "HEX0649"]);
  });

  it("writes the table of a route as its mark, and main as none", async () => {
    const isp = await made("Route", { comment: "ISP1 default", gateway: "10.0.0.1", routingTable: "ISP1" });
    const main = await made("Route", { comment: "GW1", gateway: "10.0.0.1", checkGateway: "ping" });
    const [first, second] = rows("/ip/route").filter(({ dynamic }) => dynamic !== "true");
    assert.deepEqual([first?.["routing-mark"], second?.["routing-mark"]], ["ISP1", undefined]);
    assert.equal(second?.["check-gateway"], "ping");
    assert.match(isp.id, /^\/ip\/route:ISP1 default:/);
    await up("Route", main, {
      comment: "GW1",
      gateway: "10.0.0.1",
      routingTable: "ISP2",
      checkGateway: "none",
    });
    const moved = rows("/ip/route").find(({ comment }) => comment === "GW1");
    assert.deepEqual([moved?.["routing-mark"], moved?.["check-gateway"]], ["ISP2", undefined]);
    const before = await refresh("Route", isp);
    assert.ok(before);
    await up("Route", before, { comment: "ISP1 default", gateway: "10.0.0.1" });
    assert.equal(
      rows("/ip/route").find(({ comment }) => comment === "ISP1 default")?.["routing-mark"],
      undefined,
    );
  });

  it("writes a black hole as the route's type, and sees another type as drift", async () => {
    const program = { comment: "sink", blackhole: true, distance: 254, routingTable: "ISP1" };
    const state = await made("Route", program);
    const row = () => rows("/ip/route").find(({ comment }) => comment === "sink") ?? {};
    assert.equal(row().type, "blackhole");
    router.config.set("/ip/route", row()[".id"] ?? "", { type: "prohibit" });
    newPhase();
    const drifted = await refresh("Route", state);
    assert.deepEqual(driftOf(state, drifted), ["blackhole"]);
    assert.ok(drifted);
    await up("Route", drifted, program);
    assert.equal(row().type, "blackhole");
  });

  it("sees what a hand changes on a disabled route, which is not reduced there", async () => {
    const program = { comment: "GW2", gateway: "10.0.0.2", distance: 2, disabled: true };
    const state = await made("Route", program);
    const { ".id": id = "" } = rows("/ip/route").find(({ comment }) => comment === "GW2") ?? {};
    router.config.set("/ip/route", id, { distance: "7", "routing-mark": "ISP2" });
    newPhase();
    assert.deepEqual(driftOf(state, await refresh("Route", state)), ["distance", "routingTable"]);
  });

  it("keeps routing rules where RouterOS 6 has them, under today's id", async () => {
    const state = await made("RoutingRule", {
      comment: "ISP1 source",
      srcAddress: "192.0.2.1",
      action: "lookup-only-in-table",
      table: "ISP1",
    });
    assert.match(state.id, /^\/routing\/rule:ISP1 source:/);
    assert.equal(rows("/ip/route/rule")[0]?.table, "ISP1");
    await crud.delete("RoutingRule", state.id, state.outputs);
    assert.deepEqual(rows("/ip/route/rule"), []);
  });

  it("needs no table for a mark", async () => {
    await made("FirewallMangle", {
      comment: "ISP1 route",
      chain: "prerouting",
      connectionMark: "from-ISP1",
      action: "mark-routing",
      newRoutingMark: "to-ISP1",
    });
  });

  it("refuses what it lacks, in check and again when something is written, with the version that has it", async () => {
    const table = await failuresOf("RoutingTable", { name: "ISP1", fib: true });
    assert.match(
      table[0]?.reason ?? "",
      /^RoutingTable \(\/routing\/table\) needs RouterOS 7\.1 or newer; .* runs 6\.49\.18$/,
    );
    const rule = { comment: "first", table: "main", action: "lookup" };
    const [failure] = await failuresOf("RoutingRule", { ...rule, minPrefix: 0 });
    assert.match(failure?.reason ?? "", /^minPrefix needs RouterOS 7\.1 or newer/);
    const inputs = await checked("RoutingRule", rule);
    await rejects(
      crud.create("RoutingRule", { ...inputs, minPrefix: 0 }),
      /RoutingRule "first": minPrefix needs RouterOS 7\.1/,
    );
    assert.deepEqual(rows("/ip/route/rule"), []);
  });

  it("writes dates as it does", async () => {
    await made("Scheduler", { name: "sync", interval: "45s", onEvent: "sync" });
    const [add] = sent("/system/scheduler/add");
    assert.deepEqual([add?.["start-date"], add?.["start-time"]], ["jan/01/1970", "00:00:00"]);
  });

  it("sees a secret that was changed by hand, and says when its user may not see it", async () => {
    const state = await made("PppoeClient", {
      name: "isp1",
      interface: "ether1",
      user: "u",
      password: "line-secret",
    });
    router.config.set("/interface/pppoe-client", "isp1", { password: "typed in" });
    newPhase();
    assert.deepEqual(driftOf(state, await refresh("PppoeClient", state)), ["password"]);
    assert.ok(sent("/interface/pppoe-client/print").every((words) => !("show-sensitive" in words)));
    router.config.set("/user/group", "full", { policy: "api,read,write,test" });
    const other = openSession(routerSettings({ host: "127.0.0.1", port: String(router.port) }), { connect });
    crud.useEnvironment(makeEnvironment(() => other, { log: () => {} }));
    await rejects(refresh("PppoeClient", state), /password cannot be compared.*lacks the policy sensitive/);
    await other.close();
  });

  describe("adoption of an office set up by hand", () => {
    it("takes commented and uncommented rows over, and writes nothing where they are as declared", async () => {
      const route = { "dst-address": "0.0.0.0/0", gateway: "10.0.0.1" };
      const mark = { chain: "output", "connection-mark": "from-ISP1", action: "mark-routing" };
      const ids = [
        router.config.add("/ip/route", { ...route, comment: "GW1", distance: "1" }),
        router.config.add("/ip/route", { ...route, "routing-mark": "ISP1" }),
        router.config.add("/ip/route/rule", { "src-address": "192.0.2.1/32", table: "ISP1" }),
        router.config.add("/ip/firewall/mangle", { ...mark, "new-routing-mark": "to-ISP1" }),
      ];
      const adopt = true;
      const states = [
        await create("Route", { comment: "GW1", gateway: "10.0.0.1", adopt }),
        await create("Route", { comment: "ISP1 default", gateway: "10.0.0.1", routingTable: "ISP1", adopt }),
        await create("RoutingRule", {
          comment: "ISP1 source",
          srcAddress: "192.0.2.1",
          table: "ISP1",
          action: "lookup",
          adopt,
        }),
        await create("FirewallMangle", {
          comment: "ISP1 output",
          chain: "output",
          connectionMark: "from-ISP1",
          action: "mark-routing",
          newRoutingMark: "to-ISP1",
          adopt,
        }),
      ];
      assert.deepEqual(
        states.map(({ outputs }) => outputs.routerId),
        ids,
      );
      assert.deepEqual(
        router.commands.entries
          .filter(({ path }) => /\/(add|set|remove)$/.test(path))
          .map(({ path, arguments: words }) => [
            path,
            words.map(([name]) => name).filter((name) => name !== ".id"),
          ]),
        [
          ["/ip/route/set", ["comment"]],
          ["/ip/route/rule/set", ["comment"]],
          ["/ip/firewall/mangle/set", ["comment"]],
        ],
      );
    });

    it("refuses a row that differs, in today's words", async () => {
      router.config.add("/ip/route", { comment: "GW1", gateway: "10.0.0.1", "routing-mark": "ISP9" });
      await rejects(
        create("Route", { comment: "GW1", gateway: "10.0.0.1" }),
        /routingTable is "ISP9", declared is "main"/,
      );
    });
  });
});
