import assert from "node:assert/strict";
import type { Menu, Row } from "../../../provider/menus/language";
import type { Writer } from "../../../provider/session/contract";
import { isRouterOsError, RouterOsError } from "../../../provider/session/errors";
import { assertSameRouter } from "../../../provider/session/facts";
import { createLink } from "../../../provider/session/link";
import { type OpenSession, openSession } from "../../../provider/session/session";
import {
  type FakeRouter,
  fakeRouter,
  mangle,
  menuOf,
  route,
  routerSettings,
  secretProperty,
} from "./fake-router";

const rule = (id: string, comment: string, more: Record<string, string> = {}) => ({
  ".id": id,
  chain: "prerouting",
  action: "accept",
  comment,
  dynamic: "false",
  ...more,
});
const comments = (rows: readonly Row[]) => rows.map((row) => row.comment);
const print = "/ip/firewall/mangle/print";
const prints = (router: FakeRouter, menu = "/ip/firewall/mangle") =>
  router.log.filter(({ path, queries }) => path === `${menu}/print` && !queries?.[0]?.startsWith("?.id="))
    .length;

async function failureOf(work: Promise<unknown>): Promise<RouterOsError> {
  const error = await work.then(
    () => assert.fail("it succeeded"),
    (error) => error,
  );
  assert.ok(error instanceof RouterOsError, `not a RouterOsError: ${error?.stack}`);
  return error;
}

describe("a router session", () => {
  let router: FakeRouter;
  let session: OpenSession;
  const write = <T>(
    run: (writer: Writer) => Promise<T>,
    menu: Menu = mangle,
    subject = 'FirewallMangle "x"',
  ) => session.write({ subject, menu, run });

  beforeEach(() => {
    router = fakeRouter({
      "/ip/firewall/mangle": [
        rule("*1", "one"),
        rule("*2", "theirs", { dynamic: "true" }),
        rule("*3", "three"),
      ],
      "/ip/route": [{ ".id": "*80000001", "dst-address": "0.0.0.0/0", gateway: "1.1.1.1", disabled: "true" }],
    });
    session = openSession(routerSettings(), { connect: router.connect });
  });
  afterEach(async () => {
    await session.close();
    assert.equal(router.openConnections, 0, "a connection stayed open");
  });

  describe("reading", () => {
    it("serves all resources of a menu with one login and one print", async () => {
      const all = await Promise.all(Array.from({ length: 45 }, () => session.rows(mangle)));
      await session.rows(mangle);
      for (const rows of all) assert.deepEqual(comments(rows), ["one", "three"]);
      // Two more commands tell the version: RouterOS 6 is asked in another form.
      assert.deepEqual([router.logins, router.log.length], [1, 3]);
    });

    it("asks only for what the menu describes, and leaves dynamic rows out on the router", async () => {
      await session.rows(mangle);
      assert.deepEqual(router.log.at(-1), {
        path: print,
        attributes: { ".proplist": ".id,chain,action,comment,disabled,dynamic" },
        queries: ["?dynamic=true", "?#!"],
      });
    });

    it("keeps disabled static routes, which have no dynamic property", async () => {
      assert.deepEqual((await session.rows(route)).length, 1);
    });

    it("leaves out builtin and default rows where the menu says they are foreign", async () => {
      router.menus.set("/interface/list", [
        { ".id": "*2000010", name: "all", builtin: "true" },
        { ".id": "*1", name: "WAN", builtin: "false" },
      ]);
      const lists = menuOf("/interface/list", ["name"], { foreignFlags: ["dynamic", "builtin"] });
      assert.deepEqual(
        (await session.rows(lists)).map((row) => row.name),
        ["WAN"],
      );
    });

    it("prints a menu whole when a second description of it asks for more, and never a third time", async () => {
      await session.rows(mangle);
      const other = menuOf("/ip/firewall/mangle", ["chain", "protocol"], { foreignFlags: [] });
      const third = menuOf("/ip/firewall/mangle", ["srcAddress"], { foreignFlags: ["dynamic"] });
      assert.equal((await session.rows(other)).length, 3);
      assert.deepEqual(comments(await session.rows(third)), ["one", "three"]);
      await session.rows(mangle);
      assert.equal(router.count(print), 2);
      assert.deepEqual(router.log.at(-1), { path: print });
    });

    it("says so where a menu is one object of settings, which has no id", async () => {
      router.menus.set("/tool/graphing", [{ "store-every": "5min" }]);
      const { category, message } = await failureOf(session.rows(menuOf("/tool/graphing", ["storeEvery"])));
      assert.equal(category, "rejected");
      assert.match(
        message,
        /^\/tool\/graphing on router 10\.0\.0\.1:8728 is one object of settings and has no rows/,
      );
    });

    it("reads again after a failed read", async () => {
      router.fail(print, new RouterOsError("rejected", "no", { routerSays: "action failed (6)" }));
      await failureOf(session.rows(mangle));
      assert.equal((await session.rows(mangle)).length, 2);
    });

    it("names version and menu when the router does not have it", async () => {
      const tables = menuOf("/routing/table", ["name"], { since: "7.0", kind: "RoutingTable" });
      const { category, message } = await failureOf(session.rows(tables));
      assert.equal(category, "rejected");
      assert.equal(
        message,
        "Router 10.0.0.1:8728 runs RouterOS 7.21.5, which has no menu /routing/table (RouterOS has it since 7.0); RoutingTable needs it.",
      );
    });
  });

  describe("credentials", () => {
    const clients = menuOf("/interface/pppoe-client", ["name"], { hidesSecretsSince: "7.21" });
    const clientPrint = "/interface/pppoe-client/print";
    const asked = () =>
      router.log
        .filter(({ path }) => path === clientPrint)
        .map(({ attributes }) => attributes?.["show-sensitive"] !== undefined);
    beforeEach(() => void router.menus.set(clients.path, [{ ".id": "*1", name: "isp1" }]));

    it("are asked for where RouterOS would not print them else", async () => {
      await session.rows(clients);
      assert.deepEqual(asked(), [true]);
    });

    for (const [category, says] of [
      ["rejected", "unknown parameter show-sensitive"],
      ["missing-policy", "not enough permissions (9)"],
    ] as const) {
      it(`are done without where the router says "${says}", and it is not asked a second time`, async () => {
        router.menus.set("/user/group", [{ ".id": "*1", name: "ops", policy: "read,api,sensitive" }]);
        router.fail(clientPrint, new RouterOsError(category, "no", { routerSays: says }));
        assert.equal((await session.rows(clients)).length, 1);
        session.forgetRows();
        await session.rows(clients);
        assert.deepEqual(asked(), [true, false, false]);
        const { sight, because } = await session.secretSight();
        assert.equal(sight, "unknown");
        assert.ok(because?.includes(`RouterOS refuses show-sensitive with "${says}"`), because);
      });
    }

    it("are not blamed for a print that fails for another reason", async () => {
      const refusal = () =>
        new RouterOsError("missing-policy", "no", { routerSays: "not enough permissions (9)" });
      router.fail(clientPrint, refusal());
      router.fail(clientPrint, refusal());
      assert.equal((await failureOf(session.rows(clients))).category, "missing-policy");
      await session.rows(clients);
      assert.deepEqual(asked(), [true, false, true]);
    });

    it("are withheld from a user without sensitive, which is asked once and told with the command", async () => {
      const [{ sight, because }] = await Promise.all([session.secretSight(), session.secretSight()]);
      assert.equal(sight, "withheld");
      assert.match(
        because ?? "",
        /^the API user pulumi of router 10\.0\.0\.1:8728 lacks the policy sensitive\. .*: \/user\/group\/set ops policy=read,api,sensitive$/,
      );
      assert.deepEqual([router.count("/user/print"), router.count("/user/group/print")], [1, 1]);
    });

    it("are shown to a user with sensitive, and nobody knows where the router lists no such user", async () => {
      router.menus.set("/user/group", [{ ".id": "*1", name: "ops", policy: "read,api,sensitive" }]);
      assert.deepEqual(await session.secretSight(), { sight: "shown" });
      await session.close();
      session = openSession(routerSettings(), { connect: router.connect });
      router.menus.set("/user", []);
      const { sight, because } = await session.secretSight();
      assert.equal(sight, "unknown");
      assert.match(because ?? "", /does not tell the policies of the API user pulumi \(a RADIUS user\?\)/);
    });

    it("of a router that cannot be reached are no question of policies", async () => {
      router.failLogin(new RouterOsError("unreachable", "away"));
      assert.equal((await failureOf(session.secretSight())).category, "unreachable");
    });
  });

  describe("writing", () => {
    it("patches what was read: many creates, one print, one read of a row each", async () => {
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          write(async (writer) => {
            await writer.rows(mangle);
            return writer.add(mangle, { chain: "forward", comment: `new ${index}`, disabled: null });
          }),
        ),
      );
      assert.equal((await session.rows(mangle)).length, 22);
      // The other two commands tell the version.
      assert.deepEqual([prints(router), router.count(print), router.log.length], [1, 21, 43]);
    });

    it("puts a row added before another there in the cache too", async () => {
      await session.rows(mangle);
      await write((writer) => writer.add(mangle, { chain: "forward", comment: "two", "place-before": "*3" }));
      assert.deepEqual(comments(await session.rows(mangle)), ["one", "two", "three"]);
      assert.equal(prints(router), 1);
    });

    it("gives the row as RouterOS keeps it, and unsets with =!name=", async () => {
      const row = await write((writer) => writer.set(mangle, "*1", { comment: null, action: "drop" }));
      assert.deepEqual([row.comment, row.action], [undefined, "drop"]);
      const { attributes } = router.log.find(({ path }) => path.endsWith("/set")) ?? {};
      assert.deepEqual(attributes, { "!comment": "", action: "drop", ".id": "*1" });
    });

    it("takes the removal of a row that is gone for success", async () => {
      await session.rows(mangle);
      router.menus.get("/ip/firewall/mangle")?.shift();
      await write((writer) => writer.remove(mangle, "*1"));
      await write((writer) => writer.remove(mangle, "*3"));
      assert.deepEqual(await session.rows(mangle), []);
      assert.equal(prints(router), 1);
    });

    it("reads the order again after a move, because a vanished destination is no error to RouterOS", async () => {
      await session.rows(mangle);
      const rows = await write((writer) => writer.move(mangle, ["*1"], "*99"));
      assert.deepEqual(comments(rows), ["three", "one"]);
      assert.equal(prints(router), 2);
    });

    it("applies a patch to a print that was under way when the row was written", async () => {
      router.latency = 5;
      const added = write((writer) => writer.add(mangle, { chain: "forward", comment: "new" }));
      while (!router.log.some(({ path }) => path.endsWith("/add"))) await new Promise(setImmediate);
      await session.rows(mangle);
      await added;
      assert.deepEqual(comments(await session.rows(mangle)), ["one", "three", "new"]);
    });

    it("says resource, row and RouterOS's words when a write is refused, and reads the menu again", async () => {
      await session.rows(mangle);
      router.fail(
        "/ip/firewall/mangle/set",
        new RouterOsError("rejected", 'RouterOS on 10.0.0.1:8728 rejected it: "bad"', { routerSays: "bad" }),
      );
      const { message, routerSays } = await failureOf(
        write((writer) => writer.set(mangle, "*1", { chain: "x" })),
      );
      assert.equal(
        message,
        'FirewallMangle "x", row *1 of /ip/firewall/mangle: RouterOS on 10.0.0.1:8728 rejected it: "bad"',
      );
      assert.equal(routerSays, "bad");
      await session.rows(mangle);
      assert.equal(prints(router), 2);
    });

    it("says that a menu takes no rows where RouterOS has no add there", async () => {
      const says = { routerSays: "no such command" };
      router.fail("/ip/firewall/mangle/add", new RouterOsError("rejected", "no", says));
      const { category, message } = await failureOf(write((writer) => writer.add(mangle, { comment: "x" })));
      assert.equal(category, "rejected");
      assert.match(
        message,
        /^FirewallMangle "x": \/ip\/firewall\/mangle has no rows that can be added: RouterOS says "no such command" to \/ip\/firewall\/mangle\/add\.$/,
      );
    });

    it("tells the policies of our user when RouterOS refuses for want of one", async () => {
      const refusal = new RouterOsError("missing-policy", "not enough permissions (9).");
      router.fail("/ip/firewall/mangle/add", refusal);
      const { message } = await failureOf(write((writer) => writer.add(mangle, { chain: "forward" })));
      assert.match(message, /The user pulumi is in the group ops with the policies read, api\./);
    });

    it("masks secrets that RouterOS quotes", async () => {
      const clients = menuOf("/interface/pppoe-client", ["name"], { kind: "PppoeClient" });
      const menu: Menu = { ...clients, properties: { ...clients.properties, password: secretProperty } };
      router.menus.set(menu.path, []);
      router.fail(`${menu.path}/add`, new RouterOsError("rejected", 'RouterOS says "what is hunter22?"'));
      const work = write(
        (writer) => writer.add(menu, { name: "isp1", password: "hunter22" }),
        menu,
        "PppoeClient",
      );
      assert.match((await failureOf(work)).message, /what is \*\*\*\?/);
    });
  });

  describe("a lost reply", () => {
    for (const fault of ["lost-before", "lost-after"] as const) {
      it(`of a write (${fault}) is never sent twice; the next read asks the router`, async () => {
        await session.rows(mangle);
        router.fail("/ip/firewall/mangle/add", fault);
        const after = await write(async (writer) => {
          const error = await failureOf(writer.add(mangle, { chain: "forward", comment: "new" }));
          assert.ok(isRouterOsError(error, "unanswered") && error.mayHaveExecuted);
          return comments(await writer.rows(mangle));
        });
        assert.deepEqual(after, fault === "lost-after" ? ["one", "three", "new"] : ["one", "three"]);
        assert.deepEqual([router.count("/ip/firewall/mangle/add"), router.logins], [1, 2]);
      });
    }

    it("of a read is read once more on a fresh connection", async () => {
      router.fail(print, "lost-before");
      assert.equal((await session.rows(mangle)).length, 2);
      assert.equal(router.logins, 2);
    });

    it("of a read that comes twice is told", async () => {
      router.fail(print, "lost-before");
      router.fail(print, "lost-before");
      assert.equal((await failureOf(session.rows(mangle))).category, "unanswered");
    });

    it("of the read after a write counts as an unanswered write", async () => {
      for (let time = 0; time < 2; time += 1) router.fail(print, "lost-before");
      const error = await failureOf(write((writer) => writer.add(mangle, { chain: "forward" })));
      assert.deepEqual([error.category, error.mayHaveExecuted], ["unanswered", true]);
    });
  });

  describe("the connection", () => {
    it("is made again, patiently, when the router is away for a moment", async () => {
      await session.rows(mangle);
      router.failLogin(new RouterOsError("unreachable", "refused"));
      router.fail("/ip/route/print", "lost-before");
      assert.equal((await session.rows(route)).length, 1);
      assert.equal(router.logins, 3);
    });

    it("is tried once for all resources when the login is refused, and says the ways out", async () => {
      router.failLogin(new RouterOsError("refused-login", "10.0.0.1:8728 refused the login."));
      const errors = await Promise.all([failureOf(session.rows(mangle)), failureOf(session.rows(route))]);
      errors.push(await failureOf(session.facts()));
      for (const { category, message } of errors) {
        assert.equal(category, "refused-login");
        assert.match(message, /Tried: host 10\.0\.0\.1, port 8728 in plain text, user pulumi/);
        assert.match(message, /refresh and destroy still use the settings of that update/);
        assert.match(message, /ROUTEROS_PASSWORD.*pulumi up --refresh=false.*--run-program/s);
        assert.ok(!message.includes("s3cret-word"));
      }
      assert.equal(router.logins, 1);
    });

    it("repeats what a busy router did not do, until the deadline", async () => {
      const busy = () => new RouterOsError("busy", "busy");
      router.fail("/ip/firewall/mangle/remove", busy());
      router.fail("/ip/firewall/mangle/remove", busy());
      await write((writer) => writer.remove(mangle, "*1"));
      assert.equal(router.count("/ip/firewall/mangle/remove"), 3);
    });

    it("does not repeat a write that a busy router may have done", async () => {
      router.fail("/ip/firewall/mangle/add", new RouterOsError("busy", "busy", { mayHaveExecuted: true }));
      const error = await failureOf(write((writer) => writer.add(mangle, { chain: "forward" })));
      assert.deepEqual([error.category, router.count("/ip/firewall/mangle/add")], ["busy", 1]);
    });

    it("ends when nobody used it for a while, and not while it is held", async () => {
      const times = { idle: 20, rememberRefused: 0, rememberUnreachable: 0 };
      const link = createLink(routerSettings(), router.connect, times);
      const pause = () => new Promise((resolve) => setTimeout(resolve, 60));
      const read = () => link.read({ path: print });
      const release = link.hold();
      await read();
      await pause();
      assert.equal(router.openConnections, 1);
      release();
      await pause();
      assert.equal(router.openConnections, 0);
      await read();
      assert.equal(router.logins, 2);
      await link.close();
    });

    it("is not made again after the session was closed", async () => {
      await session.close();
      assert.equal((await failureOf(session.rows(mangle))).category, "cancelled");
      assert.equal(router.logins, 0);
    });

    it("names a certificate file that cannot be read", async () => {
      const settings = { ...routerSettings(), tls: { caFile: "no-such-file.pem" } };
      const other = openSession(settings, { connect: router.connect });
      const { category, message } = await failureOf(other.rows(mangle));
      assert.equal(category, "settings");
      assert.match(message, /routeros:tls \(caFile\).*no-such-file\.pem/);
    });
  });

  describe("facts", () => {
    it("are read once, with two commands where there is a serial number", async () => {
      const [facts] = await Promise.all([session.facts(), session.facts()]);
      assert.deepEqual(facts, { version: "7.21.5", boardName: "hEX", fingerprint: "HEX0123" });
      assert.equal(router.log.length, 2);
    });

    it("take the software id, else the system id, where there is no board", async () => {
      router.menus.delete("/system/routerboard");
      assert.equal((await session.facts()).fingerprint, "ABCD-1234");
      router.menus.set("/system/license", [{ "system-id": "7xQ" }]);
      const chr = openSession(routerSettings(), { connect: router.connect });
      assert.equal((await chr.facts()).fingerprint, "7xQ");
      assert.equal(router.log.length, 6);
      await chr.close();
    });

    it("refuse another router, naming both and the command that accepts it", async () => {
      const facts = await session.facts();
      const check = async (stored?: string) => assertSameRouter(session, facts, stored, 'Script "x"');
      const { category, message } = await failureOf(check("OLD42"));
      assert.equal(category, "wrong-router");
      assert.match(message, /^Script "x": router 10\.0\.0\.1:8728 is not the one in the state/);
      assert.match(
        message,
        /belongs to OLD42, and HEX0123 \(hEX, RouterOS 7\.21\.5\) answers\. Nothing was changed/,
      );
      assert.match(message, /pulumi config set routeros:replacedRouter HEX0123 && pulumi up --run-program/);
      await check("HEX0123");
      await check(undefined);
    });

    it("accept exactly the hardware that the settings name", async () => {
      const facts = await session.facts();
      const accepts = (replacedRouter: string) => () =>
        assertSameRouter({ name: "hub", label: "hub (10.0.0.1:8728)", replacedRouter }, facts, "OLD42");
      assert.doesNotThrow(accepts("HEX0123"));
      assert.throws(
        accepts("true"),
        /pulumi config set --path routeros:routers\.hub\.replacedRouter HEX0123/,
      );
    });
  });
});
