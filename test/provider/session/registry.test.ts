import assert from "node:assert/strict";
import { describeRouter } from "../../../provider/session/describe-router";
import { isRouterOsError } from "../../../provider/session/errors";
import { createRegistry } from "../../../provider/session/registry";
import { fakeRouter, mangle, routerSettings } from "./fake-router";

const config = (more: Record<string, string> = {}) => {
  const values: Record<string, string> = {
    host: "10.0.0.1",
    user: "pulumi",
    password: "p",
    tls: "false",
    ...more,
  };
  return { get: (key: string) => values[key.replace("routeros:", "")] };
};

describe("the registry of routers", () => {
  const router = fakeRouter({ "/ip/firewall/mangle": [] });
  const env: Record<string, string> = {};
  const registry = createRegistry({ connect: router.connect, env: () => env, mayWrite: async () => {} });
  afterEach(() => registry.closeAll());

  it("refuses to guess a router before it was configured", () => {
    assert.throws(
      () => registry.sessionFor(),
      (error) => isRouterOsError(error, "settings"),
    );
  });

  it("takes a broken configuration without a word, and tells the mistakes where a router is asked for", () => {
    registry.configure(config({ port: "x" }));
    assert.throws(() => registry.sessionFor(), /routeros:port must be a port number/);
  });

  it("has one session per router, however often the same settings are handed over", async () => {
    registry.configure(config());
    const session = registry.sessionFor();
    registry.configure(config());
    assert.equal(registry.sessionFor(), session);
    assert.equal(registry.sessionFor("default"), session);
  });

  it("replaces a session whose settings changed, and ends the old one", async () => {
    registry.configure(config());
    const old = registry.sessionFor();
    await old.rows(mangle);
    registry.configure(config({ password: "new" }));
    const session = registry.sessionFor();
    assert.notEqual(session, old);
    await session.rows(mangle);
    await registry.closeAll();
    await assert.rejects(old.freshRows(mangle), /has been closed/);
    assert.equal(router.openConnections, 0);
  });

  it("keeps routers apart", () => {
    const routers = JSON.stringify({ a: { host: "10.0.0.1" }, b: { host: "10.0.0.2", adopt: true } });
    const { get } = config();
    registry.configure({
      get: (key) => (key === "routeros:routers" ? routers : key === "routeros:host" ? undefined : get(key)),
    });
    assert.deepEqual(
      [registry.sessionFor("a").label, registry.sessionFor("b").label],
      ["a (10.0.0.1:8728)", "b (10.0.0.2:8728)"],
    );
    assert.deepEqual([registry.sessionFor("a").adopt, registry.sessionFor("b").adopt], [false, true]);
    assert.throws(() => registry.sessionFor("c"), /known routers: a, b/);
  });

  it("sees the router anew once its rows are forgotten", async () => {
    registry.configure(config());
    const session = registry.sessionFor();
    await session.rows(mangle);
    router.menus.set("/ip/firewall/mangle", [{ ".id": "*1", comment: "by hand" }]);
    assert.equal((await session.rows(mangle)).length, 0);
    registry.forgetRows();
    assert.equal((await session.rows(mangle)).length, 1);
  });
});

describe("describing a router", () => {
  it("tells version, identity, interfaces and policies with one login, and leaves no connection", async () => {
    const router = fakeRouter({
      "/system/identity": [{ name: "office-12" }],
      "/interface": [
        { ".id": "*1", name: "ether1", type: "ether", running: "true", disabled: "false", comment: "ISP1" },
        { ".id": "*F00010", name: "<pppoe-x>", type: "pppoe-in", running: "true", dynamic: "true" },
        { ".id": "*2", name: "ether2", type: "ether", running: "false", disabled: "true" },
      ],
    });
    assert.deepEqual(await describeRouter(routerSettings(), router.connect), {
      version: "7.21.5",
      boardName: "hEX",
      fingerprint: "HEX0123",
      identity: "office-12",
      interfaces: [
        { name: "ether1", type: "ether", running: true, disabled: false, comment: "ISP1" },
        { name: "ether2", type: "ether", running: false, disabled: true },
      ],
      policies: ["read", "api"],
    });
    assert.deepEqual([router.logins, router.openConnections], [1, 0]);
  });

  it("leaves the policies out where the router does not tell them", async () => {
    const router = fakeRouter({ "/system/identity": [{ name: "x" }], "/interface": [], "/user": [] });
    assert.equal((await describeRouter(routerSettings(), router.connect)).policies, undefined);
  });
});
