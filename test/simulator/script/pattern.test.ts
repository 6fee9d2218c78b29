import assert from "node:assert/strict";
import fc from "fast-check";
import { Pattern } from "../../../simulator/script/pattern/pattern";
import { growth } from "../../support/growth";

const facts: readonly (readonly [pattern: string, text: string, matches: boolean])[] = [
  ["abc", "xabcx", true],
  ["^abc$", "xabc", false],
  ["^(|true|false)$", "", true],
  ["^(|true|false)$", "maybe", false],
  ["a{2,3}b", "aab", true],
  ["^a{2,3}b", "aaaab", false],
  ["a|b|", "zzz", true],
  ["[[:digit:]]+", "a1", true],
  ["[^a-c]", "abc", false],
  ["[]x]", "]", true],
  ["[a-]", "-", true],
  ["\\.", "a", false],
  ["\\d+\\.\\d+", "7.21", true],
  ["ether[12]", "ether3", false],
  [".*:500", "1.1.1.1:5001", true],
  ["a+b*c?", "a", true],
  ["\\bnotify\\b", "a notify, b", true],
  ["\\bnotify\\b", "renotify", false],
];

describe("regular expressions", () => {
  for (const [pattern, text, matches] of facts) {
    it(`${pattern} ${matches ? "matches" : "does not match"} ${JSON.stringify(text)}`, () =>
      assert.equal(new Pattern(pattern).test(text), matches));
  }

  it("refuses what is no expression", () => {
    for (const pattern of [
      "(",
      "[",
      "a{300}",
      "[b-a]",
      "[[:x:]]",
      "\\",
      "((a{255}){255}){255}",
      "(".repeat(1000),
    ]) {
      assert.throws(() => new Pattern(pattern), SyntaxError, pattern);
    }
  });

  it("agrees with the language's own where both mean the same", () => {
    const atom = fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "(a|b)", "(ab)");
    const part = fc
      .tuple(atom, fc.constantFrom("", "*", "+", "?", "{1,2}"))
      .map(([left, right]) => left + right);
    const pattern = fc
      .tuple(
        fc.constantFrom("", "^"),
        fc.array(part, { minLength: 1, maxLength: 5 }),
        fc.constantFrom("", "$"),
      )
      .map(([start, parts, end]) => start + parts.join("") + end);
    const text = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 8 }).map((found) => found.join(""));
    fc.assert(
      fc.property(pattern, text, (expression, subject) => {
        assert.equal(new Pattern(expression).test(subject), new RegExp(expression, "s").test(subject));
      }),
      { numRuns: 500 },
    );
  });

  it("takes work in proportion to the text", async () => {
    const pattern = new Pattern("^(a+)+$");
    const found = await growth({
      small: 5_000,
      large: 50_000,
      ready: (size) => `${"a".repeat(size)}b`,
      work: (text) => assert.equal(pattern.test(text), false),
    });
    // 10 where it grew with the square.
    assert.ok(found < 5, `${found.toFixed(1)} times the work for each letter`);
  });
});
