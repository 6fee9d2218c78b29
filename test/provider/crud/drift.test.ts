import assert from "node:assert/strict";
import * as crud from "../../../provider/crud";
import type { Props } from "../../../provider/crud/plain";
import { propertyName } from "../../../provider/menus/language";
import { create, driftOf, newProcess, refresh, rejects, type State, up } from "./engine";
import { FakeRouter } from "./fake-router";

const mangle = "/ip/firewall/mangle";
const rule = {
  comment: "ISP1 mark",
  chain: "prerouting",
  action: "mark-connection",
  newConnectionMark: "ISP1",
  srcAddress: "10.0.0.0/8",
};

describe("drift", () => {
  let router: FakeRouter;
  beforeEach(() => {
    router = new FakeRouter();
    newProcess(router);
  });

  const again = async (kind: string, state: State): Promise<State> => {
    const found = await refresh(kind, state);
    assert.ok(found, "the row is there");
    return found;
  };
  /** Drift is shown, `up` repairs it, and nothing is left to show. */
  async function shownAndRepaired(kind: string, state: State, program: Props, names: readonly string[]) {
    const drifted = await again(kind, state);
    assert.deepEqual(driftOf(state, drifted), names);
    const repaired = await up(kind, drifted, program);
    assert.deepEqual(repaired.inputs, state.inputs);
    assert.deepEqual(driftOf(state, await again(kind, repaired)), []);
  }

  it("is not there when values are spelled differently", async () => {
    const state = await create("Scheduler", {
      name: "sync",
      interval: 90,
      onEvent: "sync",
      startTime: "startup",
      startDate: "2024-01-01",
      comment: "",
    });
    router.change("/system/scheduler", "*1", { interval: "00:01:30", disabled: "false", comment: null });
    assert.deepEqual(driftOf(state, await again("Scheduler", state)), []);
  });

  it("shows a condition that somebody added, and removes it", async () => {
    const state = await create("FirewallMangle", rule);
    router.change(mangle, "*1", { protocol: "tcp", "dst-port": "80" });
    await shownAndRepaired("FirewallMangle", state, rule, ["dstPort", "protocol"]);
    assert.deepEqual(router.commands.at(-1)?.attributes, { protocol: null, "dst-port": null });
  });

  it("shows a declared condition that somebody removed as unset, and writes it again", async () => {
    const state = await create("FirewallMangle", rule);
    router.change(mangle, "*1", { "src-address": null });
    const drifted = await again("FirewallMangle", state);
    assert.equal(drifted.inputs.srcAddress, crud.unset);
    await shownAndRepaired("FirewallMangle", state, rule, ["srcAddress"]);
  });

  it("shows a row disabled by hand, and enables it", async () => {
    const state = await create("FirewallMangle", rule);
    router.change(mangle, "*1", { disabled: "true" });
    await shownAndRepaired("FirewallMangle", state, rule, ["disabled"]);
  });

  it("shows a value where the program declares unset, and clears it", async () => {
    const program = { ...rule, srcAddress: crud.unset };
    const state = await create("FirewallMangle", program);
    assert.deepEqual(driftOf(state, await again("FirewallMangle", state)), []);
    router.change(mangle, "*1", { "src-address": "10.1.0.0/16" });
    await shownAndRepaired("FirewallMangle", state, program, ["srcAddress"]);
  });

  it("shows what is as on a new row as outputs", async () => {
    const state = await create("FirewallMangle", rule);
    router.change(mangle, "*1", { log: "false", passthrough: "true", ".about": "slave interface" });
    const seen = await again("FirewallMangle", state);
    assert.deepEqual(driftOf(state, seen), []);
    assert.deepEqual(
      [seen.outputs.log, seen.outputs.passthrough, seen.outputs.about],
      [false, true, "slave interface"],
    );
  });

  const byHand: readonly (readonly [
    kind: string,
    path: string,
    program: Props,
    edit: Record<string, string>,
    back: Record<string, string | null>,
  ])[] = [
    [
      "Route",
      "/ip/route",
      { comment: "backup", gateway: "10.0.0.1" },
      { distance: "200", "check-gateway": "arp", "pref-src": "10.9.9.9", scope: "40" },
      { distance: null, "check-gateway": null, "pref-src": null, scope: null },
    ],
    ["FirewallMangle", mangle, rule, { passthrough: "no", log: "yes" }, { passthrough: "yes", log: "no" }],
    [
      "FirewallNat",
      "/ip/firewall/nat",
      { comment: "out", chain: "srcnat", action: "masquerade" },
      { "to-ports": "1024-2048" },
      { "to-ports": null },
    ],
    [
      "Script",
      "/system/script",
      { name: "sync", source: ":log info x" },
      { "dont-require-permissions": "yes" },
      { "dont-require-permissions": "no" },
    ],
    [
      "DhcpClient",
      "/ip/dhcp-client",
      { interface: "ether2" },
      { "add-default-route": "no", "use-peer-dns": "no" },
      { "add-default-route": "yes", "use-peer-dns": "yes" },
    ],
    [
      "Scheduler",
      "/system/scheduler",
      { name: "a", startTime: "startup" },
      { interval: "1m" },
      { interval: "0s" },
    ],
  ];
  for (const [kind, path, program, edit, back] of byHand) {
    it(`shows ${Object.keys(edit).join(", ")} of a ${kind} that the program leaves out, and puts them back`, async () => {
      const state = await create(kind, program);
      router.change(path, "*1", edit);
      const names = Object.keys(edit).map(propertyName).sort();
      await shownAndRepaired(kind, state, program, names);
      assert.deepEqual(router.commands.at(-1)?.attributes, back);
    });
  }

  it("leaves remarks alone that the program does not declare, and what is not known of a new row", async () => {
    const tunnel = await create("GreTunnel", { name: "gre", remoteAddress: "203.0.113.1" });
    router.change("/interface/gre", "*1", { keepalive: "5s,3", comment: "Eva" });
    const seen = await again("GreTunnel", tunnel);
    assert.deepEqual(driftOf(tunnel, seen), []);
    assert.deepEqual([seen.outputs.keepalive, seen.outputs.comment], ["5s,3", "Eva"]);
  });

  it("takes an argument of another action away that the program drops, where RouterOS can", async () => {
    const nat = { comment: "in", chain: "dstnat", action: "dst-nat", toAddresses: "10.0.0.2" };
    const state = await create("FirewallNat", nat);
    await up("FirewallNat", state, { comment: "in", chain: "dstnat", action: "accept" });
    assert.deepEqual(router.commands.at(-1)?.attributes, { action: "accept", "to-addresses": null });
  });

  it("leaves an argument of another action on the row where RouterOS cannot clear it, and shows nothing", async () => {
    const state = await create("FirewallMangle", rule);
    const { newConnectionMark: _, ...rest } = { ...rule, action: "accept" };
    const changed = await up("FirewallMangle", state, rest);
    assert.equal(router.all(mangle)[0]?.["new-connection-mark"], "ISP1");
    assert.deepEqual(driftOf(changed, await again("FirewallMangle", changed)), []);
  });

  it("finds a row whose comment was edited by hand, and restores the comment", async () => {
    const state = await create("FirewallMangle", rule);
    router.change(mangle, "*1", { comment: "my rule" });
    await shownAndRepaired("FirewallMangle", state, rule, ["comment"]);
    assert.equal(router.all(mangle)[0]?.comment, "ISP1 mark");
  });

  it("does not take another row for ours because it has the remembered id", async () => {
    const state = await create("FirewallMangle", rule);
    router.change(mangle, "*1", { comment: "other", "src-address": "10.9.0.0/16" });
    assert.equal(await refresh("FirewallMangle", state), undefined);
  });

  describe("of the comment and something else", () => {
    let state: State;
    let lines: string[];
    beforeEach(async () => {
      lines = newProcess(router);
      state = await create("FirewallMangle", rule);
    });

    it("names the row that is left behind, and in what it differs", async () => {
      router.change(mangle, "*1", { comment: "CC2", "src-address": "10.9.0.0/16", protocol: "tcp" });
      assert.equal(await refresh("FirewallMangle", state), undefined);
      assert.equal(lines.length, 1);
      assert.match(
        lines[0] ?? "",
        /^warning: FirewallMangle "ISP1 mark": row \*1 \(comment "CC2"\) of \/ip\/firewall\/mangle on router office-12 .* was this resource's row and now differs in .*comment.*protocol\. .*the next pulumi up adds a new row and leaves this one/,
      );
      assert.match(lines[0] ?? "", /differs in [^.]*src-address/);
    });

    it("says nothing where the id belongs to a rule of another kind, or to nobody", async () => {
      router.change(mangle, "*1", { comment: "CC2", action: "drop" });
      assert.equal(await refresh("FirewallMangle", state), undefined);
      router.removeByHand(mangle, "*1");
      assert.equal(await refresh("FirewallMangle", state), undefined);
      assert.deepEqual(lines, []);
    });

    it("says nothing where another resource of the program holds the row", async () => {
      router.change(mangle, "*1", { comment: "CC2", "src-address": "10.9.0.0/16" });
      await create("FirewallMangle", { ...rule, comment: "CC2", srcAddress: "10.9.0.0/16" });
      lines.length = 0;
      assert.equal(await refresh("FirewallMangle", state), undefined);
      assert.deepEqual(lines, []);
    });
  });

  it("does not take a row with a further condition for ours because it has the remembered id", async () => {
    const state = await create("FirewallMangle", rule);
    router.change(mangle, "*1", { comment: "other", protocol: "tcp" });
    assert.equal(await refresh("FirewallMangle", state), undefined);
  });

  it("does not take a row for ours that another resource of the program holds", async () => {
    const state = await create("FirewallMangle", rule);
    router.change(mangle, "*1", { comment: "taken" });
    await create("FirewallMangle", { ...rule, comment: "taken" });
    await rejects(up("FirewallMangle", state, { ...rule, log: true }), /no such row/);
    await crud.delete("FirewallMangle", state.id, state.outputs);
    assert.equal(router.all(mangle)[0]?.comment, "taken");
  });

  it("needs more than the key to know a row by its remembered id", async () => {
    const state = await create("InterfaceListMember", { list: "WAN", interface: "ether1" });
    router.change("/interface/list/member", "*1", { interface: "ether2" });
    assert.equal(await refresh("InterfaceListMember", state), undefined);
  });

  it("follows a row that was made again under another id", async () => {
    const state = await create("FirewallMangle", rule);
    const [row] = router.all(mangle);
    router.removeByHand(mangle, "*1");
    const { ".id": _, ...rest } = row ?? {};
    const id = router.byHand(mangle, rest as Record<string, string>);
    const healed = await again("FirewallMangle", state);
    assert.deepEqual(driftOf(state, healed), []);
    assert.equal(healed.outputs.routerId, id);
  });

  it("says so when somebody copied the row", async () => {
    const state = await create("FirewallMangle", rule);
    const { ".id": _, ...rest } = router.all(mangle)[0] ?? {};
    router.byHand(mangle, rest as Record<string, string>);
    const twins = /2 rows with this key.*row \*1.*row \*2/;
    await rejects(refresh("FirewallMangle", state), twins);
    await rejects(up("FirewallMangle", state, { ...rule, log: true }), twins);
    await rejects(crud.delete("FirewallMangle", state.id, state.outputs), twins);
    assert.equal(router.all(mangle).length, 2);
  });

  it("does not take a dynamic twin for ours", async () => {
    const entry = { list: "LAN", address: "10.0.0.0/24" };
    const state = await create("FirewallAddressListEntry", entry);
    router.byHand("/ip/firewall/address-list", { ...entry, dynamic: "true" });
    assert.deepEqual(driftOf(state, await again("FirewallAddressListEntry", state)), []);
  });

  it("never takes a router that cannot be read for one without the row", async () => {
    const state = await create("FirewallMangle", rule);
    router.reachable = false;
    await rejects(refresh("FirewallMangle", state), /cannot be reached/);
    await rejects(crud.delete("FirewallMangle", state.id, state.outputs), /cannot be reached/);
  });

  it("is not looked for on another router", async () => {
    const state = await create("FirewallMangle", rule);
    router.fingerprint = "HEX2";
    const both = /HEX1.*HEX2.*routeros:replacedRouter HEX2/;
    await rejects(refresh("FirewallMangle", state), both);
    await rejects(up("FirewallMangle", state, { ...rule, log: true }), both);
    await rejects(crud.delete("FirewallMangle", state.id, state.outputs), both);
    assert.equal(router.all(mangle).length, 1);
  });

  it("is looked for on new hardware that was accepted, which is then remembered", async () => {
    const state = await create("FirewallMangle", rule);
    Object.assign(router, { fingerprint: "HEX2", replacedRouter: "HEX2" });
    assert.equal((await again("FirewallMangle", state)).outputs.fingerprint, "HEX2");
  });

  it("refuses a state that a newer version wrote", async () => {
    const state = await create("FirewallMangle", rule);
    const newer = { ...state, outputs: { ...state.outputs, schemaVersion: 2 } };
    await rejects(refresh("FirewallMangle", newer), /newer pulumi-routeros-provider/);
  });

  it("does not add a row again that went missing between refresh and update", async () => {
    const state = await create("FirewallMangle", rule);
    router.removeByHand(mangle, "*1");
    await rejects(up("FirewallMangle", state, { ...rule, log: true }), /removed it since.*--refresh/);
    assert.deepEqual(router.all(mangle), []);
  });

  it("looks again before it says that a row is gone", async () => {
    const state = await create("FirewallMangle", rule);
    router.stale = [];
    await up("FirewallMangle", state, { ...rule, srcAddress: "10.1.0.0/16" });
    assert.equal(router.all(mangle)[0]?.["src-address"], "10.1.0.0/16");
  });

  it("leaves alone what was declared unset, is no longer declared, and no preview has shown", async () => {
    const list = { name: "WAN", include: ["LAN"] };
    const state = await create("InterfaceList", { ...list, comment: crud.unset });
    router.change("/interface/list", "*1", { comment: "hand" });
    await up("InterfaceList", state, list);
    assert.equal(router.all("/interface/list")[0]?.comment, "hand");
  });

  it("does not write when section, rank or anchor change and the rule stands well", async () => {
    const state = await create("FirewallMangle", { ...rule, section: "marks", rank: 10 });
    router.commands.length = 0;
    const moved = await up("FirewallMangle", state, { ...rule, section: "marks", rank: 20, anchor: "top" });
    assert.deepEqual(router.commands, []);
    assert.equal(moved.outputs.rank, 20);
    assert.deepEqual(driftOf(moved, await again("FirewallMangle", moved)), []);
  });

  describe("of a disabled route, which RouterOS prints without half of its properties", () => {
    const route = { comment: "backup", gateway: "10.0.0.1", distance: 5, disabled: true };
    beforeEach(() => {
      router.print = (row) => {
        if (row.disabled !== "yes") return row;
        const { distance, "routing-table": _, scope, "target-scope": __, ...rest } = row;
        return rest as typeof row;
      };
    });

    it("is not there", async () => {
      const state = await create("Route", route);
      assert.deepEqual(driftOf(state, await again("Route", state)), []);
    });

    it("is written along when the route is enabled", async () => {
      const state = await create("Route", route);
      router.change("/ip/route", "*1", { distance: "9" });
      await up("Route", state, { ...route, disabled: false });
      assert.deepEqual(router.commands.at(-1)?.attributes, {
        disabled: "no",
        distance: "5",
        "routing-table": "main",
      });
    });

    it("is shown once somebody enabled it", async () => {
      const state = await create("Route", route);
      router.change("/ip/route", "*1", { disabled: "no", distance: "9" });
      await shownAndRepaired("Route", state, route, ["disabled", "distance"]);
    });

    it("writes a hidden property that the program changes", async () => {
      const state = await create("Route", route);
      await up("Route", state, { ...route, distance: 6 });
      assert.deepEqual(router.commands.at(-1)?.attributes, { distance: "6" });
    });
  });

  it("is not there while a dhcp-client still looks for a lease", async () => {
    const state = await create("DhcpClient", { interface: "ether2", defaultRouteDistance: 3 });
    router.change("/ip/dhcp-client", "*1", { "default-route-distance": "" });
    assert.deepEqual(driftOf(state, await again("DhcpClient", state)), []);
  });

  it("knows presence flags by their being there", async () => {
    const state = await create("RoutingTable", { name: "ISP1", fib: true });
    router.change("/routing/table", "*1", { fib: "" });
    assert.deepEqual(driftOf(state, await again("RoutingTable", state)), []);
    router.change("/routing/table", "*1", { fib: null });
    assert.deepEqual(driftOf(state, await again("RoutingTable", state)), ["fib"]);
    const off = await up("RoutingTable", state, { name: "ISP1", fib: false });
    assert.deepEqual(driftOf(off, await again("RoutingTable", off)), []);
  });
});
