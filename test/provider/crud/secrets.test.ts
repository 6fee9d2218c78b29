import assert from "node:assert/strict";
import * as crud from "../../../provider/crud";
import { create, driftOf, newProcess, refresh, rejects, up } from "./engine";
import { FakeRouter } from "./fake-router";

const kind = "PppoeClient";
const menu = "/interface/pppoe-client";
const client = { name: "isp1", interface: "ether1", user: "u", password: "s3cret" };

describe("secrets", () => {
  let router: FakeRouter;
  let lines: string[];
  beforeEach(() => {
    router = new FakeRouter();
    lines = newProcess(router);
  });

  const because = "router office-12 does not tell the policies of the API user pulumi";
  /** The router prints this text in place of the password; undefined: nothing. */
  const printing = (text: string | undefined) => {
    router.print = ({ password: _, ...row }) =>
      (text === undefined ? row : { ...row, password: text }) as typeof row;
  };

  for (const [how, text] of [
    ["are masked", "*****"],
    ["are left out", undefined],
  ] as const) {
    it(`are no drift where they ${how} and nobody knows whether we may see them, and that is said once`, async () => {
      router.sight = { sight: "unknown", because };
      printing(text);
      const state = await create(kind, client);
      const after = await refresh(kind, state);
      assert.deepEqual(driftOf(state, after), []);
      assert.equal(after?.outputs.password, "s3cret");
      await up(kind, state, { ...client, user: "v" });
      assert.deepEqual(router.commands.at(-1)?.attributes, { user: "v" });
      assert.deepEqual(lines, [
        `warning: credentials cannot be compared, because ${because}. They are taken for unchanged.`,
      ]);
    });

    it(`are drift where they ${how} though we may see them`, async () => {
      const state = await create(kind, client);
      printing(text);
      const after = await refresh(kind, state);
      assert.deepEqual(driftOf(state, after), ["password"]);
      assert.ok(after);
      await up(kind, after, client);
      assert.deepEqual(router.commands.at(-1)?.attributes, { password: "s3cret" });
      assert.deepEqual(lines, []);
    });

    it(`refuse a user who may not see them, where they ${how}, before anything is written`, async () => {
      const state = await create(kind, client);
      const written = router.commands.length;
      printing(text);
      router.sight = { sight: "withheld", because: "the API user pulumi lacks the policy sensitive" };
      const says = /^PppoeClient "isp1": password cannot be compared, because the API user pulumi lacks/;
      await rejects(refresh(kind, state), says);
      await rejects(up(kind, state, { ...client, user: "v" }), says);
      router.removeByHand(menu, "*1");
      await rejects(create(kind, client), says);
      assert.equal(router.commands.length, written);
      // A resource without credentials is none of that policy's business.
      const { password: _, ...bare } = client;
      await refresh(kind, await create(kind, bare));
    });
  }

  it("that were emptied by hand are drift, whoever reads them", async () => {
    for (const sight of ["shown", "unknown"] as const) {
      router = new FakeRouter();
      newProcess(router);
      router.sight = { sight, because };
      const state = await create(kind, client);
      router.change(menu, "*1", { password: "" });
      const after = await refresh(kind, state);
      assert.deepEqual(driftOf(state, after), ["password"], sight);
      assert.ok(after);
      await up(kind, after, client);
      assert.equal(router.all(menu)[0]?.password, "s3cret");
    }
  });

  it("that are declared empty equal an empty one and one that is not set", async () => {
    const state = await create(kind, { ...client, password: "" });
    for (const text of ["", undefined]) {
      printing(text);
      assert.deepEqual(driftOf(state, await refresh(kind, state)), []);
    }
    router.print = (row) => row;
    router.change(menu, "*1", { password: "added" });
    assert.deepEqual(driftOf(state, await refresh(kind, state)), ["password"]);
  });

  it("that RouterOS prints only while they are set are drift once they were taken away", async () => {
    const tunnel = { name: "gre", remoteAddress: "203.0.113.1", ipsecSecret: "s3cret", allowFastPath: false };
    const state = await create("GreTunnel", tunnel);
    router.change("/interface/gre", "*1", { "ipsec-secret": null });
    const after = await refresh("GreTunnel", state);
    assert.deepEqual(driftOf(state, after), ["ipsecSecret"]);
    assert.equal(after?.inputs.ipsecSecret, crud.unset);
    await up("GreTunnel", after, tunnel);
    assert.equal(router.all("/interface/gre")[0]?.["ipsec-secret"], "s3cret");
  });

  it("of a menu that nobody described may never be printed, which is no drift", async () => {
    const user = {
      path: "/user",
      key: ["name"],
      properties: { name: "watch", group: "read" },
      secretProperties: { password: "s3cret" },
    };
    const state = await create("RouterItem", user);
    printing(undefined);
    assert.deepEqual(driftOf(state, await refresh("RouterItem", state)), []);
  });

  it("are drift where the router shows another value", async () => {
    const state = await create(kind, client);
    router.change(menu, "*1", { password: "other" });
    const after = await refresh(kind, state);
    assert.deepEqual(driftOf(state, after), ["password"]);
    assert.ok(after);
    await up(kind, after, client);
    assert.deepEqual(router.commands.at(-1)?.attributes, { password: "s3cret" });
  });

  it("that the program does not declare are in no output", async () => {
    const { password: _, ...bare } = client;
    const state = await create(kind, bare);
    router.change(menu, "*1", { password: "s3cret" });
    const after = await refresh(kind, state);
    assert.doesNotMatch(JSON.stringify(after), /s3cret/);
  });

  it("are written along when a row is adopted that does not show them", async () => {
    router.sight = { sight: "unknown", because };
    router.byHand(menu, {
      name: "isp1",
      interface: "ether1",
      user: "u",
      password: "*****",
      disabled: "false",
    });
    await create(kind, client);
    assert.deepEqual(router.commands, [{ command: "set", id: "*1", attributes: { password: "s3cret" } }]);
  });

  it("are in no message", async () => {
    router.byHand(menu, {
      name: "isp1",
      interface: "ether1",
      user: "u",
      password: "hidden",
      disabled: "false",
    });
    await assert.rejects(create(kind, client), (error: Error) => {
      assert.match(error.message, /password differs/);
      assert.doesNotMatch(`${error.stack}${lines.join()}`, /s3cret|hidden/);
      return true;
    });
  });

  it("are in no bookkeeping output", async () => {
    const { outputs } = await create(kind, client);
    const { password, ...rest } = outputs;
    assert.equal(password, "s3cret");
    assert.doesNotMatch(JSON.stringify(rest), /s3cret/);
  });

  it("are cleared when the program drops them", async () => {
    const state = await create(kind, client);
    const { password: _, ...bare } = client;
    await up(kind, state, bare);
    assert.equal(router.all(menu)[0]?.password, "");
    const tunnel = { name: "gre", remoteAddress: "203.0.113.1", ipsecSecret: "s3cret", allowFastPath: false };
    const gre = await create("GreTunnel", tunnel);
    await up("GreTunnel", gre, { ...tunnel, ipsecSecret: crud.unset });
    assert.equal(router.all("/interface/gre")[0]?.["ipsec-secret"], undefined);
  });
});
