/** What holds for the plan of every office. */
import assert from "node:assert/strict";
import { addCommand } from "pulumi-routeros-provider";
import { routerOsVersions } from "../../../simulator/config/contract";
import { schemaFor } from "../../../simulator/config/schema";
import { leastVersion, numberOf, parseDualWan } from "../../../src/failover/args";
import { slug } from "../../../src/failover/component/dual-wan-failover";
import { parts, planDualWan, type RowStep } from "../../../src/failover/plan";
import { placeholder } from "../../../src/failover/plan/placeholder";
import { always, type Planned, predecessors, textOf } from "../support/plans";

const duplicates = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) < index);

const ofKind = ({ rows }: Planned, kind: RowStep["kind"]): readonly RowStep[] =>
  rows.filter((row) => row.kind === kind);

const isDefault = (row: RowStep): boolean =>
  row.kind === "Route" && ["", "0.0.0.0/0"].includes(textOf(row, "dstAddress"));

/** Names without the "!" of "not". */
const bare = (name: string): string => name.replace(/^!/, "");

describe("in the plan of every office", () => {
  describe("names:", () => {
    always("no two steps have one key, nor one name among Pulumi's resources", ({ steps }) => {
      assert.deepEqual(duplicates(steps.map(({ key }) => key)), []);
      assert.deepEqual(duplicates(steps.map(({ key }) => slug(key))), []);
    });

    always(
      "no two rows of a menu are the same to the router, nor to a script that looks for a comment",
      ({ rows }) => {
        const known = rows.flatMap((row) => {
          const say = (...names: string[]) =>
            `${row.kind} ${names.map((name) => textOf(row, name)).join(" ")}`;
          switch (row.kind) {
            case "FirewallAddressListEntry":
              return [say("list", "address")];
            case "InterfaceListMember":
              return [say("list", "interface")];
            case "IpAddress":
              return [say("address", "interface")];
            case "DhcpClient":
              return [say("interface")];
            // A tunnel's comment says whose line it is on; there may be several.
            case "GreTunnel":
              return [say("name")];
            default:
              return [say(row.args.name === undefined ? "comment" : "name")];
          }
        });
        assert.deepEqual(duplicates(known), []);
      },
    );

    always("every row says why it is there", ({ steps }) => {
      for (const { key, reason } of steps) assert.match(reason, /^.{10,}[.?]$/s, key);
    });
  });

  describe("order:", () => {
    always("what a step comes after is there, and before it", ({ steps }) => {
      const done = new Set<string>();
      for (const { key, after } of steps) {
        for (const before of after) assert.ok(done.has(before), `${key} comes after ${before}`);
        done.add(key);
      }
    });

    always("parts come in their order", ({ steps }) => {
      const places = steps.map(({ part }) => parts.indexOf(part));
      assert.deepEqual(
        places,
        [...places].sort((left, right) => left - right),
      );
    });

    always(
      "whatever a row names on the router is made before it, also where steps run beside each other",
      (planned) => {
        const before = predecessors(planned.steps);
        for (const row of planned.rows)
          for (const maker of makersOf(planned, row))
            assert.ok(before.get(row.key)?.has(maker.key), `${row.key} names what ${maker.key} makes`);
      },
    );

    always("packets are sent into a table when its ways out and its end are there", (planned) => {
      const before = predecessors(planned.steps);
      for (const row of planned.rows)
        for (const table of tablesUsed(planned, row))
          for (const route of routesOf(planned, table))
            assert.ok(before.get(row.key)?.has(route.key), `${row.key} comes after ${route.key}`);
    });

    always("an office gets a default route when its translation is there", (planned) => {
      const before = predecessors(planned.steps);
      for (const { number, name } of planned.office.lines) {
        const { names } = planned.office;
        assert.ok(before.get(names.gateway(number))?.has(names.ofLine(name, "NAT")));
      }
    });

    always("the first run comes after everything but the schedule, which comes after it", ({ steps }) => {
      const before = predecessors(steps);
      const index = steps.findIndex(({ is }) => is === "run");
      const scheduled = steps.slice(index + 1);
      assert.ok(scheduled.length > 0);
      assert.deepEqual(
        [...(before.get("First run") ?? [])].sort(),
        steps
          .slice(0, index)
          .map(({ key }) => key)
          .sort(),
      );
      for (const step of scheduled) {
        assert.equal(step.is === "row" && step.kind, "Scheduler");
        assert.ok(before.get(step.key)?.has("First run"), step.key);
      }
      assert.ok(steps.slice(0, index).every((step) => step.is !== "row" || step.kind !== "Scheduler"));
    });

    always("the rules of a section are kept in the order in which they are planned", ({ rows, orders }) => {
      for (const { section, kind, rules, key } of orders) {
        const placed = rows.filter((row) => row.kind === kind && row.args.section === section);
        assert.deepEqual(
          placed.map((row) => row.key),
          rules,
          key,
        );
        const ranks = placed.map(({ args }) => Number(args.rank));
        assert.deepEqual(
          ranks,
          [...new Set(ranks)].sort((left, right) => left - right),
          key,
        );
      }
      for (const row of rows)
        if (row.args.section !== undefined)
          assert.ok(
            orders.some(({ section, kind }) => section === row.args.section && kind === row.kind),
            row.key,
          );
    });
  });

  describe("RouterOS:", () => {
    always("every row can be added to a router that the office is for", ({ office, rows }) => {
      const family = routerOsVersions.filter((version) => version.startsWith(`${office.dialect}.`));
      const fit = family.filter((version) => numberOf(version) >= numberOf(leastVersion(office)));
      // Of all offices together every version has its share.
      const version = fit[rows.length % fit.length] as (typeof fit)[number];
      const schema = schemaFor(version);
      for (const { kind, args, key } of rows) {
        const { path, attributes } = addCommand(kind, args, version);
        const menu = schema.get(path);
        assert.ok(menu, `${key}: RouterOS ${version} has no ${path}`);
        for (const [name] of attributes)
          assert.ok(menu.addArguments.has(name), `${key}: ${path} of RouterOS ${version} has no ${name}`);
      }
    });

    always("a mark has its table: in RouterOS 7 by its name, in 6 by a rule", (planned) => {
      const { office } = planned;
      const marks = new Set(ofKind(planned, "FirewallMangle").map((row) => textOf(row, "newRoutingMark")));
      for (const mark of marks) {
        if (mark === "") continue;
        const table =
          office.dialect === 7
            ? mark
            : textOf(
                ofKind(planned, "RoutingRule").find((row) => row.args.routingMark === mark) as RowStep,
                "table",
              );
        assert.ok(table === "main" || routesOf(planned, table).length >= 2, `mark ${mark}, table ${table}`);
      }
    });

    always("a connection mark that is asked for is given by a rule before", (planned) => {
      const given = new Set<string>();
      for (const row of planned.rows) {
        const asked = bare(textOf(row, "connectionMark"));
        if (row.kind === "FirewallMangle" && asked !== "" && asked !== "no-mark")
          assert.ok(given.has(asked), `${row.key}: ${asked}`);
        given.add(textOf(row, "newConnectionMark"));
      }
    });

    always(
      "what comes in from inside is sent by a line only if it goes neither to the router nor inside",
      (planned) => {
        const { office } = planned;
        const inside = ofKind(planned, "FirewallAddressListEntry")
          .filter(({ args }) => args.list === office.names.localList)
          .map((row) => textOf(row, "address"));
        assert.deepEqual(inside, office.lan.networks);
        const sending = ofKind(planned, "FirewallMangle").filter(
          ({ args }) => args.chain === "prerouting" && args.action === "mark-routing",
        );
        assert.equal(sending.length, office.lines.length);
        for (const { key, args } of sending) {
          assert.equal(args.inInterfaceList, `!${office.lan.wanList}`, key);
          assert.equal(args.dstAddressType, "!local", key);
          assert.equal(args.dstAddressList, `!${office.names.localList}`, key);
        }
        // A mark that decides the way must not be given to a connection that stays inside, either.
        for (const { args, key } of ofKind(planned, "FirewallMangle"))
          if (
            args.chain === "prerouting" &&
            args.action === "mark-connection" &&
            args.inInterface === undefined
          )
            assert.equal(args.dstAddressList, `!${office.names.localList}`, key);
      },
    );

    always("no two default routes of a table have one distance", (planned) => {
      const own = planned.rows.filter(isDefault).map((row) => {
        const table = textOf(row, "routingTable") || "main";
        return `${table} ${textOf(row, "distance")}`;
      });
      const brought = planned.rows
        .filter(({ args }) => args.defaultRouteDistance !== undefined)
        .map((row) => `main ${textOf(row, "defaultRouteDistance")}`);
      assert.deepEqual(duplicates([...own, ...brought]), []);
    });

    always("no two routes to one host have one distance", ({ rows }) => {
      const routes = rows
        .filter((row) => row.kind === "Route" && !isDefault(row))
        .map((row) => `${textOf(row, "dstAddress")} ${textOf(row, "distance") || "1"}`);
      assert.deepEqual(duplicates(routes), []);
    });

    always("the table of each line leads out by the line, and else nowhere", (planned) => {
      const { office } = planned;
      for (const line of office.lines) {
        const [way, end, ...more] = routesOf(planned, office.names.table(line.name));
        assert.ok(way !== undefined && end !== undefined && more.length === 0, line.name);
        assert.match(textOf(way, "gateway"), new RegExp(`(^|%)${line.interface}$`));
        assert.equal(end.args.blackhole, true);
        assert.ok(Number(end.args.distance) > Number(way.args.distance));
        assert.equal(end.args.disabled, undefined);
      }
    });
  });

  describe("before addresses are known:", () => {
    always(
      "a row that waits for one is off, and the router's business; no other row is off",
      ({ office, rows }) => {
        for (const row of rows) {
          const { key, kind, args } = row;
          const waiting = Object.keys(args).filter((name) => holdsStandIn(office, args[name]));
          // A tunnel from an address that nobody has carries nothing, and the router has no rule that would use it.
          const owned = (args.runtimeOwned ?? []) as readonly string[];
          if (kind === "Script" || kind === "DhcpClient" || kind === "PppProfile") continue;
          for (const name of waiting) assert.ok(owned.includes(name), `${key}: ${name}`);
          if (kind === "GreTunnel" || kind === "IpsecPolicy") assert.equal(args.disabled, undefined, key);
          else assert.equal(args.disabled === true, waiting.length > 0, key);
          if (args.disabled === true) assert.ok(owned.includes("disabled"), key);
        }
      },
    );

    always("translation is on from the beginning", (planned) => {
      const { office } = planned;
      for (const { name } of office.lines) {
        const nat = planned.rows.find(({ key }) => key === office.names.ofLine(name, "NAT"));
        assert.equal(nat?.args.disabled, undefined);
        assert.ok(nat?.args.action === "masquerade" || nat?.args.toAddresses !== undefined);
      }
    });

    always("a list has its addresses before the rule that drops what is not in it", (planned) => {
      const { office, steps } = planned;
      const before = predecessors(steps);
      for (const row of ofKind(planned, "FirewallFilter")) {
        if (row.args.chain !== "output") continue;
        const entries = ofKind(planned, "FirewallAddressListEntry").filter(
          ({ args }) => `!${args.list}` === row.args.srcAddressList,
        );
        assert.ok(entries.length > 0, row.key);
        for (const entry of entries)
          assert.ok(before.get(row.key)?.has(entry.key), `${row.key}: ${entry.key}`);
      }
      assert.equal(
        ofKind(planned, "FirewallFilter").filter(({ args }) => args.chain === "output").length,
        office.sourceGuard ? office.lines.length : 0,
      );
    });
  });

  describe("choices:", () => {
    always("FastTrack is for connections without a mark, however that is put", (planned) => {
      const { office, rows } = planned;
      const own = rows.find(({ args }) => args.action === "fasttrack-connection");
      const accepting = rows.find(({ args }) => args.anchor === "before-fasttrack");
      if (office.lan.fastTrackRule !== undefined) {
        assert.equal(own?.args.connectionMark, "no-mark");
        assert.equal(own.args.comment, office.lan.fastTrackRule);
        assert.equal(own.retain, true);
        assert.equal(accepting, undefined);
      } else {
        assert.equal(own, undefined);
        assert.equal(accepting?.args.action, "accept");
        assert.equal(accepting.args.connectionMark, "!no-mark");
        assert.deepEqual(accepting.args.connectionState, ["established", "related"]);
      }
    });

    always(
      'connections from inside are marked as they leave with flows "pin", and else only where pinned',
      (planned) => {
        const { office } = planned;
        const leaving = ofKind(planned, "FirewallMangle").filter(
          ({ args }) => args.action === "mark-connection" && args.outInterface !== undefined,
        );
        assert.deepEqual(
          leaving.map(
            ({ args }) => `${args.chain} ${args.outInterface} ${args.connectionState} ${args.connectionMark}`,
          ),
          office.flows === "follow"
            ? []
            : ["forward", "postrouting"].flatMap((chain) =>
                office.lines.map((line) => `${chain} ${line.interface} new no-mark`),
              ),
        );
      },
    );

    always(
      "a change that dials or leases a line anew is marked; lines that are taken over have hooks only if asked",
      (planned) => {
        const { office, args } = planned;
        for (const row of planned.rows) {
          const isLine = row.kind === "PppoeClient" || row.kind === "DhcpClient";
          assert.equal(row.redials !== undefined, isLine, row.key);
          if (row.kind === "PppoeClient")
            for (const name of ["user", "password", "profile"]) assert.ok(row.redials?.includes(name), name);
          if (row.kind === "DhcpClient") assert.ok(row.redials?.includes("script"));
        }
        for (const [index, line] of office.lines.entries())
          if (office.adopt === true && args.wans[index]?.hooks === undefined) assert.equal(line.hooks, false);
      },
    );

    always("passwords and tokens are in the one place that is secret", ({ office, rows }) => {
      const secrets = [
        ...office.lines.flatMap(({ access }) => (access.kind === "pppoe" ? [access.password] : [])),
        ...office.notify.flatMap((one) =>
          one.by === "telegram" ? [one.token] : one.by === "webhook" ? [one.url] : [],
        ),
      ];
      for (const { kind, key, args } of rows)
        for (const [name, value] of Object.entries(args)) {
          const isSecret =
            (kind === "PppoeClient" && name === "password") ||
            (args.sensitive as readonly string[] | undefined)?.includes(name) === true;
          if (!isSecret)
            for (const secret of secrets) assert.ok(!String(value).includes(secret), `${key}: ${name}`);
        }
    });
  });

  describe("planning", () => {
    always(
      "twice is the same, asks no clock and no chance, and leaves the office as it is",
      ({ args, plan }) => {
        const { now } = Date;
        const { random } = Math;
        const forbidden = () => assert.fail("planning is pure");
        const office = deepFrozen(parseDualWan(structuredClone(args)));
        Date.now = forbidden;
        Math.random = forbidden;
        try {
          assert.deepEqual(planDualWan(office), plan);
        } finally {
          Date.now = now;
          Math.random = random;
        }
      },
    );
  });
});

function deepFrozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFrozen(member);
  }
  return value;
}

const holdsStandIn = (office: Planned["office"], value: unknown): boolean =>
  office.lines.some((line) =>
    new RegExp(`\\b${placeholder(line).replaceAll(".", "\\.")}(?!\\d)`).test(String(value)),
  );

/** The routes of a line's table, in the order of the plan. */
const routesOf = ({ rows }: Planned, table: string): readonly RowStep[] =>
  rows.filter((row) => row.kind === "Route" && row.args.routingTable === table);

/** Tables that packets are sent into by a row: by a rule, or by a mark. */
function tablesUsed({ office, rows }: Planned, row: RowStep): readonly string[] {
  if (row.kind === "RoutingRule") return [textOf(row, "table")];
  const mark = textOf(row, "newRoutingMark");
  if (mark === "") return [];
  if (office.dialect === 7) return [mark];
  return rows.filter((rule) => rule.args.routingMark === mark).map((rule) => textOf(rule, "table"));
}

/** Which arguments of rows name what other rows make: the kind that makes it, and the argument that is its name. */
const references: Readonly<Record<string, readonly (readonly [kind: RowStep["kind"], name: string])[]>> = {
  interface: [["PppoeClient", "name"]],
  inInterface: [["PppoeClient", "name"]],
  outInterface: [["PppoeClient", "name"]],
  gateway: [["PppoeClient", "name"]],
  list: [["InterfaceList", "name"]],
  inInterfaceList: [
    ["InterfaceList", "name"],
    ["InterfaceListMember", "list"],
  ],
  outInterfaceList: [
    ["InterfaceList", "name"],
    ["InterfaceListMember", "list"],
  ],
  srcAddressList: [["FirewallAddressListEntry", "list"]],
  dstAddressList: [["FirewallAddressListEntry", "list"]],
  routingTable: [["RoutingTable", "name"]],
  table: [["RoutingTable", "name"]],
  newRoutingMark: [
    ["RoutingTable", "name"],
    ["RoutingRule", "routingMark"],
  ],
  profile: [["PppProfile", "name"]],
  onEvent: [["Script", "name"]],
};

/** What the office does not make itself: RouterOS's own, and the lists of its people. */
const isOfOthers = ({ office }: Planned, argument: string, name: string): boolean => {
  switch (argument) {
    case "interface":
    case "inInterface":
    case "outInterface":
    case "gateway":
    case "profile":
    case "list":
      return true;
    case "srcAddressList":
      return (
        office.pins.some(({ list }) => list === name) ||
        office.lines.some(({ blockList }) => blockList === name)
      );
    case "routingTable":
    case "table":
      return name === "main" || office.dialect === 6;
    case "newRoutingMark":
      return name === "main";
    default:
      return false;
  }
};

function makersOf(planned: Planned, row: RowStep): readonly RowStep[] {
  return Object.entries(references).flatMap(([argument, makers]) => {
    const given = row.args[argument];
    if (given === undefined) return [];
    return [given].flat().flatMap((value) => {
      const name = bare(String(value)).replace(/^.*%/, "");
      const made = makers.flatMap(([kind, property]) =>
        ofKind(planned, kind).filter((maker) => maker !== row && maker.args[property] === name),
      );
      assert.ok(
        made.length > 0 || isOfOthers(planned, argument, name),
        `${row.key}: ${argument} names ${name}, which nothing makes`,
      );
      return made;
    });
  });
}
