import assert from "node:assert/strict";
import * as crud from "../../../provider/crud";
import { unknownMarker } from "../../../provider/menus/language";
import { checked, create, failuresOf, newProcess, rejects } from "./engine";
import { FakeRouter } from "./fake-router";

const kind = "FirewallMangle";
const rule = { comment: "ISP1 mark", chain: "prerouting", action: "accept" };

describe("check", () => {
  let router: FakeRouter;
  let lines: string[];
  beforeEach(() => {
    router = new FakeRouter();
    lines = newProcess(router);
  });

  const refused = async (program: object, expected: readonly [string, RegExp][], of = kind, olds = {}) => {
    const failures = await failuresOf(of, program as never, olds);
    assert.deepEqual(
      failures.map(({ property }) => property),
      expected.map(([property]) => property),
      JSON.stringify(failures),
    );
    for (const [index, [, reason]] of expected.entries()) assert.match(failures[index]?.reason ?? "", reason);
  };

  it("returns canonical values with what is assumed, and without the provider's text", async () => {
    const { inputs, failures } = await crud.check(
      "FirewallAddressListEntry",
      {},
      { list: "LAN", address: "10.0.0.1/32", __provider: "text" },
    );
    assert.deepEqual(failures, []);
    assert.deepEqual(inputs, { list: "LAN", address: "10.0.0.1", disabled: false });
  });

  it("is idempotent", async () => {
    const program = {
      ...rule,
      srcAddress: "10.0.0.0/8",
      limit: crud.unset,
      section: "a",
      anchor: { after: "x" },
    };
    const once = await checked(kind, program);
    assert.deepEqual(await checked(kind, once, once), once);
  });

  it("keeps the spelling of the state for a value that means the same", async () => {
    const item = { path: "/ip/pool", key: ["name"], properties: { name: "a", life: "60s" } };
    const before = await checked("RouterItem", item);
    const after = await checked(
      "RouterItem",
      { ...item, properties: { name: "a", life: "00:01:00" } },
      before,
    );
    assert.deepEqual(after, before);
  });

  it("names the nearest property for an unknown one", async () => {
    await refused({ ...rule, conectionMark: "x" }, [["conectionMark", /did you mean "connectionMark"/]]);
    await refused({ ...rule, "connection-mark": "x" }, [
      ["connection-mark", /did you mean "connectionMark"/],
    ]);
    await refused({ ...rule, flavour: "x" }, [["flavour", /FirewallMangle has no property "flavour"/]]);
  });

  it("refuses a wrong value and says what is accepted", async () => {
    await refused({ ...rule, random: 200 }, [["random", /^random: .*1/]]);
  });

  it("does not repeat a wrong secret", async () => {
    const failures = await failuresOf("PppoeClient", {
      name: "a",
      interface: "ether1",
      password: ["s3cret"] as never,
    });
    assert.equal(failures.length, 1);
    assert.doesNotMatch(JSON.stringify(failures), /s3cret/);
  });

  it("applies the menu's rules over several properties", async () => {
    await refused({ ...rule, dstPort: "80" }, [["dstPort", /protocol/]]);
    await refused({ ...rule, newConnectionMark: "x" }, [["newConnectionMark", /action "mark-connection"/]]);
  });

  it("requires the comment a row is known by, and explains why", async () => {
    const { comment: _, ...bare } = rule;
    for (const comment of [undefined, "", crud.unset]) {
      await refused({ ...bare, comment }, [["comment", /known by it/]]);
    }
  });

  it("requires key properties and what RouterOS must have, once", async () => {
    await refused({}, [["name", /what the row is known by/]], "Script");
    await refused({ comment: "x", action: "accept" }, [["chain", /chain is required/]]);
  });

  it("refuses to unset, or to leave out later, what RouterOS cannot clear", async () => {
    const script = { name: "a", source: "x" };
    await refused({ ...script, owner: crud.unset }, [["owner", /cannot be unset/]], "Script");
    const olds = await checked("Script", { ...script, owner: "admin" });
    await refused(script, [["owner", /declared before and cannot be left out/]], "Script", olds);
  });

  it("takes null for left out and says so once", async () => {
    const inputs = await checked(kind, { ...rule, srcAddress: null });
    await checked(kind, { ...rule, srcAddress: null });
    assert.equal("srcAddress" in inputs, false);
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? "", /srcAddress is null.*assign unset/);
  });

  it("lets values through that are not computed yet, nested ones too", async () => {
    const inputs = await checked(kind, {
      ...rule,
      comment: unknownMarker,
      dstPort: unknownMarker,
      protocol: unknownMarker,
      section: unknownMarker,
      rank: unknownMarker,
      anchor: { before: unknownMarker },
      connectionState: ["established", unknownMarker],
    });
    assert.equal(inputs.comment, unknownMarker);
    assert.deepEqual(inputs.connectionState, ["established", unknownMarker]);
    assert.deepEqual(inputs.anchor, { before: unknownMarker });
  });

  it("checks section, rank and anchor, and refuses them where rows have no order", async () => {
    await refused({ ...rule, section: "a", rank: "1", anchor: "middle" }, [
      ["rank", /number/],
      ["anchor", /before-first-drop/],
    ]);
    await refused({ ...rule, rank: 1 }, [["rank", /section/]]);
    await refused({ name: "a", section: "x" }, [["section", /no property "section"/]], "Script");
  });

  it("knows the keys that a program can choose", async () => {
    const entry = { list: "ISP1 src IP", address: "203.0.113.5", keyBy: "comment" };
    await refused(entry, [["comment", /comment is required/]], "FirewallAddressListEntry");
    await refused(
      { ...entry, keyBy: "name" },
      [["keyBy", /"list\+address" or "comment"/]],
      "FirewallAddressListEntry",
    );
    await refused({ ...rule, keyBy: "comment" }, [["keyBy", /no property "keyBy"/]]);
  });

  it("refuses runtime-owned names that are unknown, the key, or secret", async () => {
    const client = { name: "a", interface: "ether1", password: "x" };
    await refused(
      { ...client, runtimeOwned: ["name", "password", "disabeld", "disabled"] },
      [
        ["runtimeOwned", /what the row is known by/],
        ["runtimeOwned", /secret/],
        ["runtimeOwned", /did you mean "disabled"/],
      ],
      "PppoeClient",
    );
  });

  it("refuses what the router's version does not have", async () => {
    router.version = "7.12.2";
    await refused({ ...rule, tos: "0x10" }, [["tos", /needs RouterOS 7.21 or newer; .* runs 7.12.2/]]);
  });

  it("warns once if the router cannot be reached, and passes", async () => {
    router.reachable = false;
    await checked(kind, { ...rule, tos: "0x10" });
    await checked(kind, { ...rule, comment: "b", tos: "0x10" });
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? "", /warning: .*cannot be reached/);
  });

  it("does not wait long for a router that does not answer", async () => {
    router.facts = () => new Promise(() => {});
    await checked(kind, { ...rule, tos: "0x10" });
    assert.match(lines.join(), /did not answer within 0.5 s/);
  });

  it("does not ask the router where nothing depends on its version", async () => {
    router.facts = () => assert.fail("must not be asked");
    await checked(kind, rule);
  });

  it("names the configuration keys if there are no settings", async () => {
    newProcess();
    await refused(rule, [["router", /routeros:host is missing/]]);
  });

  it("never throws for inputs of any shape", async () => {
    for (const program of [
      { ...rule, chain: {}, srcAddress: [1], runtimeOwned: "x", router: 5, section: [] },
      { comment: {}, rank: {}, anchor: [] },
    ]) {
      assert.ok((await failuresOf(kind, program as never)).length > 0);
    }
    for (const program of [{}, { path: 1, key: 2, properties: 3 }, { path: "x", key: [], properties: {} }]) {
      assert.ok((await failuresOf("RouterItem", program as never)).length > 0);
    }
  });

  it("says what to do about a kind that it does not know", async () => {
    await rejects(create("Teapot", {}), /does not know the kind Teapot.*same version/);
  });
});

describe("diff", () => {
  let router: FakeRouter;
  beforeEach(() => {
    router = new FakeRouter();
    newProcess(router);
  });

  const replaces = async (of: string, before: object, after: object) => {
    const state = await create(of, before as never);
    const inputs = await checked(of, after as never, state.inputs);
    const result = await crud.diff(of, state.id, state.outputs, inputs);
    assert.equal(result.changes, undefined);
    if (result.replaces.length === 0) assert.equal(result.deleteBeforeReplace, false);
    return result.replaces;
  };

  it("does not replace for other properties than the key", async () => {
    assert.deepEqual(await replaces(kind, rule, { ...rule, chain: "input", srcAddress: "10.0.0.1" }), []);
  });

  it("replaces when a part of the key changes, or is not known yet", async () => {
    const member = { list: "WAN", interface: "ether1" };
    const key = ["list", "interface"];
    assert.deepEqual(await replaces("InterfaceListMember", member, { ...member, interface: "ether2" }), key);
    const later = { list: "LAN", interface: unknownMarker };
    assert.deepEqual(await replaces("InterfaceListMember", { ...member, list: "LAN" }, later), key);
  });

  it("does not replace for another spelling of the key", async () => {
    const entry = { list: "LAN", address: "10.0.0.1" };
    assert.deepEqual(
      await replaces("FirewallAddressListEntry", entry, { ...entry, address: "10.0.0.1/32" }),
      [],
    );
  });

  it("compares the key with the id, not with a comment edited by hand", async () => {
    const state = await create(kind, { ...rule, srcAddress: "10.0.0.1" });
    const inputs = await checked(kind, { ...rule, srcAddress: "10.0.0.1" });
    const drifted = { ...state.outputs, comment: "edited" };
    assert.deepEqual((await crud.diff(kind, state.id, drifted, inputs)).replaces, []);
  });

  it("replaces when the program chooses another key", async () => {
    const entry = { list: "LAN", address: "10.0.0.1", comment: "LAN" };
    assert.deepEqual(await replaces("FirewallAddressListEntry", entry, { ...entry, keyBy: "comment" }), [
      "keyBy",
    ]);
  });

  it("replaces to clear what RouterOS cannot clear in place, unless it no longer looks at it", async () => {
    const address = { address: "10.0.0.1/24", interface: "ether2" };
    assert.deepEqual(await replaces("IpAddress", { ...address, network: "10.0.0.0" }, address), ["network"]);
    const jump = { ...rule, action: "jump", jumpTarget: "isp1" };
    assert.deepEqual(await replaces(kind, jump, rule), []);
  });

  it("replaces for another router, and not for another way to name the same", async () => {
    const other = new FakeRouter();
    Object.assign(other, { name: "branch" });
    const state = await create(kind, rule);
    newProcess(router, other);
    const inputs = { ...state.inputs, router: "branch" };
    const outputs = { ...state.outputs, router: "default" };
    assert.deepEqual((await crud.diff(kind, state.id, outputs, inputs)).replaces, ["router"]);
    newProcess(router);
    const named = { ...state.inputs, router: "default" };
    assert.deepEqual((await crud.diff(kind, state.id, state.outputs, named)).replaces, []);
  });

  it("needs no settings", async () => {
    const state = await create(kind, rule);
    newProcess();
    assert.deepEqual((await crud.diff(kind, state.id, state.outputs, state.inputs)).replaces, []);
  });
});
