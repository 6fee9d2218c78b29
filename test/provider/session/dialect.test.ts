import assert from "node:assert/strict";
import { menus } from "../../../provider/menus";
import type { Menu } from "../../../provider/menus/language";
import { dialectOf, speaking } from "../../../provider/session/dialect";

const commandTo6 = (menu: Menu, verb: string, attributes: Record<string, string>) => {
  const dialect = dialectOf(menu, "6.49.18 (long-term)") ?? assert.fail("no dialect");
  return dialect.command({ path: `${menu.path}/${verb}`, attributes });
};
const rowFrom6 = (menu: Menu, row: Record<string, string>) =>
  (dialectOf(menu, "6.49.18") ?? assert.fail("no dialect")).row(row);

describe("the dialect of RouterOS 6", () => {
  const route: Menu = menus.Route;

  it("has routing rules elsewhere, whatever is done with them", () => {
    for (const verb of ["print", "add", "set", "remove", "move"])
      assert.equal(commandTo6(menus.RoutingRule, verb, {}).path, `/ip/route/rule/${verb}`);
  });

  it("says the table of a route by its mark, and main by none", () => {
    assert.deepEqual(commandTo6(route, "add", { "routing-table": "ISP1" }).attributes, {
      "routing-mark": "ISP1",
    });
    assert.deepEqual(commandTo6(route, "add", { "routing-table": "main", comment: "a" }).attributes, {
      comment: "a",
    });
    assert.deepEqual(commandTo6(route, "set", { "routing-table": "main" }).attributes, {
      "!routing-mark": "",
    });
    assert.equal(rowFrom6(route, { ".id": "*1", "routing-mark": "ISP1" })["routing-table"], "ISP1");
    const main = rowFrom6(route, { ".id": "*1" });
    assert.deepEqual([main["routing-table"], "routing-mark" in main], ["main", false]);
  });

  it("says blackhole by the type, and shows other types as they are", () => {
    assert.deepEqual(commandTo6(route, "add", { blackhole: "" }).attributes, { type: "blackhole" });
    assert.deepEqual(commandTo6(route, "set", { "!blackhole": "" }).attributes, { type: "unicast" });
    assert.equal(rowFrom6(route, { type: "blackhole" }).blackhole, "");
    assert.equal(rowFrom6(route, { type: "unicast" }).blackhole, undefined);
    assert.equal(rowFrom6(route, {}).blackhole, undefined);
    assert.equal(rowFrom6(route, { type: "prohibit" }).blackhole, "prohibit");
  });

  it("says that a gateway is not checked by nothing", () => {
    assert.deepEqual(commandTo6(route, "set", { "check-gateway": "none" }).attributes, {
      "!check-gateway": "",
    });
    assert.deepEqual(commandTo6(route, "set", { "check-gateway": "ping" }).attributes, {
      "check-gateway": "ping",
    });
    assert.equal(rowFrom6(route, { "check-gateway": "ping" })["check-gateway"], "ping");
  });

  it("prints disabled routes whole", () => {
    const { distance, scope, "target-scope": target } = rowFrom6(route, { disabled: "true", distance: "5" });
    assert.deepEqual([distance, scope, target], ["5", "30", "10"]);
  });

  it("asks for properties by the names they have there", () => {
    const { attributes } = commandTo6(route, "print", {
      ".proplist": ".id,comment,routing-table,blackhole,distance",
    });
    assert.deepEqual(attributes, { ".proplist": ".id,comment,routing-mark,type,distance" });
  });

  it("writes dates with the month first, before 7.10", () => {
    const scheduler: Menu = menus.Scheduler;
    const start = { "start-date": "1970-01-01" };
    assert.deepEqual(commandTo6(scheduler, "add", start).attributes, { "start-date": "jan/01/1970" });
    const { attributes } =
      dialectOf(scheduler, "7.9.2")?.command({ path: "/system/scheduler/set", attributes: start }) ?? {};
    assert.deepEqual(attributes, { "start-date": "jan/01/1970" });
    assert.equal(dialectOf(scheduler, "7.10"), undefined);
  });

  it("writes what a probe of today would have where there is no unset", () => {
    const netwatch: Menu = menus.Netwatch;
    assert.deepEqual(commandTo6(netwatch, "set", { "!interval": "", "!up-script": "" }).attributes, {
      interval: "10s",
      "up-script": "",
    });
    const { attributes = {} } = commandTo6(netwatch, "add", { host: "192.0.2.1", interval: "1m" });
    assert.deepEqual([attributes.host, attributes.interval, attributes.timeout], ["192.0.2.1", "1m", "3s"]);
  });

  it("leaves alone what is no property: ids, places, queries", () => {
    const dialect = dialectOf(menus.RoutingRule, "6.49") ?? assert.fail();
    const command = {
      path: "/routing/rule/add",
      attributes: { "place-before": "*1", table: "main" },
      deadline: 5,
    };
    assert.deepEqual(dialect.command(command), { ...command, path: "/ip/route/rule/add" });
    const print = { path: "/routing/rule/print", queries: ["?.id=*1"] };
    assert.deepEqual(dialect.command(print), { ...print, path: "/ip/route/rule/print" });
  });

  it("is not spoken to RouterOS 7, nor to a version nobody can read", () => {
    for (const version of ["7.12.2", "7.24", "unheard-of"])
      for (const menu of Object.values<Menu>(menus))
        assert.equal(dialectOf(menu, version), undefined, menu.path);
  });

  it("is asked for whole rows, because a list of names is read only up to the first unknown one", async () => {
    for (const [version, attributes] of [
      ["6.49", undefined],
      ["7.12.2", { ".proplist": ".id,name,source" }],
    ] as const) {
      const sent: unknown[] = [];
      const speak = speaking(
        async (command) => {
          sent.push(command.attributes);
          return { rows: [] };
        },
        async () => version,
      );
      await speak(menus.Script, {
        path: "/system/script/print",
        attributes: { ".proplist": ".id,name,source" },
      });
      assert.deepEqual(sent, [attributes], version);
    }
  });

  it("keeps what else a print is told", async () => {
    const sent: unknown[] = [];
    const speak = speaking(
      async (command) => {
        sent.push(command);
        return { rows: [{ ".id": "*1" }] };
      },
      async () => "6.49",
    );
    const attributes = { ".proplist": ".id,comment", detail: "" };
    const { rows } = await speak(route, { path: "/ip/route/print", attributes, queries: ["?dynamic=true"] });
    assert.deepEqual(sent, [
      { path: "/ip/route/print", attributes: { detail: "" }, queries: ["?dynamic=true"] },
    ]);
    assert.equal(rows[0]?.["routing-table"], "main");
  });
});
