import assert from "node:assert/strict";
import { connect } from "../../../provider/client/connect";
import { menus } from "../../../provider/menus";
import type { Menu } from "../../../provider/menus/language";
import { describeRouter } from "../../../provider/session/describe-router";
import { isRouterOsError } from "../../../provider/session/errors";
import { assertSameRouter } from "../../../provider/session/facts";
import { createRegistry, type Registry } from "../../../provider/session/registry";
import { parseSettings } from "../../../provider/session/settings";
import { type RouterOptions, type SimulatedRouter, startRouter } from "../../../simulator";

const password = "s3cret-word";
const mangle: Menu = menus.FirewallMangle;

describe("a session with a simulated router", () => {
  let router: SimulatedRouter;
  let registry: Registry;
  let settings: Record<string, string>;

  const start = async (options: RouterOptions = {}, config: Record<string, string> = {}) => {
    router = await startRouter({
      users: [
        { name: "pulumi", password },
        { name: "viewer", password, group: "read" },
      ],
      serialNumber: "HEX0123",
      ...options,
    });
    const port = String(router.tlsPort ?? router.port);
    settings = { host: "127.0.0.1", port, user: "pulumi", password, tls: "false", ...config };
    registry = createRegistry({ connect, env: () => ({}), mayWrite: async () => {} });
    registry.configure({ get: (key) => settings[key.replace("routeros:", "")] });
    return registry.sessionFor();
  };
  const rule = (comment: string) => ({ chain: "prerouting", action: "accept", comment });
  const count = (path: string) => router.commands.byPath()[path] ?? 0;
  const failureOf = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => assert.fail("it succeeded"),
      (error) => error,
    );
    assert.ok(isRouterOsError(error), `not a RouterOsError: ${error?.stack}`);
    return error;
  };

  afterEach(async () => {
    await registry?.closeAll();
    await router?.stop();
  });

  it("reads twelve menus for any number of resources with at most 16 commands", async () => {
    const session = await start();
    const chosen = Object.values<Menu>(menus).slice(0, 12);
    await Promise.all([
      ...Array.from({ length: 45 }, () => session.facts()),
      ...Array.from({ length: 450 }, (_, index) => session.rows(chosen[index % 12] ?? mangle)),
    ]);
    assert.ok(
      router.commands.count <= 16,
      `${router.commands.count}: ${JSON.stringify(router.commands.byPath())}`,
    );
  });

  it("reads every menu that has a kind", async () => {
    const session = await start();
    for (const menu of Object.values<Menu>(menus)) {
      const rows = await session.rows(menu);
      assert.ok(
        rows.every((row) => row.dynamic !== "true" && row.builtin !== "true"),
        menu.path,
      );
    }
  });

  it("does not fetch thousands of foreign dynamic rows, and keeps disabled static routes", async () => {
    const session = await start({ foreignRows: { "/ip/firewall/address-list": 2_000 } });
    router.config.add("/ip/firewall/address-list", { list: "ours", address: "192.0.2.1" });
    router.config.add("/ip/route", { "dst-address": "192.0.2.0/24", gateway: "10.0.0.1", disabled: "yes" });
    assert.equal((await session.rows(menus.FirewallAddressListEntry)).length, 1);
    assert.equal((await session.rows(menus.Route)).length, 1);
  });

  it("creates rows in parallel with one print and one read of a row each", async () => {
    const session = await start();
    const names = Array.from({ length: 30 }, (_, index) => `rule ${index}`);
    await Promise.all(
      names.map((name, rank) =>
        session.write({
          subject: name,
          menu: mangle,
          placement: { section: "main", rank, anchor: "bottom" },
          run: async (writer) => {
            await writer.rows(mangle);
            return writer.add(mangle, rule(name));
          },
        }),
      ),
    );
    const comments = (await session.rows(mangle)).map((row) => row.comment);
    assert.deepEqual(comments, names);
    assert.deepEqual([count(`${mangle.path}/add`), count(`${mangle.path}/print`)], [30, 31]);
    assert.deepEqual(
      router.config.print(mangle.path).map((row) => row.comment),
      names,
    );
  });

  for (const when of ["before", "after"] as const) {
    it(`never sends a write twice whose reply is lost (connection dropped ${when} it ran)`, async () => {
      const session = await start();
      router.faults.add({ kind: "drop", when, on: `${mangle.path}/add` });
      const seen = await session.write({
        subject: "FirewallMangle",
        menu: mangle,
        run: async (writer) => {
          const error = await failureOf(writer.add(mangle, rule("new")));
          assert.deepEqual([error.category, error.mayHaveExecuted], ["unanswered", true]);
          return (await writer.freshRows(mangle)).length;
        },
      });
      assert.equal(seen, when === "after" ? 1 : 0);
      assert.deepEqual([count(`${mangle.path}/add`), count("/login")], [1, 2]);
    });
  }

  it("reads again on a fresh connection after a reboot", async () => {
    const session = await start();
    await session.rows(mangle);
    await router.reboot(50);
    registry.forgetRows();
    assert.deepEqual(await session.rows(mangle), []);
  });

  it("removes, sets, unsets and moves rows, and takes a vanished row for removed", async () => {
    const session = await start();
    const write = <T>(run: Parameters<typeof session.write<T>>[0]["run"]) =>
      session.write({ subject: "FirewallMangle", menu: mangle, run });
    const [a, b] = await write(async (writer) => [
      await writer.add(mangle, { ...rule("a"), "src-address": "192.0.2.1" }),
      await writer.add(mangle, rule("b")),
    ]);
    const [idA = "", idB = ""] = [a?.[".id"], b?.[".id"]];
    const changed = await write((writer) => writer.set(mangle, idA, { "src-address": null, comment: "A" }));
    assert.deepEqual([changed["src-address"], changed.comment], [undefined, "A"]);
    const moved = await write((writer) => writer.move(mangle, [idB], idA));
    assert.deepEqual(
      moved.map((row) => row.comment),
      ["b", "A"],
    );
    router.config.remove(mangle.path, idA);
    await write((writer) => writer.remove(mangle, idA));
    await write((writer) => writer.remove(mangle, idB));
    assert.deepEqual(await session.rows(mangle), []);
  });

  it("says which policies the user has when RouterOS refuses a write", async () => {
    const session = await start({}, { user: "viewer" });
    const job = { subject: 'FirewallMangle "x"', menu: mangle };
    const { category, message } = await failureOf(
      session.write({ ...job, run: (writer) => writer.add(mangle, rule("x")) }),
    );
    assert.equal(category, "missing-policy");
    assert.match(
      message,
      /^FirewallMangle "x": .*The user viewer is in the group read with the policies .*read/,
    );
  });

  it("names version and menu where a menu is missing", async () => {
    const session = await start({ version: "6.49" });
    const { message } = await failureOf(session.rows(menus.RoutingTable));
    assert.match(message, /runs RouterOS 6\.49\S*, which has no menu \/routing\/table/);
  });

  it("says who tried and the ways out when the login is refused, once for all resources", async () => {
    const session = await start({}, { password: "wr0ng-word" });
    const failures = await Promise.all([1, 2, 3].map(() => failureOf(session.rows(mangle))));
    for (const { category, message } of failures) {
      assert.equal(category, "refused-login");
      assert.match(message, /user pulumi\. .*last successful pulumi up.*ROUTEROS_PASSWORD.*--run-program/);
      assert.ok(!message.includes("wr0ng-word"));
    }
    assert.equal(count("/login"), 1);
  });

  it("knows another router at the same address", async () => {
    const session = await start();
    const facts = await session.facts();
    assert.deepEqual([facts.fingerprint, facts.version], ["HEX0123", "7.21.5"]);
    assert.throws(() => assertSameRouter(session, facts, "OLD42"), /OLD42.*HEX0123/);
  });

  it("knows a CHR, which has no serial number, by its system id", async () => {
    const session = await start({ serialNumber: undefined, systemId: "7xQabc" });
    assert.equal((await session.facts()).fingerprint, "7xQabc");
  });

  it("describes a router for programs, over TLS with a pinned certificate", async () => {
    await start({ tls: true, identity: "office-12", interfaces: ["ether1", "ether2"] });
    const { certificate } = router;
    const tls = JSON.stringify({ fingerprint: certificate?.fingerprint });
    const parsed = parseSettings((key) => ({ ...settings, tls })[key.replace("routeros:", "")]);
    const own = parsed.routers.get("default");
    assert.ok(own);
    const described = await describeRouter(own);
    assert.equal(described.identity, "office-12");
    const names = described.interfaces.map(({ name }) => name);
    assert.ok(names.includes("ether1") && names.includes("ether2"), names.join());
    assert.ok(described.policies?.includes("write"));
    assert.deepEqual(router.connections(), []);
  });
});
