import assert from "node:assert/strict";
import * as crud from "../../../provider/crud";
import { checked, create, driftOf, failuresOf, newProcess, refresh, rejects } from "./engine";
import { FakeRouter } from "./fake-router";

const mangle = "/ip/firewall/mangle";
const rule = { comment: "ISP1 mark", chain: "prerouting", action: "accept", inInterface: "ether1" };
const row = { comment: "ISP1 mark", chain: "prerouting", action: "accept", "in-interface": "ether1" };

describe("create, where a row is there already", () => {
  let router: FakeRouter;
  beforeEach(() => {
    router = new FakeRouter();
    newProcess(router);
  });

  it("adopts a row that equals what it would add, without a write", async () => {
    const id = router.byHand(mangle, row);
    const state = await create("FirewallMangle", rule);
    assert.deepEqual(router.commands, []);
    assert.equal(state.outputs.routerId, id);
  });

  for (const [what, kind, path, program, there, difference] of [
    [
      "a line that also makes a default route",
      "PppoeClient",
      "/interface/pppoe-client",
      { name: "PX", interface: "ether1" },
      { name: "PX", interface: "ether1", "add-default-route": "true", user: "else", password: "zz" },
      /user is "else", left out means "".*addDefaultRoute is true, left out means false/,
    ],
    [
      "a rule that logs and ends the chain",
      "FirewallMangle",
      mangle,
      rule,
      { ...row, log: "true", passthrough: "false" },
      /log is true, left out means false.*passthrough is false, left out means true/,
    ],
    [
      "a route with another source",
      "Route",
      "/ip/route",
      { comment: "default", gateway: "10.0.0.1" },
      { comment: "default", "dst-address": "0.0.0.0/0", gateway: "10.0.0.1", "pref-src": "10.9.9.9" },
      /prefSrc is "10.9.9.9", declared is not set/,
    ],
  ] as const) {
    it(`takes ${what} for one that differs, though the program leaves that out`, async () => {
      router.byHand(path, { ...there, disabled: "false" });
      await assert.rejects(create(kind, program as never), (error: Error) => {
        assert.match(error.message, difference);
        assert.ok(!error.message.includes("zz"), "a password is shown");
        return true;
      });
      assert.deepEqual(router.commands, []);
      const state = await create(kind, { ...program, adopt: true } as never);
      assert.equal(router.commands.length, 1);
      assert.deepEqual(driftOf(state, await refresh(kind, state)), []);
    });
  }

  it("clears a password that the program leaves out, and does not show it", async () => {
    const there = { name: "PX", interface: "ether1", password: "zz", disabled: "false" };
    router.byHand("/interface/pppoe-client", there);
    await rejects(
      create("PppoeClient", { name: "PX", interface: "ether1" }),
      /password differs \(.*secret\)/,
    );
    await create("PppoeClient", { name: "PX", interface: "ether1", adopt: true });
    assert.deepEqual(router.commands.at(-1)?.attributes, { password: "" });
  });

  it("leaves a remark alone that the program leaves out", async () => {
    const there = { name: "WAN", comment: "ask Eva first" };
    router.byHand("/interface/list", there);
    const state = await create("InterfaceList", { name: "WAN", adopt: true });
    assert.deepEqual(router.commands, []);
    assert.deepEqual(driftOf(state, await refresh("InterfaceList", state)), []);
  });

  it("says which row it took over, and what it changed", async () => {
    const lines = newProcess(router);
    router.byHand(mangle, { ...row, log: "true" });
    await create("FirewallMangle", { ...rule, adopt: true });
    const others = newProcess(router);
    await create("FirewallMangle", rule);
    assert.deepEqual(
      [lines, others],
      [
        [
          'FirewallMangle "ISP1 mark": took over row *1 of /ip/firewall/mangle on router office-12 (10.0.0.1:8729), ' +
            "and changed log; pulumi destroy will remove it, unless its options have retainOnDelete",
        ],
        [
          'FirewallMangle "ISP1 mark": took over row *1 of /ip/firewall/mangle on router office-12 (10.0.0.1:8729), ' +
            "which equals it; pulumi destroy will remove it, unless its options have retainOnDelete",
        ],
      ],
    );
  });

  it("says nothing about a row that its own unanswered add has made", async () => {
    const lines = newProcess(router);
    router.faults.push({ command: "add", how: "executed" });
    await create("FirewallMangle", rule);
    assert.equal(router.all(mangle).length, 1);
    assert.deepEqual(lines, []);
  });

  it("takes a missing property for its default when it compares", async () => {
    router.byHand("/system/script", { name: "sync", source: ":log info x\r\n", policy: "read,write" });
    await create("Script", { name: "sync", source: ":log info x\n", policy: ["write", "read"], comment: "" });
    assert.deepEqual(router.commands, []);
  });

  it("refuses a row that differs, and names each difference", async () => {
    router.byHand(mangle, { ...row, action: "drop-it", "src-address": "10.0.0.0/8" });
    await assert.rejects(create("FirewallMangle", rule), (error: Error) => {
      assert.match(
        error.message,
        /FirewallMangle "ISP1 mark": router office-12 .*row \*1 \(comment "ISP1 mark"\)/,
      );
      assert.match(error.message, /action is "drop-it", declared is "accept"/);
      assert.match(error.message, /srcAddress is "10.0.0.0\/8", declared is not set/);
      assert.match(error.message, /adopt: true/);
      return true;
    });
    assert.deepEqual(router.commands, []);
  });

  for (const [where, adopt] of [
    ["on the resource", (program: object) => ({ ...program, adopt: true })],
    [
      "in the settings",
      (program: object) => {
        router.adopt = true;
        return program;
      },
    ],
  ] as const) {
    it(`changes only what differs with adopt ${where}`, async () => {
      router.byHand(mangle, { ...row, "in-interface": "ether2", "src-address": "10.0.0.0/8" });
      const state = await create("FirewallMangle", adopt(rule) as never);
      assert.deepEqual(router.commands, [
        { command: "set", id: "*1", attributes: { "in-interface": "ether1", "src-address": null } },
      ]);
      assert.deepEqual(driftOf(state, await refresh("FirewallMangle", state)), []);
    });
  }

  it("keeps adopt: false of a resource against the settings", async () => {
    router.adopt = true;
    router.byHand(mangle, { ...row, action: "log" });
    await rejects(create("FirewallMangle", { ...rule, adopt: false }), /differs/);
  });

  it("takes over an uncommented row with the same conditions and action, and comments it", async () => {
    const { comment: _, ...bare } = row;
    router.byHand(mangle, { ...bare, action: "log" });
    router.byHand(mangle, { ...bare, "src-address": "10.0.0.0/8" });
    const id = router.byHand(mangle, { ...bare, disabled: "true", log: "true" });
    const state = await create("FirewallMangle", { ...rule, adopt: true });
    assert.equal(state.outputs.routerId, id);
    assert.deepEqual(router.commands, [
      { command: "set", id, attributes: { comment: "ISP1 mark", disabled: "no", log: "no" } },
    ]);
  });

  it("takes no uncommented route to another destination or in another table for the one declared", async () => {
    const route = { "dst-address": "0.0.0.0/0", gateway: "10.0.0.1", "routing-table": "main" };
    router.byHand("/ip/route", { ...route, "dst-address": "10.9.0.0/16" });
    router.byHand("/ip/route", { ...route, "routing-table": "ISP1" });
    const id = router.byHand("/ip/route", route);
    const state = await create("Route", { comment: "GW1", gateway: "10.0.0.1", adopt: true });
    assert.equal(state.outputs.routerId, id);
  });

  it("takes no uncommented policy for other traffic for the one declared", async () => {
    const policy = {
      peer: "p",
      "src-address": "10.0.0.0/24",
      "dst-address": "10.9.0.0/16",
      action: "encrypt",
    };
    router.byHand("/ip/ipsec/policy", { ...policy, protocol: "udp" });
    const declared = { comment: "x", peer: "p", srcAddress: "10.0.0.0/24", dstAddress: "10.9.0.0/16" };
    await create("IpsecPolicy", { ...declared, adopt: true });
    assert.equal(router.all("/ip/ipsec/policy").length, 2);
  });

  describe("of an older form of a rule, with adoptWithout", () => {
    // The how-to of 2017 against ours.
    const old = {
      chain: "prerouting",
      "connection-mark": "from-ISP1",
      action: "mark-routing",
      "new-routing-mark": "to-ISP1",
    };
    const ours = {
      comment: "ISP1 route",
      chain: "prerouting",
      connectionMark: "from-ISP1",
      inInterfaceList: "LAN",
      dstAddressType: ["!local"],
      action: "mark-routing",
      newRoutingMark: "to-ISP1",
      adopt: true,
    };
    const adoptWithout = ["inInterfaceList", "dstAddressType"];

    it("takes over a row that lacks these conditions, and sets them", async () => {
      const id = router.byHand(mangle, old);
      const state = await create("FirewallMangle", { ...ours, adoptWithout });
      assert.deepEqual(router.commands, [
        {
          command: "set",
          id,
          attributes: { comment: "ISP1 route", "in-interface-list": "LAN", "dst-address-type": "!local" },
        },
      ]);
      assert.deepEqual(state.outputs.adoptWithout, adoptWithout);
      assert.deepEqual(driftOf(state, await refresh("FirewallMangle", state)), []);
    });

    it("takes over a row that has one of them, or all", async () => {
      const all = { ...old, "in-interface-list": "LAN", "dst-address-type": "!local" };
      for (const row of [{ ...old, "in-interface-list": "LAN" }, all]) {
        const id = router.byHand(mangle, row);
        const state = await create("FirewallMangle", { ...ours, adoptWithout });
        assert.equal(state.outputs.routerId, id);
        await crud.delete("FirewallMangle", state.id, state.outputs);
      }
    });

    it("takes no row that has another value for one of them, or another condition, or lacks another one", async () => {
      for (const row of [
        { ...old, "in-interface-list": "WAN" },
        { ...old, "src-address": "10.0.0.0/8" },
        { ...old, "connection-mark": "from-ISP2" },
        { chain: "prerouting", action: "mark-routing", "new-routing-mark": "to-ISP1" },
      ])
        router.byHand(mangle, row);
      await create("FirewallMangle", { ...ours, adoptWithout });
      assert.equal(router.all(mangle).length, 5);
    });

    it("does not choose between an older form and a row that has all", async () => {
      router.byHand(mangle, old);
      router.byHand(mangle, { ...old, "in-interface-list": "LAN", "dst-address-type": "!local" });
      await rejects(
        create("FirewallMangle", { ...ours, adoptWithout }),
        /2 rows without a comment.*row \*1, row \*2/,
      );
      assert.deepEqual(router.commands, []);
    });

    it("takes none without the option, and none without adopt", async () => {
      router.byHand(mangle, old);
      await create("FirewallMangle", ours);
      await create("FirewallMangle", { ...ours, comment: "another", adopt: false, adoptWithout });
      assert.equal(router.all(mangle).length, 3);
    });

    it("names conditions only, which are those of the kind", async () => {
      const reasons = async (names: unknown) =>
        (await failuresOf("FirewallMangle", { ...ours, adoptWithout: names })).map(({ reason }) => reason);
      assert.deepEqual(await reasons(["in-interface-list"]), []);
      assert.deepEqual(await reasons(["action"]), [
        "action is no condition of FirewallMangle: only conditions may be lacking",
      ]);
      assert.match((await reasons(["inInterfacelist"]))[0] ?? "", /did you mean "inInterfaceList"/);
      assert.deepEqual(await reasons("inInterfaceList"), ["use a list of property names"]);
      const [failure] = await failuresOf("Script", { name: "a", adoptWithout: [] });
      assert.match(failure?.reason ?? "", /Script has no property "adoptWithout"/);
    });
  });

  it("leaves uncommented rows alone without adopt", async () => {
    const { comment: _, ...bare } = row;
    router.byHand(mangle, bare);
    await create("FirewallMangle", rule);
    assert.equal(router.all(mangle).length, 2);
  });

  it("does not choose between two uncommented rows", async () => {
    const { comment: _, ...bare } = row;
    router.byHand(mangle, bare);
    router.byHand(mangle, bare);
    await rejects(
      create("FirewallMangle", { ...rule, adopt: true }),
      /2 rows without a comment.*row \*1, row \*2/,
    );
    assert.deepEqual(router.commands, []);
  });

  it("does not give one uncommented row to two resources", async () => {
    const { comment: _, ...bare } = row;
    router.byHand(mangle, bare);
    const first = await create("FirewallMangle", { ...rule, adopt: true });
    const second = await create("FirewallMangle", { ...rule, comment: "ISP1 mark again", adopt: true });
    assert.notEqual(first.outputs.routerId, second.outputs.routerId);
  });

  it("refuses to choose between two rows with our key", async () => {
    router.byHand(mangle, row);
    router.byHand(mangle, row);
    await rejects(
      create("FirewallMangle", { ...rule, adopt: true }),
      /2 rows with this key.*row \*1.*row \*2/,
    );
  });

  it("does not see dynamic rows", async () => {
    router.byHand(mangle, { ...row, dynamic: "true" });
    await create("FirewallMangle", rule);
    assert.equal(router.all(mangle).length, 2);
  });

  it("refuses a second resource of the program with the same key", async () => {
    await create("FirewallMangle", rule);
    await rejects(create("FirewallMangle", rule), /another resource of this program manages it already/);
    assert.equal(router.all(mangle).length, 1);
  });

  it("refuses to change a row that another resource of the program was diffed for", async () => {
    const first = await create("FirewallMangle", rule);
    newProcess(router);
    await crud.diff("FirewallMangle", first.id, first.outputs, first.inputs);
    const other = { ...rule, action: "log", adopt: true };
    await rejects(create("FirewallMangle", other), /another resource of this program/);
  });

  it("leaves runtime-owned properties of an adopted row as the router has them", async () => {
    router.byHand("/ip/route", {
      comment: "default",
      "dst-address": "0.0.0.0/0",
      gateway: "10.0.0.1",
      distance: "7",
      "routing-table": "main",
    });
    const state = await create("Route", {
      comment: "default",
      gateway: "10.0.0.1",
      distance: 1,
      runtimeOwned: ["distance"],
    });
    assert.deepEqual(router.commands, []);
    assert.deepEqual(state.outputs.runtime, { distance: 7 });
    assert.equal(state.outputs.distance, 1);
  });

  it("clears what a new row came with and the program does not want", async () => {
    router.afterAdd = (path) => router.change(path, "*1", { keepalive: "10s,10" });
    const tunnel = { name: "gre-main", remoteAddress: "203.0.113.1", keepalive: crud.unset };
    const state = await create("GreTunnel", tunnel);
    assert.equal(router.all("/interface/gre")[0]?.keepalive, undefined);
    assert.deepEqual(driftOf(state, await refresh("GreTunnel", state)), []);
  });

  it("claims nothing when its group is rolled back", async () => {
    router.rollBack = true;
    await rejects(create("FirewallMangle", rule), /rolled back/);
    router.rollBack = false;
    await create("FirewallMangle", rule);
    assert.equal(router.all(mangle).length, 1);
  });

  it("does not mind what RouterOS ignores: arguments of another action, declared as unset", async () => {
    router.byHand(mangle, { ...row, disabled: "false", "jump-target": "left-over" });
    const state = await create("FirewallMangle", { ...rule, jumpTarget: crud.unset });
    assert.deepEqual(router.commands, []);
    assert.deepEqual(driftOf(state, await refresh("FirewallMangle", state)), []);
  });

  it("refuses to take over what RouterOS cannot change in place", async () => {
    const path = "/ip/address";
    router.byHand(path, {
      address: "10.0.0.1/24",
      interface: "ether2",
      broadcast: "10.0.0.127",
      disabled: "false",
    });
    const address = { address: "10.0.0.1/24", interface: "ether2", broadcast: crud.unset, adopt: true };
    await rejects(create("IpAddress", address), /cannot change this in place: broadcast is "10.0.0.127"/);
    assert.deepEqual(router.commands, []);
  });

  it("takes what RouterOS fills in by itself for not set", async () => {
    const row = { address: "10.0.0.1/24", interface: "ether2", network: "10.0.0.0", disabled: "false" };
    router.byHand("/ip/address", row);
    const inputs = { address: "10.0.0.1/24", interface: "ether2", network: crud.unset };
    const state = await create("IpAddress", inputs);
    assert.deepEqual(router.commands, []);
    assert.deepEqual(driftOf(state, await refresh("IpAddress", state)), []);
  });

  it("does not run on a version that lacks something declared", async () => {
    const inputs = await checked("FirewallMangle", rule);
    router.version = "7.12.2";
    await rejects(crud.create("FirewallMangle", { ...inputs, tos: "0x10" }), /tos needs RouterOS 7.21/);
    assert.deepEqual(router.commands, []);
  });
});
