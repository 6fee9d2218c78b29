import assert from "node:assert/strict";
import { menuOf, menus } from "../../../provider/menus";
import { sameValue } from "../../../provider/menus/codecs";
import {
  keyName,
  keyNamesOf,
  keyOf,
  type Menu,
  propertyName,
  wireName,
} from "../../../provider/menus/language";

const all: readonly (readonly [string, Menu])[] = Object.entries(menus);

describe("menus", () => {
  it("are found by their kind, and nothing else is", () => {
    for (const [kind, menu] of all) assert.equal(menuOf(kind), menu);
    assert.equal(menuOf("RouterItem"), undefined);
    assert.equal(menuOf("toString"), undefined);
  });

  it("describe each path once", () => {
    const paths = all.map(([, menu]) => menu.path);
    assert.equal(new Set(paths).size, paths.length);
  });

  for (const [kind, menu] of all) {
    describe(kind, () => {
      const properties = Object.entries(menu.properties);

      it("is registered under its own name", () => assert.equal(menu.kind, kind));

      it("has names that map to RouterOS's and back", () => {
        for (const [name] of properties) assert.equal(propertyName(wireName(name)), name);
      });

      it("requires what its rows are known by", () => {
        for (const name of keyNamesOf(menu.key)) {
          assert.equal(menu.properties[name]?.required, true, name);
          assert.equal(
            menu.properties[name]?.codec.schema.safeParse("").success,
            false,
            `${name} may be empty`,
          );
        }
      });

      it("has defaults in canonical form", () => {
        for (const [name, property] of properties)
          for (const value of [property.default, property.assumed])
            if (value !== undefined)
              assert.deepEqual(property.codec.schema.parse(value), value, `${name}: ${String(value)}`);
      });

      it("has a default wherever unset writes it, and none where unset leaves something else", () => {
        for (const [name, { unset, default: initial }] of properties) {
          if (unset === "default") assert.notEqual(initial, undefined, name);
          if (unset === "replace" || unset === "never") assert.equal(initial, undefined, name);
        }
      });

      it("reads an emptied property as its default", () => {
        for (const [name, { unset, codec, default: initial, required }] of properties)
          if (unset === "empty" && !required && initial !== undefined)
            assert.ok(sameValue(codec, codec.fromWire(""), initial), name);
      });

      it("has conditions on properties and values that exist", () => {
        for (const [name, { when }] of properties)
          for (const value of when?.oneOf ?? [])
            assert.deepEqual(menu.properties[when?.property ?? ""]?.codec.schema.parse(value), value, name);
      });

      it("has rules, hidden properties and later words for properties it has", () => {
        for (const rule of menu.rules ?? []) assert.ok(rule.property in menu.properties, rule.property);
        for (const name of menu.hiddenWhileDisabled ?? []) assert.ok(name in menu.properties, name);
        for (const [name, { codec, valueSince }] of properties)
          for (const word of Object.keys(valueSince ?? {}))
            assert.ok(codec.schema.safeParse(word).success, name);
      });

      it("says in older forms what it says today", () => {
        for (const [name, { codec, older, default: usual, assumed }] of properties) {
          const texts = [usual, assumed].flatMap((value) =>
            value === undefined || codec.meansUnset?.(value as never) ? [] : [codec.toWire(value as never)],
          );
          for (const text of codec.meansUnset ? [...texts, codec.toWire(true as never)] : texts) {
            if (!older) continue;
            const back = older.fromOlder(older.toOlder(text) ?? undefined);
            assert.deepEqual(
              codec.fromWire(back ?? ""),
              codec.fromWire(text),
              `${name} ${JSON.stringify(text)}`,
            );
          }
        }
      });

      it("always sends disabled where there is one", () => {
        if (menu.properties.disabled) assert.equal(menu.properties.disabled.assumed, false);
      });

      it("shows no property as a read-only output", () => {
        for (const name of menu.status ?? []) assert.ok(!(propertyName(name) in menu.properties), name);
      });
    });
  }

  it("choose a key by keyBy, and say which there are", () => {
    const menu: Menu = menus.FirewallAddressListEntry;
    assert.equal(keyOf(menu), menu.key);
    assert.equal(keyName(keyOf(menu)), "list+address");
    assert.deepEqual(keyOf(menu, "comment"), { by: "comment" });
    assert.throws(
      () => keyOf(menu, "name"),
      /FirewallAddressListEntry has no key "name".*"list\+address" or "comment"/,
    );
    assert.throws(() => keyOf(menus.Script, "comment"), /Script has no key "comment"; keyBy can be "name"/);
  });
});
