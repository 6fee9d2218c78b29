import assert from "node:assert/strict";
import { Socket } from "node:net";
import * as fc from "fast-check";
import { createFramer, GarbageError } from "../../../provider/client/repairs/framing";
import { decodeWord, SentenceReceiver } from "../../../provider/client/repairs/receiver";
import { Utf8Transmitter } from "../../../provider/client/repairs/transmitter";
import { sentence, word } from "./raw-router";

/** A stream as a router sends it: two commands interleaved, every kind of reply, words of several lengths. */
const recording = Buffer.concat([
  sentence("!re", "=.id=*1", "=comment=Büro – Zürich 🏢", ".tag=1"),
  sentence("!re", ".tag=2"),
  sentence("!re", "=.id=*2", `=source=${"a".repeat(0x7f - 8)}`, `=on-event=${"b".repeat(0x80)}`, ".tag=1"),
  sentence("!empty", ".tag=2"),
  Buffer.from([0]),
  sentence("!done", ".tag=2"),
  sentence("!trap", "=category=1", "=message=input does not match any value of interface", ".tag=1"),
  sentence("!re", Buffer.from([...Buffer.from("=comment="), 0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]), ".tag=3"),
  sentence("!done", "=ret=*80000001", ".tag=1"),
]);

/** The sentences that come out when `stream` arrives in these pieces. */
function read(pieces: readonly Buffer[]): string[] {
  const out: string[] = [];
  const receiver = new SentenceReceiver(new Socket(), "win1251", (reason) => out.push(`fatal ${reason}`));
  for (const tag of ["1", "2", "3"]) receiver.read(tag, (packet) => out.push([tag, ...packet].join(" ")));
  for (const piece of pieces) receiver.processRawData(piece);
  return out;
}

function cut(stream: Buffer, positions: readonly number[]): Buffer[] {
  const borders = [0, ...[...positions].sort((a, b) => a - b), stream.length];
  return borders.slice(1).map((end, index) => stream.subarray(borders[index], end));
}

describe("The framing of sentences", () => {
  const whole = read([recording]);

  it("reads the recorded stream as the router meant it", () => {
    assert.deepEqual(
      whole.map((text) => text.slice(0, 48)),
      [
        "1 !re =.id=*1 =comment=Büro – Zürich 🏢",
        "2 !re",
        `1 !re =.id=*2 =source=${"a".repeat(26)}`,
        "2 !empty",
        "2 !done",
        "1 !trap =category=1 =message=input does not matc",
        "3 !re =comment=Привет",
        "1 !done =ret=*80000001",
      ],
    );
  });

  it("gives the same sentences wherever the stream is cut in two", () => {
    for (let position = 0; position <= recording.length; position++) {
      assert.deepEqual(read(cut(recording, [position])), whole, `cut at ${position}`);
    }
  });

  it("gives the same sentences byte by byte", () => {
    assert.deepEqual(read([...recording].map((byte) => Buffer.from([byte]))), whole);
  });

  it("gives the same sentences for 10,000 random ways to cut", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(recording.length), { maxLength: 12 }), (positions) => {
        assert.deepEqual(read(cut(recording, positions)), whole);
      }),
      { numRuns: 10_000 },
    );
  });

  it("writes the length prefixes of the protocol's table, and reads them back", () => {
    const transmitter = new Utf8Transmitter(new Socket());
    const table: readonly (readonly [number, string])[] = [
      [0x01, "01"],
      [0x7f, "7f"],
      [0x80, "8080"],
      [0x3fff, "bfff"],
      [0x4000, "c04000"],
      [0x1fffff, "dfffff"],
      [0x200000, "e0200000"],
    ];
    for (const [length, prefix] of table) {
      const encoded = Buffer.from(transmitter.encodeString(`!${"x".repeat(length - 1)}`));
      assert.equal(encoded.subarray(0, prefix.length / 2).toString("hex"), prefix, `length ${length}`);
      const words: Buffer[] = [];
      createFramer((each) => words.push(...each)).feed(Buffer.concat([encoded, Buffer.from([0])]));
      assert.deepEqual(
        words.map((each) => each.length),
        [length],
      );
    }
  });

  it("reads a word with a five-byte prefix", () => {
    const words: Buffer[] = [];
    createFramer((each) => words.push(...each)).feed(
      Buffer.concat([Buffer.from([0xf0, 0, 0, 0, 3]), Buffer.from("!re"), Buffer.from([0])]),
    );
    assert.deepEqual(words.map(String), ["!re"]);
  });

  it("brings every text through, as UTF-8 and in the same bytes as another encoder", () => {
    const transmitter = new Utf8Transmitter(new Socket());
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 300 }), (text) => {
        assert.ok(word(text).equals(Buffer.from(transmitter.encodeString(text))));
        assert.equal(decodeWord(Buffer.from(text, "utf8"), "win1252"), text);
      }),
    );
  });

  it("decodes a word in the fallback page only if it is not UTF-8", () => {
    assert.equal(decodeWord(Buffer.from([0x42, 0xfc, 0x72, 0x6f]), "win1252"), "Büro");
    assert.equal(decodeWord(Buffer.from("Büro", "utf8"), "win1252"), "Büro");
  });

  for (const byte of [0xf1, 0xf7, 0xf8, 0xff]) {
    it(`refuses the length byte 0x${byte.toString(16)}`, () => {
      const framer = createFramer(() => assert.fail("no sentence was sent"));
      assert.throws(() => framer.feed(Buffer.from([byte, 1, 2, 3])), GarbageError);
    });
  }

  it("notices at the first byte that an answer is no reply, however long it pretends to be", () => {
    const framer = createFramer(() => assert.fail("no sentence was sent"));
    assert.throws(() => framer.feed(Buffer.from("HTTP/1.1 400 Bad Request")), GarbageError);
  });
});
