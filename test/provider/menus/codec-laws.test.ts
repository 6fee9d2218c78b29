import assert from "node:assert/strict";
import fc from "fast-check";
import { menus } from "../../../provider/menus";
import { loose, sameValue, shown } from "../../../provider/menus/codecs";
import { type Codec, type Menu, type PlainValue, unknownMarker } from "../../../provider/menus/language";

/** Every codec of every menu once, under the first property that has it. */
const codecs = new Map<Codec, string>([[loose as Codec, "RouterItem"]]);
for (const menu of Object.values(menus) as readonly Menu[])
  for (const [name, { codec }] of Object.entries(menu.properties))
    if (!codecs.has(codec)) codecs.set(codec, `${menu.kind}.${name}`);

const two = (number: number) => String(number).padStart(2, "0");
const byte = fc.nat(255);
const ip = fc.tuple(byte, byte, byte, byte).map((bytes) => bytes.join("."));
const prefix = fc.tuple(ip, fc.nat(32)).map(([address, length]) => `${address}/${length}`);
const number = fc.oneof(fc.nat(10), fc.nat(255), fc.nat(70_000), fc.integer());
const clock = fc
  .tuple(fc.nat(23), fc.nat(59), fc.nat(59))
  .map(([hours, minutes, seconds]) => `${two(hours)}:${two(minutes)}:${two(seconds)}`);
const units = fc
  .tuple(fc.nat(9), fc.nat(40), fc.nat(30), fc.nat(100), fc.nat(999))
  .map(([days, hours, minutes, seconds, ms]) => `${days}d${hours}h${minutes}m${seconds}s${ms}ms`);
const day = fc
  .tuple(
    fc.integer({ min: 1970, max: 2100 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
  )
  .map(([year, month, date]) => `${year}-${two(month)}-${two(date)}`);
const name = fc.stringMatching(/^[a-z][a-z0-9.-]{0,12}$/);

/** What an engineer may write anywhere; each codec takes its share of it. */
function written(codec: Codec): fc.Arbitrary<unknown> {
  const examples = [...codec.accepts.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? "");
  const example = examples.length > 0 ? fc.constantFrom(...examples) : number.map(String);
  const single = fc.oneof(
    { weight: 4, arbitrary: example },
    example.map((text) => `!${text}`),
    ip,
    prefix,
    prefix.map((text) => `!${text}`),
    fc.tuple(ip, ip).map((pair) => pair.join("-")),
    fc.ipV6(),
    fc.tuple(fc.ipV6(), fc.nat(128)).map(([address, length]) => `${address}/${length}`),
    { weight: 4, arbitrary: number },
    fc.tuple(number, number).map((pair) => pair.join("-")),
    fc.tuple(fc.nat(99), fc.nat(99)).map((pair) => pair.join(",")),
    clock,
    fc.tuple(fc.nat(30), clock).map(([days, time]) => `${days}d${time}`),
    units,
    day,
    name,
    fc.tuple(name, name).map((pair) => pair.join("%")),
    fc.stringMatching(/^[0-9a-fA-F]{1,12}$/),
    fc.string(),
    fc.string().map((text) => `${text}\r\n${text}`),
    // As likely as a number: the codec of flags takes nothing else, and 300 runs must meet it.
    { weight: 4, arbitrary: fc.boolean() },
  );
  return fc.oneof(
    { weight: 5, arbitrary: single },
    fc.array(example, { minLength: 1, maxLength: 4 }),
    fc.array(example, { maxLength: 4 }).map((words) => words.join(",")),
    fc.array(example, { minLength: 1, maxLength: 4 }).map((words) => words.map((word) => `!${word}`)),
    fc.array(single, { maxLength: 4 }),
  );
}

describe("every codec", () => {
  for (const [codec, label] of codecs) {
    it(`of ${label} reads back what it wrote, and finds its own results canonical`, () => {
      let accepted = 0;
      fc.assert(
        fc.property(written(codec), (value) => {
          const result = codec.schema.safeParse(value);
          if (!result.success) return;
          accepted++;
          const canonical = result.data;
          assert.deepEqual(codec.schema.parse(canonical), canonical, `not idempotent: ${shown(value)}`);
          if (codec.meansUnset?.(canonical as never)) return;
          const read = codec.fromWire(codec.toWire(canonical as never));
          assert.ok(sameValue(codec, read, canonical), `${shown(canonical)} came back as ${shown(read)}`);
        }),
        { numRuns: 300 },
      );
      assert.ok(accepted > 0, `nothing was accepted: ${codec.accepts}`);
    });
  }

  it("lets what is not computed yet through, in lists too", () => {
    for (const [codec, label] of codecs) {
      assert.equal(codec.schema.parse(unknownMarker), unknownMarker, label);
      const list = ["x", unknownMarker];
      assert.deepEqual(codec.schema.parse(list), list, label);
    }
  });

  it("survives whatever a router prints, and finds it the same as itself", () => {
    const all = [...codecs.keys()];
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string(), name, ip), (text) => {
        for (const codec of all) {
          const read: PlainValue = codec.fromWire(text);
          assert.ok(sameValue(codec, read, codec.fromWire(text)), codecs.get(codec));
        }
      }),
      { numRuns: 200 },
    );
  });

  it("refuses what is no value at all, with a message that says what to write", () => {
    for (const [codec, label] of codecs)
      for (const value of [undefined, null, {}, Number.NaN, () => 1, [{}], Symbol("x"), 1n]) {
        const result = codec.schema.safeParse(value);
        assert.ok(!result.success, `${label} takes ${shown(value)}`);
        assert.match(result.error.issues[0]?.message ?? "", /is not accepted.*: use /, label);
      }
  });

  it("accepts at least one of the examples its message gives", () => {
    for (const [codec, label] of codecs) {
      const examples = [...codec.accepts.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? "");
      if (examples.length > 0)
        assert.ok(
          examples.some((example) => codec.schema.safeParse(example).success),
          `${label}: ${codec.accepts}`,
        );
    }
  });
});
