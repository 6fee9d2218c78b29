import assert from "node:assert/strict";
import { parseSite } from "../../src/site/schema";

const script = (name: string, more: object = {}) => ({ name, kind: "Script", args: { name }, ...more });

describe("the configuration of a site", () => {
  it("is nothing at all when it is left out", () => {
    assert.deepEqual(parseSite({}), { objects: [], orders: [] });
  });

  it("keeps what it describes, and objects come after nothing unless they say so", () => {
    const { objects } = parseSite({ objects: [script("a"), script("b", { after: ["a"] })] });
    assert.deepEqual(
      objects.map(({ name, after }) => [name, after]),
      [
        ["a", []],
        ["b", ["a"]],
      ],
    );
  });

  it("is refused with a list of every mistake and its place", () => {
    const site = {
      objects: [script("a", { kind: "Skript" }), script("b", { dependsOn: ["a"] })],
      orders: [{ name: "order", section: "", rules: [] }],
      lines: [],
    };
    assert.throws(
      () => parseSite(site),
      (error: Error) => {
        assert.match(error.message, /^This site is not usable:\n- /);
        for (const place of [
          "site.objects[0].kind: ",
          "site.objects[1]: ",
          "site.orders[0].rules: ",
          "site.lines: ",
        ]) {
          assert.ok(error.message.includes(`- ${place}`), `${place} in ${error.message}`);
        }
        assert.match(error.message, /dependsOn/);
        assert.match(error.message, /lines/);
        return true;
      },
    );
  });

  it("names what is there twice and what is not there", () => {
    const site = {
      objects: [script("a"), script("a", { after: ["nobody"] })],
      orders: [{ name: "order", section: "x", rules: ["rule"] }],
    };
    assert.throws(() => parseSite(site), /two objects are named "a"/);
    assert.throws(() => parseSite(site), /"a" refers to "nobody", which is not among the objects/);
    assert.throws(() => parseSite(site), /"order" refers to "rule", which is not among the objects/);
  });
});
