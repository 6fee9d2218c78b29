import assert from "node:assert/strict";
import { parseSite } from "../../src/site/schema";
import { plain } from "../failover/support/offices";

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

  it("is an office, too: what is not the site's own are the arguments of its lines", () => {
    const { name, router, failover, objects } = parseSite({
      ...plain,
      name: "hq",
      router: "r1",
      flows: "pin",
    });
    assert.deepEqual([name, router, objects], ["hq", "r1", []]);
    assert.deepEqual(failover?.args, { ...plain, flows: "pin" });
    assert.deepEqual([failover?.office.flows, failover?.office.lines.length], ["pin", 2]);
  });

  it("lists mistakes of the office beside its own, with their places", () => {
    const wans = [{ ...plain.wans[0], user: "" }, plain.wans[1]];
    assert.throws(
      () => parseSite({ objects: [script("a", { kind: "Skript" })], wans }),
      ({ message }: Error) =>
        message.includes("- site.objects[0].kind: ") && message.includes("- site.wans[0].user: "),
    );
  });

  it("takes arguments of an office with its lines only", () => {
    assert.throws(() => parseSite({ flows: "pin" }), /site\.flows: a site takes this with "wans" only/);
    assert.throws(() => parseSite("office"), /a group of values is needed/);
  });
});
