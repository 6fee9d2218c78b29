import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type RouterOsVersion, routerOsVersions } from "../../../simulator/config/contract";
import { schemaFor } from "../../../simulator/config/schema";
import { extractedMenus } from "../../../simulator/config/schema/extracted";
import { sharesOf } from "../../../simulator/config/schema/shares";
import { wordsOf } from "../../../simulator/config/schema/types";
import type { MenuSchema, PropertySchema } from "../../../simulator/config/schema-types";
import { parseValue, printValue } from "../../../simulator/config/values";
import { withTables } from "../../../tools/simulator-shares";

/** A router that has every row anybody asks for. */
const everyRow = (version: RouterOsVersion, name: string) => ({
  version,
  name,
  resolve: (_: readonly string[], wanted: string) => wanted,
});

function menu(version: RouterOsVersion, path: string): MenuSchema {
  const found = schemaFor(version).get(path);
  assert.ok(found, `RouterOS ${version} has no ${path}`);
  return found;
}

function property(version: RouterOsVersion, path: string, name: string): PropertySchema {
  const found = menu(version, path).properties.get(name);
  assert.ok(found, `${path} of RouterOS ${version} has no ${name}`);
  return found;
}

const has = (version: RouterOsVersion, path: string, name: string) =>
  schemaFor(version).get(path)?.properties.has(name) ?? false;

describe("the schema of a version", () => {
  for (const version of routerOsVersions) {
    it(`${version}: every menu is consistent, every property has a type, a source and a canonical default`, () => {
      for (const [path, schema] of schemaFor(version)) {
        const where = `${path} of ${version}`;
        assert.notEqual(schema.source, "", where);
        for (const name of schema.required) {
          assert.ok(schema.addArguments.has(name), `${where}: required ${name} is no argument of add`);
        }
        for (const name of schema.unsettable) {
          assert.ok(schema.properties.has(name), `${where}: unsettable ${name} is no property`);
        }
        for (const name of schema.readOnly) {
          assert.ok(!schema.properties.has(name), `${where}: ${name} is both read-only and writable`);
        }
        for (const command of ["add", "remove", "move"]) {
          assert.ok(
            !schema.commands.has(command) || schema.form === "list",
            `${where}: ${command} of a singleton`,
          );
        }
        for (const [name, found] of schema.properties) {
          assert.notEqual(found.source, "", `${where} ${name}`);
          for (const preset of [found.default, found.initial]) {
            if (preset === undefined) continue;
            const parsed = parseValue(found, preset, everyRow(version, name));
            assert.ok("stored" in parsed, `${where} ${name}: its default ${preset} is refused`);
            // The stored form of a default is the default: the row engine reads it back without parsing it.
            assert.equal(parsed.stored, preset, `${where} ${name}: its default is not canonical`);
            assert.equal(printValue(found, preset, version), preset, `${where} ${name}`);
          }
        }
      }
    });
  }

  it("takes exactly the words of the command tree wherever a type has words only", () => {
    for (const version of routerOsVersions) {
      for (const [path, raw] of extractedMenus(version)) {
        for (const [name, { words }] of raw.properties) {
          const own = wordsOf(property(version, path, name).type);
          if (words === undefined || own === undefined) continue;
          assert.deepEqual([...own].sort(), [...words].sort(), `${path} ${name} of ${version}`);
        }
      }
    }
  });

  it("knows every argument of add and set of the command trees, and no other", () => {
    for (const version of routerOsVersions) {
      for (const [path, raw] of extractedMenus(version)) {
        assert.deepEqual(
          [...menu(version, path).properties.keys()],
          [...raw.properties.keys()],
          `${path} ${version}`,
        );
      }
    }
  });

  it("has the menus that a client needs around the managed ones", () => {
    const everywhere =
      "/interface /interface/ethernet /interface/bridge /interface/bridge/port /interface/vlan /interface/pppoe-client /interface/gre /interface/list /interface/list/member /ip/address /ip/arp /ip/dhcp-client /ip/dhcp-server /ip/dhcp-server/lease /ip/dhcp-server/network /ip/dns /ip/pool /ip/neighbor /ip/firewall/filter /ip/firewall/nat /ip/firewall/mangle /ip/firewall/address-list /ip/firewall/connection /ip/route /ip/ipsec/policy /ip/ipsec/peer /ip/ipsec/identity /ip/ipsec/proposal /ip/ipsec/profile /ppp/profile /ppp/secret /ppp/active /queue/simple /certificate /system/script /system/script/environment /system/script/job /system/scheduler /tool/netwatch /system/identity /system/resource /system/routerboard /system/license /system/clock /system/package /system/history /system/note /system/ntp/client /user /user/group /user/active /file /log";
    for (const version of routerOsVersions) for (const path of everywhere.split(" ")) menu(version, path);
    for (const path of ["/routing/table", "/routing/rule", "/routing/settings", "/system/device-mode"]) {
      assert.ok(!schemaFor("6.49").has(path), `6.49 has ${path}`);
      menu("7.12.2", path);
    }
    assert.ok(!schemaFor("7.12.2").has("/safe-mode"));
    assert.ok(menu("7.18.2", "/safe-mode").commands.has("unroll"));
    assert.ok(menu("7.24", "/tool").commands.has("ping"));
    assert.ok(!menu("7.22.3", "/tool").commands.has("ping"));
  });

  it("follows the version history of arguments and commands", () => {
    const since: readonly (readonly [path: string, name: string, version: RouterOsVersion])[] = [
      ["/ip/dhcp-client", "default-route-tables", "7.18.2"],
      ["/ip/dhcp-client", "check-gateway", "7.21.5"],
      ["/ip/dhcp-client", "name", "7.22.3"],
      ["/routing/rule", "chain", "7.22.3"],
      ["/ip/firewall/mangle", "tos", "7.21.5"],
      ["/tool/netwatch", "ignore-initial-up", "7.18.2"],
      ["/system/scheduler", "days", "7.24"],
      ["/routing/settings", "check-gateway-ping-interval", "7.21.5"],
    ];
    for (const [path, name, first] of since) {
      for (const version of routerOsVersions) {
        const expected = routerOsVersions.indexOf(version) >= routerOsVersions.indexOf(first);
        assert.equal(has(version, path, name), expected, `${path} ${name} in ${version}`);
      }
    }
    assert.ok(
      has("7.12.2", "/ip/firewall/nat", "tls-host") && !has("7.18.2", "/ip/firewall/nat", "tls-host"),
    );
    assert.ok(
      menu("7.18.2", "/ip/route").commands.has("check") && !menu("7.12.2", "/ip/route").commands.has("check"),
    );
    assert.ok(menu("7.24", "/system/script").commands.has("unset"));
    assert.ok(!menu("7.22.3", "/system/script").commands.has("unset"));
    assert.ok(menu("7.21.5", "/interface/pppoe-client").printArguments.has("show-sensitive"));
    assert.ok(!menu("7.18.2", "/interface/pppoe-client").printArguments.has("show-sensitive"));
    const action = (version: RouterOsVersion) => wordsOf(property(version, "/routing/rule", "action").type);
    assert.ok(action("7.24")?.includes("mangle") && !action("7.21.5")?.includes("mangle"));
  });

  it("speaks 6.49: marks on routes, route types, rules under /ip/route/rule", () => {
    assert.ok(has("6.49", "/ip/route", "routing-mark") && !has("7.12.2", "/ip/route", "routing-mark"));
    assert.ok(has("6.49", "/ip/route", "type") && !has("6.49", "/ip/route", "blackhole"));
    assert.ok(!has("6.49", "/ip/route", "routing-table"));
    assert.ok(menu("6.49", "/ip/route").readOnly.has("gateway-status"));
    assert.ok(menu("6.49", "/ip/route/rule").commands.has("move"));
    assert.ok(!schemaFor("7.24").has("/ip/route/rule"));
    assert.ok(has("6.49", "/ip/firewall/mangle", "routing-table"));
    assert.equal(property("6.49", "/ip/firewall/mangle", "new-routing-mark").type.is, "text");
    assert.equal(property("6.49", "/ip/route/rule", "table").type.is, "text");
  });

  it("requires on add what CHR required, in its order", () => {
    const required: Readonly<Record<string, readonly string[]>> = {
      "/interface/pppoe-client": ["interface"],
      "/ip/dhcp-client": ["interface"],
      "/ip/firewall/filter": ["chain"],
      "/ip/firewall/nat": ["chain"],
      "/ip/firewall/mangle": ["chain"],
      "/ip/firewall/address-list": ["list"],
      "/system/scheduler": ["name"],
      "/tool/netwatch": ["host"],
      "/interface/gre": ["remote-address"],
      "/ip/address": ["address", "interface"],
      "/ip/ipsec/identity": ["peer"],
      "/ip/ipsec/policy": ["peer"],
      "/ppp/profile": ["name"],
      "/ip/route": [],
      "/routing/rule": [],
      "/routing/table": [],
      "/system/script": [],
    };
    for (const [path, names] of Object.entries(required))
      assert.deepEqual(menu("7.22.3", path).required, names, path);
  });

  it("unsets what the command tree lets unset", () => {
    const unset = (path: string) => [...menu("7.22.3", path).unsettable];
    assert.deepEqual(unset("/interface/pppoe-client"), ["host-uniq"]);
    assert.deepEqual(unset("/ip/dhcp-client"), ["dhcp-options"]);
    assert.deepEqual(unset("/routing/table"), ["fib"]);
    assert.deepEqual(unset("/interface/gre"), ["ipsec-secret", "keepalive"]);
    assert.ok(!unset("/ip/route").includes("routing-table"));
    assert.deepEqual(unset("/ip/firewall/address-list"), []);
    assert.ok(!menu("7.21.5", "/routing/rule").unsettable.has("chain"));
  });

  it("reads properties back as measured", () => {
    const printing = (version: RouterOsVersion, path: string, name: string) =>
      property(version, path, name).printing;
    for (const table of ["filter", "nat", "mangle"]) {
      for (const name of ["disabled", "log", "log-prefix"]) {
        assert.equal(printing("7.21.5", `/ip/firewall/${table}`, name), "if-written", `${table} ${name}`);
      }
      assert.equal(printing("7.21.5", `/ip/firewall/${table}`, "action"), "always");
      assert.equal(printing("7.21.5", `/ip/firewall/${table}`, "src-address"), "if-set");
    }
    assert.equal(printing("7.18.2", "/ip/firewall/mangle", "passthrough"), "unless-default");
    assert.equal(printing("7.21.5", "/ip/firewall/mangle", "passthrough"), "always");
    assert.equal(printing("7.24", "/ip/route", "disabled"), "if-true");
    assert.equal(printing("7.24", "/tool/netwatch", "disabled"), "if-true");
    assert.equal(printing("7.24", "/ip/firewall/address-list", "disabled"), "always");
    assert.equal(printing("7.24", "/user", "password"), "never");
    assert.equal(printing("7.24", "/routing/table", "fib"), "if-set");
  });

  it("marks every secret that MikroTik calls sensitive", () => {
    const secrets = (path: string) =>
      [...menu("7.24", path).properties].filter(([, found]) => found.secret).map(([name]) => name);
    assert.deepEqual(secrets("/interface/pppoe-client"), ["password"]);
    assert.deepEqual(secrets("/interface/gre"), ["ipsec-secret"]);
    assert.deepEqual(secrets("/ip/ipsec/identity"), ["key", "password", "secret"]);
    assert.deepEqual(secrets("/ip/ipsec/peer"), ["ppk-secret"]);
    assert.deepEqual(secrets("/ppp/secret"), ["password"]);
    assert.deepEqual(secrets("/user"), ["password"]);
  });
});

describe("docs/simulator.md", () => {
  it("prints the shares and the handwritten menus as they are", () => {
    const path = join(__dirname, "../../../docs/simulator.md");
    const text = readFileSync(path, "utf8");
    assert.equal(text, withTables(text), "run: npx ts-node tools/simulator-shares.ts");
  });

  it("counts nothing of 6.49 as extracted and nothing of 7.21.5 as inferred", () => {
    for (const share of sharesOf("6.49").values()) assert.equal(share.extracted + share.inferred, 0);
    for (const share of sharesOf("7.21.5").values()) assert.equal(share.inferred, 0);
    assert.ok([...sharesOf("7.24").values()].some((share) => share.inferred > 0));
  });
});
