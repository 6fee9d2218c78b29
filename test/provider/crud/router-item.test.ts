import assert from "node:assert/strict";
import * as crud from "../../../provider/crud";
import { unknownMarker } from "../../../provider/menus/language";
import { checked, create, driftOf, failuresOf, newProcess, refresh, rejects, up } from "./engine";
import { FakeRouter } from "./fake-router";

const kind = "RouterItem";
const menu = "/ip/ipsec/identity";
const item = {
  path: menu,
  key: ["peer"],
  properties: { peer: "main", "auth-method": "pre-shared-key", generatePolicy: "no" },
  secretProperties: { secret: "s3cret" },
};

describe("RouterItem", () => {
  let router: FakeRouter;
  let lines: string[];
  beforeEach(() => {
    router = new FakeRouter();
    lines = newProcess(router);
  });

  it("manages rows of any menu, by names in either spelling", async () => {
    const state = await create(kind, item);
    assert.deepEqual(router.all(menu), [
      {
        ".id": "*1",
        peer: "main",
        "auth-method": "pre-shared-key",
        "generate-policy": "no",
        secret: "s3cret",
      },
    ]);
    assert.match(state.id, /^\/ip\/ipsec\/identity:main:/);
    router.change(menu, "*1", { "generate-policy": "false", "my-id": "auto" });
    const seen = await refresh(kind, state);
    assert.deepEqual(driftOf(state, seen), []);
    assert.deepEqual(seen?.outputs.properties, item.properties);
    assert.deepEqual(seen?.outputs.secretProperties, item.secretProperties);
  });

  it("repairs drift, and clears what the program drops", async () => {
    const state = await create(kind, item);
    router.change(menu, "*1", { "auth-method": "digital-signature" });
    const drifted = await refresh(kind, state);
    assert.deepEqual(driftOf(state, drifted), ["properties"]);
    assert.ok(drifted);
    const { generatePolicy: _, ...properties } = item.properties;
    await up(kind, drifted, { ...item, properties });
    assert.deepEqual(router.commands.at(-1)?.attributes, {
      "auth-method": "pre-shared-key",
      "generate-policy": null,
    });
  });

  it("takes another spelling of a name for the same property", async () => {
    const state = await create(kind, item);
    const { generatePolicy, ...properties } = item.properties;
    await up(kind, state, { ...item, properties: { ...properties, "generate-policy": generatePolicy } });
    assert.equal(router.commands.length, 1);
    assert.equal(router.all(menu)[0]?.["generate-policy"], "no");
  });

  it("clears a property that is unset", async () => {
    const state = await create(kind, item);
    const properties = { ...item.properties, generatePolicy: crud.unset };
    const cleared = await up(kind, state, { ...item, properties });
    assert.equal(router.all(menu)[0]?.["generate-policy"], undefined);
    assert.deepEqual(driftOf(cleared, await refresh(kind, cleared)), []);
  });

  it("adopts, refuses, replaces and finds rows like every other kind", async () => {
    router.byHand(menu, { peer: "main", "auth-method": "digital-signature", "generate-policy": "no" });
    await rejects(create(kind, item), /RouterItem "main".*auth-method is "digital-signature"/);
    const state = await create(kind, { ...item, adopt: true });
    router.change(menu, "*1", { peer: "edited" });
    assert.deepEqual(driftOf(state, await refresh(kind, state)), ["properties"]);
    const renamed = await checked(
      kind,
      { ...item, properties: { ...item.properties, peer: "other" } },
      state.inputs,
    );
    assert.deepEqual((await crud.diff(kind, state.id, state.outputs, renamed)).replaces, ["properties.peer"]);
    const elsewhere = await checked(kind, { ...item, path: "/ip/ipsec/peer" }, state.inputs);
    assert.deepEqual((await crud.diff(kind, state.id, state.outputs, elsewhere)).replaces, ["path"]);
    await crud.delete(kind, state.id, state.outputs);
    assert.deepEqual(router.all(menu), []);
  });

  it("may be known by its comment", async () => {
    const commented = {
      path: "/ip/dns/static",
      key: ["comment"],
      properties: { comment: "dns: a,b", name: "a" },
    };
    const state = await create(kind, commented);
    assert.deepEqual(driftOf(state, await refresh(kind, state)), []);
    assert.match(state.id, /^\/ip\/dns\/static:dns%3A a%2Cb:/);
  });

  it("knows a row by a key that the router spells differently", async () => {
    const nat = {
      path: "/ip/pool/used",
      key: ["address"],
      properties: { address: "10.0.0.1/32", owner: "a" },
    };
    router.byHand(nat.path, { address: "10.0.0.1", owner: "a" });
    const state = await create(kind, nat);
    assert.deepEqual(router.commands, []);
    const plain = await checked(kind, { ...nat, properties: { ...nat.properties, address: "10.0.0.1" } });
    assert.deepEqual((await crud.diff(kind, state.id, state.outputs, plain)).replaces, []);
  });

  it("lets the router own properties, in either spelling", async () => {
    const owned = { ...item, runtimeOwned: ["generate-policy"] };
    const state = await create(kind, owned);
    router.change(menu, "*1", { "generate-policy": "port-strict" });
    const seen = await refresh(kind, state);
    assert.deepEqual(driftOf(state, seen), []);
    assert.deepEqual(seen?.outputs.runtime, { generatePolicy: "port-strict" });
  });

  it("refuses credentials that would be kept in clear, and says where they belong", async () => {
    const properties = { ...item.properties, "ppk-secret": "x" };
    assert.deepEqual(
      (await failuresOf(kind, { ...item, properties })).map(({ property, reason }) => [
        property,
        /secretProperties/.test(reason),
      ]),
      [["properties.ppk-secret", true]],
    );
  });

  it("keeps everything in secretProperties secret, whatever its name", async () => {
    const hidden = { ...item, secretProperties: { "my-token": "s3cret" } };
    router.byHand(menu, {
      peer: "main",
      "auth-method": "pre-shared-key",
      "generate-policy": "no",
      "my-token": "t0p",
    });
    await assert.rejects(create(kind, hidden), (error: Error) => {
      assert.match(error.message, /my-token differs/);
      assert.doesNotMatch(error.message, /s3cret|t0p/);
      return true;
    });
    const { __runtimeInitial, runtime, ...rest } = (await create(kind, { ...hidden, adopt: true })).outputs;
    assert.deepEqual(rest.secretProperties, { "my-token": "s3cret" });
    assert.doesNotMatch(
      JSON.stringify({ ...rest, secretProperties: 0, __runtimeInitial, runtime }),
      /s3cret/,
    );
  });

  it("refuses one property in two spellings, a bad path, a key that is not there or secret", async () => {
    const failing = async (program: object) =>
      (await failuresOf(kind, program as never)).map((one) => one.property);
    const twice = { ...item.properties, "generate-policy": "yes" };
    assert.deepEqual(await failing({ ...item, properties: twice }), ["properties"]);
    assert.deepEqual(await failing({ ...item, path: "ip/pool" }), ["path"]);
    assert.deepEqual(await failing({ ...item, key: ["name"] }), ["properties.name"]);
    assert.deepEqual(await failing({ ...item, key: ["secret"] }), ["key"]);
    assert.deepEqual(await failing({ ...item, propertys: {} }), ["propertys"]);
  });

  it("points once to the class of a menu that has one, and works all the same", async () => {
    const rule = { path: "/ip firewall filter", key: ["comment"] };
    for (const name of ["one", "two"])
      await create(kind, { ...rule, properties: { comment: name, chain: "input", action: "accept" } });
    assert.equal(lines.length, 1, lines.join());
    assert.match(
      lines[0] ?? "",
      /^RouterItem of \/ip\/firewall\/filter: use FirewallFilter, the class of this menu/,
    );
    await create(kind, item);
    assert.equal(lines.length, 1, lines.join());
  });

  it("refuses a menu of settings, which has no rows", async () => {
    const identity = { path: "/system/identity", key: ["name"], properties: { name: "office" } };
    const [failure, ...more] = await failuresOf(kind, identity);
    assert.equal(failure?.property, "path");
    assert.match(
      failure?.reason ?? "",
      /^\/system\/identity is one object of settings and has no rows.*set it on the router \(\/system\/identity\/set\)$/,
    );
    assert.deepEqual([more, router.commands], [[], []]);
  });

  it("passes what is not computed yet", async () => {
    await checked(kind, { ...item, path: unknownMarker });
    await checked(kind, { ...item, key: unknownMarker });
    await checked(kind, { ...item, properties: unknownMarker });
    await checked(kind, { ...item, properties: { ...item.properties, peer: unknownMarker } });
  });
});
