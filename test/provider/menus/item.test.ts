import assert from "node:assert/strict";
import { itemMenu } from "../../../provider/menus";
import { wireName } from "../../../provider/menus/language";

describe("the menu of a RouterItem", () => {
  it("is made of a path, a key and a bag of properties", () => {
    const menu = itemMenu("/ip/pool", ["name"], ["ranges", "nextPool"]);
    assert.equal(menu.kind, "RouterItem");
    assert.equal(menu.path, "/ip/pool");
    assert.deepEqual(menu.key, { by: "properties", names: ["name"] });
    assert.deepEqual(Object.keys(menu.properties).map(wireName), ["name", "ranges", "next-pool"]);
    assert.equal(menu.properties.name?.required, true);
    assert.equal(menu.properties.ranges?.required, undefined);
    assert.deepEqual(menu.foreignFlags, ["dynamic", "builtin", "default"]);
  });

  it("takes the console's spelling of a path", () => {
    assert.equal(itemMenu("/ip firewall raw", ["comment"], []).path, "/ip/firewall/raw");
  });

  it("may be known by comment", () => {
    const menu = itemMenu("/ip/firewall/raw", ["comment"], ["chain"]);
    assert.deepEqual(menu.key, { by: "comment" });
    assert.equal(menu.properties.comment?.codec.schema.safeParse("").success, false);
  });

  it("keeps credentials secret by their names", () => {
    const names = [
      "password",
      "secret",
      "ipsec-secret",
      "private-key",
      "security.passphrase",
      "public-key",
      "comment",
    ];
    const { properties } = itemMenu("/x/y", ["name"], names);
    assert.deepEqual(
      names.filter((name) => properties[name]?.secret),
      ["password", "secret", "ipsec-secret", "private-key", "security.passphrase"],
    );
  });

  const refused: readonly (readonly [string, readonly string[], readonly string[], string, RegExp])[] = [
    ["ip/pool", ["name"], [], "path", /does not start with a slash/],
    ["/", ["name"], [], "path", /a part of it is empty/],
    ["/ip//pool", ["name"], [], "path", /a part of it is empty/],
    ["/ip/pool/", ["name"], [], "path", /a part of it is empty/],
    ["/ip/Pool", ["name"], [], "path", /"Pool" is no name of a menu/],
    ["/ip/pool\n=x=", ["name"], [], "path", /is no name of a menu/],
    ["/ip/pool/add", ["name"], [], "path", /"add" is a command, not a menu/],
    ["/ip/pool", [], ["ranges"], "key", /no key is given/],
    ["/ip/pool", ["comment", "name"], [], "key", /"comment" is a key by itself/],
    ["/ip/pool", [".id"], [], "key", /no property of a row/],
    ["/ip/pool", ["name"], ["place-before"], "properties", /no property of a row/],
    ["/ip/pool", ["name"], ["a b"], "properties", /no name of a property/],
    ["/ip/pool", ["name"], ["next-pool", "nextPool"], "properties", /are the same property/],
  ];
  for (const [path, key, properties, property, message] of refused)
    it(`is refused for ${JSON.stringify([path, key, properties])}`, () => {
      assert.throws(() => itemMenu(path, key, properties), { name: "ItemMenuError", property, message });
    });
});
