import assert from "node:assert/strict";
import fc from "fast-check";
import * as crud from "../../../provider/crud";
import { PartialFailure, partialFailure, throwable } from "../../../provider/crud/failures";
import { formatId, formatKey, parseId } from "../../../provider/crud/ids";
import { equalPlain, hasUnknown, toPlain } from "../../../provider/crud/plain";
import { nearest } from "../../../provider/crud/suggest";
import { unknownMarker } from "../../../provider/menus/language";

describe("what crosses the border to Pulumi's host", () => {
  it("holds no undefined", () => {
    assert.deepEqual(toPlain({ a: undefined, b: { c: undefined, d: [{ e: undefined }] } }), {
      b: { d: [{}] },
    });
    assert.equal("a" in toPlain({ a: undefined }), false);
  });

  it("is a copy", () => {
    const inner = { b: 1 };
    assert.notEqual(toPlain({ inner }).inner, inner);
  });

  it("refuses what a Struct cannot hold, and says where it is", () => {
    for (const [value, what] of [
      [1n, /a\.b\[0\] is of type bigint/],
      [() => 1, /of type function/],
      [new Date(), /a Date/],
      [new Map(), /a Map/],
      [Number.NaN, /NaN/],
      [undefined, /of type undefined/],
      [Symbol("x"), /of type symbol/],
    ] as const) {
      assert.throws(() => toPlain({ a: { b: [value] } }), what);
    }
  });

  it("keeps plain data as it is", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
        const json = JSON.parse(JSON.stringify(data));
        assert.deepEqual(toPlain(json), { ...json });
        assert.ok(equalPlain(toPlain(json), json));
      }),
    );
  });

  it("a partial failure carries the provider's text, and nothing undefined", () => {
    const failure = partialFailure("id", { __provider: "text", a: 1, b: undefined }, { b: undefined, c: 2 }, [
      "why",
    ]);
    assert.deepEqual(failure.properties, { __provider: "text", a: 1, c: 2 });
    assert.deepEqual([failure.id, failure.reasons, failure.message], ["id", ["why"], "why"]);
    assert.ok(failure instanceof PartialFailure && throwable(failure) === failure);
  });

  it("an error with an id of its own is not taken for a partial failure", () => {
    const error = Object.assign(new Error("boom"), { id: "*1" });
    assert.equal("id" in throwable(error), false);
    assert.equal(throwable(error).message, "boom");
    assert.equal(throwable("text").message, "text");
  });

  it("knows values that are not computed yet, however deep", () => {
    assert.ok(hasUnknown({ a: [{ b: unknownMarker }] }));
    assert.equal(hasUnknown({ a: [{ b: "x" }, null, 1] }), false);
  });

  it("has the public functions that the provider's text calls", () => {
    const { configure, check, diff, create, read, update, delete: remove } = crud;
    for (const one of [configure, check, diff, create, read, update, remove]) {
      assert.equal(typeof one, "function");
    }
    assert.equal(crud.unset, "pulumi-routeros:unset");
  });

  it("takes the configuration before it does anything else", () => {
    let asked = false;
    const config = {
      get: () => {
        asked = true;
        return undefined;
      },
    };
    assert.equal(crud.configure({ config }), undefined);
    assert.equal(asked, false);
    crud.configure({ config: { get: () => undefined } });
  });
});

describe("ids", () => {
  const key = fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 3 });

  it("are read back as they were written, whatever is in the key", () => {
    fc.assert(
      fc.property(key, (texts) => {
        const id = { path: "/ip/address", key: texts, nonce: "abc" };
        assert.deepEqual(parseId(formatId(id)), id);
      }),
    );
  });

  it("differ for different keys", () => {
    fc.assert(
      fc.property(key, key, (a, b) => {
        assert.equal(formatKey(a) === formatKey(b), equalPlain(a, b));
      }),
    );
  });

  it("stay readable", () => {
    const id = formatId({ path: "/ip/firewall/nat", key: ["Büro: NAT, out"], nonce: "abc" });
    assert.equal(id, "/ip/firewall/nat:Büro%3A NAT%2C out:abc");
  });

  it("that are not ours are refused", () => {
    for (const id of ["*1", "", "a:b:c", "/a:b", "/a:b:", "/a:b:c:d"])
      assert.throws(() => parseId(id), /not the id/);
  });
});

describe("suggestions", () => {
  it("are near, or not made", () => {
    assert.equal(nearest("conectionMark", ["connectionMark", "comment"]), "connectionMark");
    assert.equal(nearest("flavour", ["chain", "comment"]), undefined);
    assert.equal(nearest("x", []), undefined);
  });
});
