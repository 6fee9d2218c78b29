import assert from "node:assert/strict";
import { connectRouter, isRouterOsError, type RouterConnection, type RouterOsError } from "../../../provider";
import {
  type RouterOptions,
  type RouterOsVersion,
  type SimulatedRouter,
  startRouter,
} from "../../../simulator";
import { routerSettings } from "./fake-router";

const password = "s3cret-word";
const versions: readonly RouterOsVersion[] = ["6.49", "7.12.2", "7.21.5", "7.24"];

describe("a router for programs and command lines", () => {
  let router: SimulatedRouter;
  let connection: RouterConnection | undefined;

  async function open(
    options: RouterOptions = {},
    config: Record<string, string> = {},
  ): Promise<RouterConnection> {
    router = await startRouter({
      users: [
        { name: "pulumi", password },
        { name: "viewer", password, group: "read" },
      ],
      serialNumber: "HEX1",
      identity: "office-12",
      interfaces: ["ether1", "ether2"],
      ...options,
    });
    return reconnect(config);
  }
  async function reconnect(config: Record<string, string> = {}): Promise<RouterConnection> {
    connection = await connectRouter(
      routerSettings({ host: "127.0.0.1", port: String(router.port), ...config }),
    );
    return connection;
  }
  afterEach(async () => {
    await connection?.close();
    connection = undefined;
    await router.stop();
  });

  async function failureOf(work: Promise<unknown>): Promise<RouterOsError> {
    const error = await work.then(
      () => assert.fail("it succeeded"),
      (thrown: unknown) => thrown,
    );
    assert.ok(isRouterOsError(error), String(error));
    return error;
  }

  for (const version of versions) {
    it(`tells what it is, reads any menu, and is changed and commanded, on ${version}`, async () => {
      const one = await open({ version });
      assert.equal(one.version.startsWith(version), true);
      assert.deepEqual(
        [one.fingerprint, one.identity, one.label],
        ["HEX1", "office-12", `127.0.0.1:${router.port}`],
      );
      assert.ok(one.policies?.includes("sensitive"));
      router.config.add("/ip/address", { address: "192.0.2.1/24", interface: "ether1" });
      const routes = (await one.rows("/ip/route")) ?? [];
      assert.ok(
        routes.some(({ dynamic }) => dynamic === "true"),
        "no dynamic route",
      );
      const isOlder = version === "6.49";
      assert.equal((await one.rows("/routing/table")) === undefined, isOlder);
      assert.equal((await one.rows("/ip/route/rule")) === undefined, !isOlder);
      assert.deepEqual(
        (await one.rows("/ip/settings"))?.map((row) => row["rp-filter"]),
        ["no"],
      );
      assert.deepEqual(await one.rows("/system/script"), []);

      await one.set("/ip/settings", "", { "rp-filter": "loose" });
      assert.equal(router.config.print("/ip/settings")[0]?.["rp-filter"], "loose");
      const { ret = "" } = await one.run("/ip/firewall/mangle/add", {
        chain: "output",
        "src-address": "192.0.2.1",
      });
      await one.set("/ip/firewall/mangle", ret, { "src-address": null, comment: "a" });
      const [rule] = (await one.rows("/ip/firewall/mangle")) ?? [];
      assert.deepEqual([rule?.[".id"], rule?.["src-address"], rule?.comment], [ret, undefined, "a"]);
      await one.run("/ip/firewall/mangle/remove", { ".id": ret });
      assert.deepEqual(router.config.print("/ip/firewall/mangle"), []);
    });
  }

  it("runs scripts, and gives them the time they are given", async () => {
    const one = await open({}, { commandDeadline: "1s" });
    router.config.add("/system/script", {
      name: "slow",
      source: ":delay 1300ms\n/system identity set name=done",
      policy: "read,write",
    });
    await one.run("/system/script/run", { ".id": "slow" }, 5_000);
    assert.equal(router.config.print("/system/identity")[0]?.name, "done");
    router.config.set("/system/script", "slow", { source: ":delay 20s" });
    const failure = await failureOf(one.run("/system/script/run", { ".id": "slow" }, 300));
    assert.deepEqual([failure.category, failure.mayHaveExecuted], ["unanswered", true]);
  });

  for (const version of ["6.49", "7.18.2", "7.24"] as const) {
    it(`never has a credential in a row, on ${version}`, async () => {
      const one = await open({ version });
      router.config.add("/interface/pppoe-client", {
        name: "isp1",
        interface: "ether1",
        user: "u",
        password: "line-secret",
      });
      const [line] = (await one.rows("/interface/pppoe-client")) ?? [];
      assert.equal(line?.user, "u");
      assert.ok(!JSON.stringify(line).includes("line-secret"));
      assert.ok(
        !router.commands.entries.some((each) => each.arguments.some(([name]) => name === "show-sensitive")),
      );
      const failure = await failureOf(
        one.set("/interface/pppoe-client", line?.[".id"] ?? "", { password: "new-secret", nothing: "x" }),
      );
      assert.ok(!failure.message.includes("new-secret"));
    });
  }

  it("says what failed in RouterOS's words, with the policies of a user who may not", async () => {
    await open();
    const viewer = await reconnect({ user: "viewer" });
    assert.ok(viewer.policies && !viewer.policies.includes("write"));
    const refused = await failureOf(viewer.set("/ip/settings", "", { "rp-filter": "loose" }));
    assert.equal(refused.category, "missing-policy");
    assert.match(refused.message, /The user viewer is in the group read/);
    await viewer.close();
    const one = await reconnect();
    const gone = await failureOf(one.set("/ip/firewall/mangle", "*99", { comment: "a" }));
    assert.equal(gone.category, "gone");
    assert.equal((await failureOf(one.run("/system/nothing/at-all"))).category, "rejected");
  });

  it("does not know its policies where nobody tells them", async () => {
    await open();
    router.faults.add({
      kind: "trap",
      on: "/user/print",
      traps: [{ message: "not enough permissions (9)" }],
    });
    const one = await reconnect();
    assert.equal(one.policies, undefined);
    assert.equal(one.identity, "office-12");
  });

  it("comes back after a reboot, repeats what only reads, and nothing that may have been done", async () => {
    const one = await open();
    await router.reboot(50);
    assert.ok((await one.rows("/interface"))?.some(({ name }) => name === "ether1"));
    router.faults.add({ kind: "drop", when: "after", on: "/ip/settings/set" });
    const lost = await failureOf(one.set("/ip/settings", "", { "rp-filter": "loose" }));
    assert.deepEqual([lost.category, lost.mayHaveExecuted], ["unanswered", true]);
    assert.equal(router.commands.byPath()["/ip/settings/set"], 1);
  });

  it("leaves nothing open where it cannot be read, and after it was closed", async () => {
    await open();
    await connection?.close();
    assert.deepEqual(router.connections(), []);
    const refused = await failureOf(reconnect({ password: "wr0ng-word" }));
    assert.equal(refused.category, "refused-login");
    assert.ok(!refused.message.includes("wr0ng-word"));
    router.faults.add({
      kind: "trap",
      on: "/system/resource/print",
      traps: [{ message: "failure: no" }],
      times: 9,
    });
    assert.equal((await failureOf(reconnect())).category, "rejected");
    assert.deepEqual(router.connections(), []);
    await assert.rejects(connection?.rows("/interface") ?? Promise.reject(), /has been closed/);
  });
});
