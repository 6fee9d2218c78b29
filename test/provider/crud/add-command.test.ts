import assert from "node:assert/strict";
import { addCommand } from "../../../provider";
import * as crud from "../../../provider/crud";
import { makeEnvironment } from "../../../provider/crud/environment";
import type { Props } from "../../../provider/crud/plain";
import { openSession } from "../../../provider/session/session";
import { declared, fullArgs, isIn, menuFor } from "../../conformance/arguments";
import { fixtures } from "../../conformance/fixtures";
import { fakeRouter, routerSettings } from "../session/fake-router";
import { checked } from "./engine";

const paths = [...fixtures.map((fixture) => menuFor(fixture).path), "/ip/route/rule"];

/** What create sends to a router of this version that has no rows yet. */
async function sentBy(kind: string, args: Props, version: string) {
  const router = fakeRouter({
    ...Object.fromEntries(paths.map((path) => [path, []])),
    "/system/resource": [{ version: `${version} (stable)`, "board-name": "hEX" }],
    "/user/group": [{ ".id": "*1", name: "ops", policy: "read,write,api,sensitive" }],
  });
  const session = openSession(routerSettings(), { connect: router.connect });
  crud.useEnvironment(makeEnvironment(() => session, { log: () => {} }));
  await crud.create(kind, await checked(kind, args));
  await session.close();
  const [add, ...more] = router.log.filter(({ path }) => path.endsWith("/add"));
  assert.deepEqual(more, []);
  return { path: add?.path, attributes: Object.entries(add?.attributes ?? {}) };
}

describe("the add of a row as a command", () => {
  after(() => crud.useEnvironment());

  for (const version of ["6.49.18", "7.12.2", "7.24"]) {
    for (const fixture of fixtures) {
      const menu = menuFor(fixture);
      if (!isIn(menu, version)) continue;
      it(`${fixture.name} on ${version}: is what create sends`, async () => {
        for (const args of [fixture.minimal, fullArgs(fixture, menu, version)]) {
          const { kind, args: given } = declared(fixture, args);
          const { path, attributes } = addCommand(kind, given, version);
          assert.deepEqual({ path: `${path}/add`, attributes }, await sentBy(kind, { ...given }, version));
        }
      });
    }
  }

  it("has what is always sent, in the words of the version", () => {
    const route = { comment: "ISP1 default", gateway: "10.0.0.1", routingTable: "ISP1" };
    assert.deepEqual(addCommand("Route", route, "7.21.5"), {
      path: "/ip/route",
      attributes: [
        ["comment", "ISP1 default"],
        ["dst-address", "0.0.0.0/0"],
        ["gateway", "10.0.0.1"],
        ["routing-table", "ISP1"],
        ["disabled", "no"],
      ],
    });
    assert.deepEqual(addCommand("Route", { ...route, blackhole: true, gateway: undefined }, "6.49.18"), {
      path: "/ip/route",
      attributes: [
        ["comment", "ISP1 default"],
        ["dst-address", "0.0.0.0/0"],
        ["type", "blackhole"],
        ["routing-mark", "ISP1"],
        ["disabled", "no"],
      ],
    });
    assert.equal(addCommand("RoutingRule", { comment: "a", table: "main" }, "6.49").path, "/ip/route/rule");
  });

  it("ignores what is the engine's, and knows the key that was chosen", () => {
    const rule = { comment: "a", chain: "input", action: "accept" };
    const options = {
      router: "x",
      adopt: true,
      runtimeOwned: ["disabled"],
      section: "s",
      rank: 5,
      anchor: "top",
    };
    assert.deepEqual(
      addCommand("FirewallFilter", { ...rule, ...options }, "7.21.5"),
      addCommand("FirewallFilter", rule, "7.21.5"),
    );
    const entry = { list: "L", address: "192.0.2.1" };
    assert.ok(addCommand("FirewallAddressListEntry", { ...entry, section: "s" }, "7.21.5"));
    assert.throws(
      () => addCommand("FirewallAddressListEntry", { ...entry, keyBy: "comment" }, "7.21.5"),
      /comment is required/,
    );
  });

  it("names everything that is wrong at once, and no secret", () => {
    const wrong = { comment: "a", action: "lookup", srcAddress: "nowhere", minPrefix: 0, tabel: "x" };
    assert.throws(
      () => addCommand("RoutingRule", wrong, "6.49.18"),
      (error: Error) => {
        for (const part of [
          /^RoutingRule "a" cannot be added to RouterOS 6\.49\.18:\n- /,
          /- srcAddress: "nowhere" is not accepted/,
          /- .*did you mean "table"/,
          /- action "lookup" needs table/,
          /- minPrefix needs RouterOS 7\.1 or newer; the router runs 6\.49\.18/,
        ])
          assert.match(error.message, part);
        return true;
      },
    );
    const line = { name: "isp1", interface: "ether1", password: 12345678 };
    assert.throws(
      () => addCommand("PppoeClient", line, "7.21.5"),
      (error: Error) => /password/.test(error.message) && !error.message.includes("12345678"),
    );
    assert.throws(
      () => addCommand("Route", { comment: "a", gateway: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }, "7.24"),
      /not known yet/,
    );
  });

  it("is there for rows only, and for versions that can be read", () => {
    for (const kind of ["RuleOrder", "Unheard"])
      assert.throws(() => addCommand(kind, {}, "7.21.5"), new RegExp(`${kind} is no kind of rows`));
    assert.throws(() => addCommand("Route", {}, "seven"), /"seven" is no version of RouterOS/);
  });
});
