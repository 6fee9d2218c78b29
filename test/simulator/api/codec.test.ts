import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeText, encodeText } from "../../../simulator/api/text";
import { encodeLength, encodeSentence, ProtocolError, SentenceReader } from "../../../simulator/api/words";
import { lengthPrefix } from "./raw-client";

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
const word = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 40 }).map((array) => Buffer.from(array)),
  fc.integer({ min: 120, max: 140 }).map((length) => Buffer.alloc(length, 0x61)),
  fc.integer({ min: 0x3ff0, max: 0x4010 }).map((length) => Buffer.alloc(length, 0x62)),
);

function readAll(reader: SentenceReader): Buffer[][] {
  const sentences: Buffer[][] = [];
  for (let next = reader.next(); next; next = reader.next()) sentences.push(next);
  return sentences;
}

/** Cuts `whole` at the given fractions of its length. */
function cutAt(whole: Buffer, fractions: readonly number[]): Buffer[] {
  const borders = [...fractions.map((fraction) => Math.floor(fraction * whole.length)), whole.length].sort(
    (a, b) => a - b,
  );
  let from = 0;
  return borders.map((border) => {
    const piece = whole.subarray(from, border);
    from = border;
    return piece;
  });
}

describe("the simulator's word codec", () => {
  it("writes the shortest length prefix of every form", () => {
    for (const length of [
      0, 1, 0x7f, 0x80, 0x3fff, 0x4000, 0x1fffff, 0x200000, 0xfffffff, 0x10000000, 0xffffffff,
    ]) {
      assert.deepEqual(encodeLength(length), lengthPrefix(length), `length 0x${length.toString(16)}`);
    }
  });

  it("writes /login as the manual shows it", () => {
    assert.equal(encodeSentence([Buffer.from("/login")]).toString("hex"), "062f6c6f67696e00");
  });

  it("reads back the sentences it wrote, however the stream is cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(word, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
        (sentences, fractions) => {
          const reader = new SentenceReader();
          const read: Buffer[][] = [];
          for (const piece of cutAt(Buffer.concat(sentences.map(encodeSentence)), fractions)) {
            reader.push(piece);
            read.push(...readAll(reader));
          }
          assert.deepEqual(read, sentences);
        },
      ),
    );
  });

  it("reads a stream byte by byte", () => {
    const sentences = [[Buffer.from("/a/print"), Buffer.from("=b=c")], [Buffer.alloc(300, 0x7a)]];
    const reader = new SentenceReader();
    const read: Buffer[][] = [];
    for (const byte of Buffer.concat(sentences.map(encodeSentence))) {
      reader.push(Buffer.of(byte));
      read.push(...readAll(reader));
    }
    assert.deepEqual(read, sentences);
  });

  it("reads longer prefix forms than necessary", () => {
    const forms = ["03", "8003", "c00003", "e0000003", "f000000003"];
    const reader = new SentenceReader();
    reader.push(Buffer.from(`${forms.map((form) => `${form}616263`).join("")}00`, "hex"));
    assert.deepEqual(reader.next()?.map(String), ["abc", "abc", "abc", "abc", "abc"]);
  });

  it("reads words of two hundred kilobytes and of three megabytes", () => {
    const sentence = [Buffer.alloc(200_000, 0x61), Buffer.alloc(3_000_000, 0x62)];
    const reader = new SentenceReader();
    const whole = encodeSentence(sentence);
    for (let at = 0; at < whole.length; at += 1460) reader.push(whole.subarray(at, at + 1460));
    assert.deepEqual(reader.next(), sentence);
  });

  it("ignores empty sentences", () => {
    const reader = new SentenceReader();
    reader.push(Buffer.concat([Buffer.alloc(5), encodeSentence([Buffer.from("x")]), Buffer.alloc(2)]));
    assert.deepEqual(readAll(reader).map(String), ["x"]);
  });

  it("refuses every reserved control byte", () => {
    for (let first = 0xf8; first <= 0xff; first += 1) {
      const reader = new SentenceReader();
      reader.push(Buffer.of(first));
      assert.throws(() => reader.next(), ProtocolError);
    }
  });

  it("refuses a sentence over the limit before its bytes have arrived", () => {
    const reader = new SentenceReader(1000);
    reader.push(lengthPrefix(1001));
    assert.throws(() => reader.next(), ProtocolError);
  });
});

describe("text in words", () => {
  // Properties take a while on a busy machine.

  it("keeps every byte sequence on the way in and out", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          bytes(60),
          fc.string({ unit: "binary" }).map((text) => Buffer.from(text)),
        ),
        (raw) => {
          assert.deepEqual(encodeText(decodeText(raw)), raw);
        },
      ),
    );
  });

  it("keeps every byte sequence through JSON", () => {
    fc.assert(
      fc.property(bytes(60), (raw) => {
        assert.deepEqual(encodeText(JSON.parse(JSON.stringify(decodeText(raw)))), raw);
      }),
    );
  });

  it("shows valid UTF-8 as text, beside bytes that are none", () => {
    assert.equal(decodeText(Buffer.from("Büro Москва 🙂")), "Büro Москва 🙂");
    const mixed = Buffer.concat([Buffer.from("a€"), Buffer.of(0xcc, 0xee, 0x80), Buffer.from("𐂀")]);
    assert.equal(decodeText(mixed), "a€\udccc\udcee\udc80𐂀");
    assert.deepEqual(encodeText(decodeText(mixed)), mixed);
  });

  it("keeps a byte order mark", () => {
    assert.deepEqual(encodeText(decodeText(Buffer.from("efbbbf61", "hex"))), Buffer.from("efbbbf61", "hex"));
  });
});
