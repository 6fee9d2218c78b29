import assert from "node:assert/strict";
import { manualClock } from "../../../simulator/clock";
import { createConfigurationPlane } from "../../../simulator/config";
import { routerOsVersions } from "../../../simulator/config/contract";
import { schemaFor } from "../../../simulator/config/schema";
import { growth } from "../../support/growth";
import { lab, password } from "./harness";

describe("saved state", () => {
  it("is JSON, and gives the same router back, ids and references included", async () => {
    const { plane, must, clock } = lab();
    await must("/interface/set", ["=.id=ether1", "=name=wan"]);
    await must("/interface/list/add", ["=name=WAN"]);
    await must("/ip/firewall/mangle/add", ["=chain=forward", "=in-interface=wan", "=in-interface-list=WAN"]);
    await must("/ip/firewall/mangle/add", ["=chain=forward", "=comment=second"]);
    await must("/ip/firewall/mangle/move", ["=numbers=*2", "=destination=*1"]);
    await must("/ip/firewall/mangle/add", ["=chain=gone"]);
    await must("/ip/firewall/mangle/remove", ["=.id=*3"]);
    await must("/ip/address/add", ["=address=10.0.0.2/24", "=interface=wan"]);
    await must("/ip/route/add", ["=gateway=10.0.0.1%wan"]);
    await must("/ip/firewall/address-list/add", ["=list=l", "=address=1.1.1.1", "=timeout=1h"]);
    await must("/user/add", ["=name=x", "=group=read", `=password=${password}`]);
    const state = JSON.parse(JSON.stringify(plane.save()));
    const again = createConfigurationPlane({ version: "7.21.5", clock, state });
    const menus = [
      "/interface",
      "/interface/list",
      "/ip/firewall/mangle",
      "/ip/address",
      "/ip/route",
      "/user",
      "/routing/table",
      "/system/identity",
    ];
    for (const menu of menus) assert.deepEqual(again.hand.print(menu), plane.hand.print(menu), menu);
    assert.deepEqual(again.hand.print("/ip/firewall/address-list"), [], "dynamic entries are not saved");
    assert.equal(again.hand.add("/ip/firewall/mangle", { chain: "x" }), "*4", "ids are not given again");
    assert.equal(again.login("x", password, "api", "")?.user, "x");
  });

  it("is refused by another version", () => {
    const state = lab("7.21.5").plane.save();
    assert.throws(
      () => createConfigurationPlane({ version: "7.24", clock: manualClock(), state }),
      /7\.24.*7\.21\.5/,
    );
  });
});

describe("every menu of every version", () => {
  for (const version of routerOsVersions) {
    it(`${version}: prints, and refuses an argument that nobody has`, async () => {
      const { run } = lab(version);
      for (const [path, schema] of schemaFor(version)) {
        if (!schema.commands.has("print")) continue;
        assert.equal((await run(`${path}/print`)).traps, undefined, path);
        const { traps } = await run(`${path}/print`, ["=no-such-argument="]);
        assert.match(traps?.[0] ?? "", /^unknown parameter/, path);
      }
    });
  }
});

/** Far above work that grows with the rows, far below what grows with their square: 20. */
const limit = 8;
const [small, large] = [1000, 20_000];

describe("20,000 routes", () => {
  it("are resolved with 20 times the work of 1,000", async () => {
    const routed = (size: number) => {
      const one = lab();
      one.plane.hand.add("/ip/address", { address: "192.0.2.2/24", interface: "ether1" });
      for (let n = 0; n < size; n++) {
        one.plane.hand.add("/ip/route", {
          "dst-address": `10.${n >> 8}.${n & 255}.0/24`,
          gateway: "192.0.2.1",
        });
      }
      return one;
    };
    const work = async ({ must }: ReturnType<typeof lab>) => {
      const { rows } = await must("/ip/route/print", ["?active=true", "?dst-address=10.3.7.0/24"]);
      assert.equal(rows.length, 1);
    };
    const found = await growth({ small, large, ready: routed, work });
    assert.ok(found < limit, `${found.toFixed(1)} times the work for each route`);
  });
});

describe("20,000 rows in an address list", () => {
  const path = "/ip/firewall/address-list";
  const fill = (one: ReturnType<typeof lab>, size: number) => {
    for (let n = 0; n < size; n++) {
      one.plane.hand.add(path, {
        list: n % 1000 === 0 ? "ten" : "many",
        address: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
      });
    }
    return one;
  };
  const filled = (size: number) => fill(lab(), size);

  it("are added with 20 times the work of 1,000", async () => {
    const found = await growth({
      small,
      large,
      ready: (size) => ({ size, one: lab() }),
      work: ({ size, one }) => fill(one, size),
    });
    assert.ok(found < limit, `${found.toFixed(1)} times the work for each row`);
  });

  it("are searched with 20 times the work of 1,000", async () => {
    const work = async ({ must }: ReturnType<typeof lab>) => {
      const { rows } = await must(`${path}/print`, ["?list=ten"]);
      assert.ok(rows.length > 0);
    };
    const found = await growth({ small, large, ready: filled, work });
    assert.ok(found < limit, `${found.toFixed(1)} times the work for each row`);
  });

  it("lose 500 rows with 20 times the work that it takes among 1,000", async () => {
    const work = ({ plane }: ReturnType<typeof lab>) => {
      for (let n = 1; n <= 500; n++) plane.hand.remove(path, `*${n.toString(16)}`);
    };
    const found = await growth({ small, large, ready: filled, work });
    assert.ok(found < limit, `${found.toFixed(1)} times the work for each row that is there`);
  });
});
