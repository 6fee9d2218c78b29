import assert from "node:assert/strict";
import { manualClock } from "../../../simulator/clock";
import { createConfigurationPlane } from "../../../simulator/config";
import { routerOsVersions } from "../../../simulator/config/contract";
import { schemaFor } from "../../../simulator/config/schema";
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

describe("20,000 routes", () => {
  it("are resolved without delay", async () => {
    const { plane, must } = lab();
    await must("/ip/address/add", ["=address=192.0.2.2/24", "=interface=ether1"]);
    for (let n = 0; n < 20_000; n++) {
      plane.hand.add("/ip/route", { "dst-address": `10.${n >> 8}.${n & 255}.0/24`, gateway: "192.0.2.1" });
    }
    const begin = process.hrtime.bigint();
    const { rows } = await must("/ip/route/print", ["?active=true", "?dst-address=10.3.7.0/24"]);
    const took = Number(process.hrtime.bigint() - begin) / 1e6;
    assert.equal(rows.length, 1);
    assert.ok(took < 2000, `one print took ${took} ms`);
    if (process.env.SHOW_TIMES !== undefined) console.log({ took });
  }).timeout(20_000);
});

describe("20,000 rows in an address list", () => {
  it("are added and searched without delay", async () => {
    const { plane, must } = lab();
    const begin = process.hrtime.bigint();
    const milliseconds = (since: bigint) => Number(process.hrtime.bigint() - since) / 1e6;
    for (let n = 0; n < 20_000; n++) {
      plane.hand.add("/ip/firewall/address-list", {
        list: n % 1000 === 0 ? "ten" : "many",
        address: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
      });
    }
    const filled = milliseconds(begin);
    const searching = process.hrtime.bigint();
    const { rows } = await must("/ip/firewall/address-list/print", ["?list=ten"]);
    const searched = milliseconds(searching);
    assert.equal(rows.length, 20);
    const removing = process.hrtime.bigint();
    for (let n = 1; n <= 1000; n++) plane.hand.remove("/ip/firewall/address-list", `*${n.toString(16)}`);
    const removed = milliseconds(removing);
    // Bounds that only work growing with the square of the rows would break, whatever the machine is doing.
    assert.ok(filled < 8000, `20,000 adds took ${filled} ms`);
    assert.ok(searched < 1000, `one print took ${searched} ms`);
    assert.ok(removed < 4000, `1,000 removes took ${removed} ms`);
    if (process.env.SHOW_TIMES !== undefined) console.log({ filled, searched, removed });
  }).timeout(20_000);
});
