import assert from "node:assert/strict";
import fc from "fast-check";
import { placeBefore } from "../../../../provider/crud/placement";
import { isInOrder, standingOf } from "../../../../provider/crud/rule-order/standing";
import { menus } from "../../../../provider/menus";
import type { Row } from "../../../../provider/menus/language";
import type { Anchor } from "../../../../provider/session/contract";

const menu = menus.FirewallFilter;
const ruleNames = ["first", "second", "third"];

const anyAnchor = fc.constantFrom<Anchor>(
  "top",
  "bottom",
  "before-first-drop",
  "before-fasttrack",
  { before: "other-1" },
  { after: "other-1" },
);
const anyOther = fc.record({
  chain: fc.constantFrom("input", "forward"),
  action: fc.constantFrom("accept", "drop", "reject", "fasttrack-connection"),
});

/** The menu after a section's rules were added by rank, beside its anchor. */
function withSection(others: readonly Row[], anchor: Anchor): readonly Row[] {
  let rows = others;
  ruleNames.forEach((comment, rank) => {
    const row = { ".id": `*A${rank}`, comment, chain: "forward", action: "accept" };
    const neighbours = ruleNames.slice(0, rank).map((_, lower) => ({ rank: lower, rowId: `*A${lower}` }));
    const scene = { subject: "a rule", menu, chain: "forward" };
    const before = placeBefore({ anchor, rank }, neighbours, rows, scene);
    const at = before === undefined ? rows.length : rows.findIndex((one) => one[".id"] === before);
    rows = rows.toSpliced(at, 0, row);
  });
  return rows;
}

describe("rules that are added beside their anchor", () => {
  it("are in order at once, whatever else is in the menu", () => {
    fc.assert(
      fc.property(fc.array(anyOther, { minLength: 2, maxLength: 8 }), anyAnchor, (list, anchor) => {
        const others = list.map((row, index) => ({ ".id": `*${index}`, comment: `other-${index}`, ...row }));
        const members = ruleNames.map((name) => `${menu.path}:${name}:0`);
        const declared = { menu, section: "s", anchor, foreign: "report", members } as const;
        const standing = standingOf(declared, withSection(others, anchor));
        assert.deepEqual(standing.moves, []);
        assert.ok(isInOrder(standing));
      }),
    );
  });
});
