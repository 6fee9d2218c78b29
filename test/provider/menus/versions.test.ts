import assert from "node:assert/strict";
import fc from "fast-check";
import { brokenGates, compareVersions, gateProblem, menus, parseVersion } from "../../../provider/menus";
import { type Menu, unknownMarker, unset } from "../../../provider/menus/language";

const parsed = (text: string) => parseVersion(text) ?? assert.fail(`not parsed: ${text}`);
const inOrder = [
  "6.49",
  "6.49.10",
  "7.1",
  "7.9.2",
  "7.12.2",
  "7.21beta2",
  "7.21beta10",
  "7.21rc1",
  "7.21",
  "7.21.5",
  "7.22",
];

describe("RouterOS versions", () => {
  it("are read in every form RouterOS prints", () => {
    assert.deepEqual(parseVersion("7.18.2"), { major: 7, minor: 18, patch: 2 });
    assert.deepEqual(parseVersion("7.23.7 (long-term)"), { major: 7, minor: 23, patch: 7 });
    assert.deepEqual(parseVersion("7.21rc1"), {
      major: 7,
      minor: 21,
      patch: 0,
      before: { stage: "rc", number: 1 },
    });
    for (const text of ["", "7", "seven", "7.x", "v7.1"]) assert.equal(parseVersion(text), undefined, text);
  });

  it("are ordered by number, candidates before releases", () => {
    const shuffled = fc.shuffledSubarray(inOrder, { minLength: inOrder.length });
    fc.assert(
      fc.property(shuffled, (texts) => {
        assert.deepEqual(
          [...texts].sort((a, b) => compareVersions(parsed(a), parsed(b))),
          inOrder,
        );
      }),
    );
  });
});

describe("version gates", () => {
  it("name what is needed and what runs", () => {
    assert.equal(
      gateProblem({ since: "7.18" }, "7.12.2", "office-12"),
      "needs RouterOS 7.18 or newer; office-12 runs 7.12.2",
    );
    assert.equal(
      gateProblem({ until: "7.16" }, "7.18.2 (stable)", "office-12"),
      "is gone since RouterOS 7.16; office-12 runs 7.18.2 (stable)",
    );
  });

  it("let the version itself and its candidates through, and a version nobody can read", () => {
    for (const version of ["7.18", "7.18rc1", "7.18.2", "8.0", "unheard-of"])
      assert.equal(gateProblem({ since: "7.18" }, version, "r"), undefined, version);
    assert.equal(gateProblem({ until: "7.16" }, "7.15.3", "r"), undefined);
    assert.notEqual(gateProblem({ until: "7.16" }, "7.16", "r"), undefined);
  });

  it("look at what is used only, cleared and not yet computed values too", () => {
    const gates = (inputs: object, version: string) =>
      brokenGates(menus.DhcpClient, { interface: "ether1", ...inputs }, version, "r").map(
        (each) => each.message,
      );
    assert.deepEqual(gates({}, "7.12.2"), []);
    for (const value of ["ping", unset, unknownMarker])
      assert.deepEqual(gates({ checkGateway: value }, "7.12.2"), [
        "checkGateway needs RouterOS 7.19 or newer; r runs 7.12.2",
      ]);
    assert.deepEqual(gates({ checkGateway: "ping" }, "7.21.5"), []);
  });

  it("know single words that came later", () => {
    const rule = (table: string, version: string) =>
      brokenGates(menus.RoutingRule, { comment: "x", table }, version, "r");
    assert.deepEqual(rule("local", "7.22.3"), []);
    assert.deepEqual(rule("main", "7.12.2"), []);
    assert.deepEqual(rule("local", "7.21.5"), [
      { property: "table", message: 'table "local" needs RouterOS 7.22 or newer; r runs 7.21.5' },
    ]);
  });

  it("know what RouterOS 6 lacks, and let through what it has in another form", () => {
    const on6 = (menu: Menu, inputs: object) =>
      brokenGates(menu, { ...inputs }, "6.49.18", "r").map(({ message }) => message);
    const rule = { comment: "x", table: "ISP1", srcAddress: "192.0.2.1", action: "lookup-only-in-table" };
    assert.deepEqual(on6(menus.RoutingRule, rule), []);
    assert.deepEqual(on6(menus.RoutingRule, { ...rule, minPrefix: 0 }), [
      "minPrefix needs RouterOS 7.1 or newer; r runs 6.49.18",
    ]);
    const route = { comment: "x", routingTable: "ISP1", blackhole: true, checkGateway: "none", distance: 2 };
    assert.deepEqual(on6(menus.Route, route), []);
    assert.deepEqual(
      on6(menus.FirewallNat, { comment: "x", chain: "srcnat", action: "endpoint-independent-nat" }),
      ['action "endpoint-independent-nat" needs RouterOS 7.1 or newer; r runs 6.49.18'],
    );
    const condition = { comment: "x", chain: "prerouting", routingTable: "ISP1" };
    assert.deepEqual(on6(menus.FirewallMangle, condition), []);
    assert.deepEqual(
      brokenGates(menus.FirewallMangle, condition, "7.12.2", "r").map(({ message }) => message),
      ["routingTable is gone since RouterOS 7.9; r runs 7.12.2"],
    );
  });

  it("know menus that v6 lacks", () => {
    assert.deepEqual(brokenGates(menus.RoutingTable, { name: "ISP1" }, "6.49.10", "r"), [
      { message: "RoutingTable (/routing/table) needs RouterOS 7.1 or newer; r runs 6.49.10" },
    ]);
  });
});
