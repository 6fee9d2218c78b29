import assert from "node:assert/strict";
import * as crud from "../../../provider/crud";
import { create, driftOf, newProcess, refresh, up } from "./engine";
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

  const shown = {
    "are masked": "*****",
    "are left out": undefined,
    "are empty": "",
  };
  for (const [how, text] of Object.entries(shown)) {
    it(`are no drift where they ${how} in what RouterOS prints`, async () => {
      router.print = ({ password: _, ...row }) =>
        (text === undefined ? row : { ...row, password: text }) as typeof row;
      const state = await create(kind, client);
      const after = await refresh(kind, state);
      assert.deepEqual(driftOf(state, after), []);
      assert.equal(after?.outputs.password, "s3cret");
      await up(kind, state, { ...client, user: "v" });
      assert.deepEqual(router.commands.at(-1)?.attributes, { user: "v" });
    });
  }

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
