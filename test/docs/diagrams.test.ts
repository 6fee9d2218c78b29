import assert from "node:assert/strict";
import { type Block, blocksIn, documents, textOf } from "./documents";

/** A line of a state diagram or of a flow chart, as far as the documents use them: from, to, and what is said of them. */
const arrows: Readonly<Record<string, RegExp>> = {
  "stateDiagram-v2": /^(?<from>\[\*\]|\w+) --> (?<to>\w+): (?<says>\S.*)$/,
  "flowchart TD": /^(?<from>\w+)(?:[[{].+[\]}])? --(?: (?<says>\w+) --)?> (?<to>\w+)(?:[[{].+[\]}])?$/,
};

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly says: string;
}

function arrowsOf({ document, line, text }: Block): readonly Arrow[] {
  const [kind = "", ...lines] = text.trim().split("\n");
  const form = arrows[kind];
  assert.ok(form, `${document}:${line}: no test knows ${kind}`);
  return lines.map((one, index) => {
    const { from = "", to = "", says = "" } = form.exec(one.trim())?.groups ?? {};
    assert.notEqual(from, "", `${document}:${line + index + 1}: ${one}`);
    return { from, to, says };
  });
}

const diagrams = documents()
  .flatMap(blocksIn)
  .filter(({ language }) => language === "mermaid");

describe("the diagrams of the documents", () => {
  it("are there", () => {
    assert.equal(diagrams.length, 2);
  });

  for (const diagram of diagrams) {
    const { document, line, text } = diagram;
    it(`${document}:${line} can be drawn, and every place of it is reached`, () => {
      const all = arrowsOf(diagram);
      const reached = new Set(all.map(({ to }) => to));
      const unreached = [...new Set(all.map(({ from }) => from))].filter((one) => !reached.has(one));
      assert.deepEqual(unreached.length, 1, `begins at ${unreached}`);
      if (text.startsWith("flowchart"))
        for (const place of reached)
          assert.match(text, new RegExp(`\\b${place}[[{]`), `${place} has no words`);
    });
  }

  it("use the words of the page for what a round is", () => {
    const [states] = diagrams.filter(({ text }) => text.startsWith("stateDiagram"));
    assert.ok(states !== undefined);
    const page = textOf(states.document);
    for (const word of ["bad", "good", "neither"]) {
      assert.match(page, new RegExp(`^\\| ${word} \\|`, "m"));
      assert.ok(states.text.includes(word), word);
    }
  });
});
