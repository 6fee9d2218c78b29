import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { menus } from "../../../provider/menus";
import { type Menu, type Property, propertyName, wireName } from "../../../provider/menus/language";
import { compareVersions, parseVersion } from "../../../provider/menus/versions";

/** RouterOS's own command trees, as the simulator keeps them. */
interface Tree {
  readonly properties: Readonly<
    Record<string, { since?: string; until?: string; words?: readonly string[] }>
  >;
  /** Names that `unset` takes. */
  readonly unset?: Readonly<Record<string, unknown>>;
}
const file = path.join(__dirname, "../../../simulator/data/extracted.json");
const trees = JSON.parse(readFileSync(file, "utf8")) as {
  readonly versions: readonly string[];
  readonly menus: Readonly<Record<string, Tree>>;
};

/** Arguments that are left out on purpose, and why. */
const leftOut: Readonly<Record<string, string>> = {
  "/ip/address netmask": "another spelling of the prefix length in address, which is part of the key",
  "/ip/firewall/address-list dynamic": "dynamic entries are never ours",
  "/ip/settings icmp-rate-mask": "a mask of ICMP types in hexadecimal, whose spellings are not established",
};

/** Menus that the recorded trees do not have. */
const unrecorded = ["/routing/settings"];

/** Gone from the trees of a virtual router, but still there on hardware with a switch chip. */
const onHardware = ["/ip/route suppress-hw-offload", "/ip/firewall/filter hw-offload"];

/** Words that stand for the beginning of a value of several parts. */
const beginnings = ["ttl", "new-ttl", "ipsec-policy", "per-connection-classifier"];

/** Only in versions before the first recorded tree. */
const isEarlier = ({ until }: Property) =>
  until !== undefined && compareVersions(version(until), version(trees.versions[0] ?? "")) <= 0;

const version = (text: string) => parseVersion(text) ?? assert.fail(text);
const all = Object.values<Menu>(menus).filter(({ path }) => !unrecorded.includes(path));
const properties = (menu: Menu): readonly (readonly [string, string, Property])[] =>
  Object.entries(menu.properties).map(([name, property]) => [
    name,
    `${menu.path} ${wireName(name)}`,
    property,
  ]);
const treeOf = (menu: Menu): Tree => trees.menus[menu.path] ?? assert.fail(`no tree of ${menu.path}`);

describe("menus against RouterOS's command trees", () => {
  it("know every writable property", () => {
    const missing = all.flatMap((menu) =>
      Object.keys(treeOf(menu).properties)
        .filter((name) => !(propertyName(name) in menu.properties))
        .map((name) => `${menu.path} ${name}`)
        .filter((name) => !(name in leftOut)),
    );
    assert.deepEqual(missing, []);
  });

  it("invent none", () => {
    const invented = all.flatMap((menu) =>
      properties(menu)
        .filter(([name, , property]) => !isEarlier(property) && !(wireName(name) in treeOf(menu).properties))
        .map(([, label]) => label),
    );
    assert.deepEqual(invented, []);
  });

  it("are recorded, but for those that are named", () => {
    assert.deepEqual(
      unrecorded.filter((path) => path in trees.menus),
      [],
    );
  });

  it("leave nothing out that is not there", () => {
    for (const label of Object.keys(leftOut)) {
      const [menu = "", name = ""] = label.split(" ");
      assert.ok(name in (trees.menus[menu]?.properties ?? {}), label);
    }
  });

  it("let a property through in exactly the versions that have it", () => {
    for (const menu of all)
      for (const [name, label, property] of properties(menu)) {
        if (onHardware.includes(label) || isEarlier(property)) continue;
        const span = treeOf(menu).properties[wireName(name)] ?? {};
        for (const each of trees.versions) {
          const there = within(each, span);
          assert.equal(within(each, property), there, `${label} in ${each}`);
        }
      }
  });

  it("take every word that the trees offer", () => {
    for (const menu of all)
      for (const [name, label, { codec }] of properties(menu)) {
        if (beginnings.includes(wireName(name))) continue;
        for (const word of treeOf(menu).properties[wireName(name)]?.words ?? [])
          assert.ok(codec.schema.safeParse(word).success, `${label}=${word}`);
      }
  });

  it("use RouterOS's unset exactly where it takes it", () => {
    const wrong = all.flatMap((menu) => {
      const tree = treeOf(menu);
      return properties(menu)
        .filter(([, , property]) => !isEarlier(property))
        .filter(
          ([name]) => (menu.properties[name]?.unset === "unset") !== wireName(name) in (tree.unset ?? {}),
        )
        .map(([, label]) => label);
    });
    assert.deepEqual(wrong, []);
  });
});

function within(each: string, span: { readonly since?: string; readonly until?: string }): boolean {
  const running = version(each);
  if (span.since && compareVersions(running, version(span.since)) < 0) return false;
  return !(span.until && compareVersions(running, version(span.until)) >= 0);
}
