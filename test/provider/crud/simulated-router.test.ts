import assert from "node:assert/strict";
import { connect } from "../../../provider/client/connect";
import * as crud from "../../../provider/crud";
import { makeEnvironment } from "../../../provider/crud/environment";
import type { Props } from "../../../provider/crud/plain";
import { createRegistry, type Registry } from "../../../provider/session/registry";
import { type SimulatedRouter, startRouter } from "../../../simulator";
import { checked, create, driftOf, refresh, rejects, up } from "./engine";

const kind = "FirewallMangle";
const mangle = "/ip/firewall/mangle";
const rule = { comment: "ISP1 mark", chain: "prerouting", action: "accept", srcAddress: "10.0.0.0/8" };

describe("the engine against a simulated router over TCP", () => {
  let router: SimulatedRouter;
  let registry: Registry;
  let lines: string[];

  beforeEach(async () => {
    router = await startRouter({ users: [{ name: "admin", password: "secret" }] });
    await newProcess();
  });
  afterEach(async () => {
    await registry.closeAll();
    await router.stop();
    crud.useEnvironment();
  });

  async function newProcess(): Promise<void> {
    await registry?.closeAll();
    const config: Record<string, string> = {
      "routeros:host": "127.0.0.1",
      "routeros:port": String(router.port),
      "routeros:user": "admin",
      "routeros:password": "secret",
      "routeros:tls": "false",
    };
    registry = createRegistry({ connect, env: () => ({}), mayWrite: async () => {} });
    registry.configure({ get: (key) => config[key] });
    lines = [];
    crud.useEnvironment(makeEnvironment(registry.sessionFor, { log: (line) => lines.push(line) }));
  }

  const samples: Readonly<Record<string, Props>> = {
    FirewallMangle: rule,
    InterfaceList: { name: "WAN" },
    Script: { name: "sync", source: ":log info x\r\n:log info y", policy: ["read", "write"] },
    Scheduler: { name: "sync", interval: "1m", onEvent: "sync", startTime: "startup" },
    RoutingTable: { name: "ISP1", fib: true },
    Route: { comment: "backup", gateway: "10.0.0.1", distance: 5, disabled: true },
    FirewallAddressListEntry: { list: "LAN", address: "192.168.0.0/16", comment: "Büro" },
    GreTunnel: { name: "gre-main", remoteAddress: "203.0.113.1", keepalive: crud.unset },
    PppoeClient: { name: "isp1", interface: "ether1", user: "u", password: "p" },
    RouterItem: { path: "/ip/ipsec/profile", key: ["name"], properties: { name: "office" } },
  };
  for (const [each, program] of Object.entries(samples)) {
    it(`${each}: create, read without difference, adopt, delete`, async () => {
      const state = await create(each, program);
      assert.deepEqual(driftOf(state, await refresh(each, state)), []);
      await newProcess();
      assert.deepEqual(driftOf(state, await refresh(each, state)), []);
      const adopted = await create(each, program);
      assert.equal(adopted.outputs.routerId, state.outputs.routerId);
      await crud.delete(each, state.id, state.outputs);
      assert.match(lines.join(), /the row stays/);
      await crud.delete(each, adopted.id, adopted.outputs);
      assert.equal(await refresh(each, state), undefined);
    });
  }

  it("keeps to one print per menu and one read per write", async () => {
    for (let index = 0; index < 12; index++) await create(kind, { ...rule, comment: `rule ${index}` });
    const commands = router.commands.entries.map((one) => one.path);
    const count = (path: string) => commands.filter((one) => one === `${mangle}/${path}`).length;
    assert.deepEqual([count("add"), count("print")], [12, 13]);
  });

  for (const when of ["before", "after"] as const) {
    it(`ends with one row when the connection is lost ${when} an add is carried out`, async () => {
      router.faults.add({ kind: "drop", when, on: `${mangle}/add` });
      const state = await create(kind, rule);
      const rows = router.config.print(mangle).filter((row) => row.comment === "ISP1 mark");
      assert.equal(rows.length, 1);
      assert.deepEqual(driftOf(state, await refresh(kind, state)), []);
    });
  }

  it("passes RouterOS's words on, with what they are about", async () => {
    const entry = { list: "LAN", address: "10.0.0.1" };
    router.config.add("/ip/firewall/address-list", { ...entry, timeout: "1h" });
    await rejects(
      create("FirewallAddressListEntry", entry),
      /FirewallAddressListEntry "LAN, 10.0.0.1".*already have such entry/,
    );
  });

  it("moves a rule that gets another rank", async () => {
    const program = (rank: number, at = rank) => ({
      ...rule,
      comment: `rule ${rank}`,
      section: "ours",
      rank: at,
    });
    const states = [];
    for (const rank of [10, 20, 30]) states.push(await create(kind, program(rank)));
    const order = () => router.config.print(mangle).map(({ comment }) => comment);
    const [first] = states;
    assert.ok(first);
    const moved = await up(kind, first, program(10, 25));
    assert.deepEqual(order(), ["rule 20", "rule 10", "rule 30"]);
    assert.equal(moved.outputs.routerId, first.outputs.routerId);
    assert.deepEqual(driftOf(moved, await refresh(kind, moved)), []);
  });

  it("repairs what a hand changed", async () => {
    const state = await create(kind, rule);
    router.config.set(mangle, "*1", { disabled: "yes", protocol: "tcp" });
    await newProcess();
    const drifted = await refresh(kind, state);
    assert.deepEqual(driftOf(state, drifted), ["disabled", "protocol"]);
    assert.ok(drifted);
    const repaired = await up(kind, drifted, rule);
    assert.deepEqual(repaired.inputs, await checked(kind, rule));
    assert.deepEqual(driftOf(state, await refresh(kind, repaired)), []);
  });

  for (const version of ["7.18.2", "7.21.5"] as const) {
    it(`sees a credential changed or emptied by hand on ${version}, and says so when it may not see it`, async () => {
      await router.stop();
      router = await startRouter({ version, users: [{ name: "admin", password: "secret" }] });
      await newProcess();
      const line = { name: "isp1", interface: "ether1", user: "u", password: "p" };
      const state = await create("PppoeClient", line);
      for (const password of ["typed in by hand", ""]) {
        router.config.set("/interface/pppoe-client", "isp1", { password });
        await newProcess();
        assert.deepEqual(driftOf(state, await refresh("PppoeClient", state)), ["password"]);
      }

      router.config.set("/user/group", "full", { policy: "api,read,write,test" });
      await newProcess();
      await rejects(refresh("PppoeClient", state), /^PppoeClient "isp1": password cannot be compared/);
    });
  }
});
