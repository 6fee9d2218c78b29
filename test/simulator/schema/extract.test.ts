import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CommandTreeSource, extract, render } from "../../../tools/extract-command-trees";

const dataFile = join(__dirname, "../../../simulator/data/extracted.json");

describe("the extract of the command trees", () => {
  it("is what the script derives from its source", function () {
    const path = process.env.ROUTEROS_EXTRACT;
    if (path === undefined) {
      console.log(
        "      skipped: set ROUTEROS_EXTRACT to the path of inspect-extract.json to derive the data again",
      );
      this.skip();
    }
    const source = JSON.parse(readFileSync(path, "utf8")) as CommandTreeSource;
    assert.equal(
      readFileSync(dataFile, "utf8"),
      render(extract(source)),
      "run: npx ts-node tools/extract-command-trees.ts <inspect-extract.json>",
    );
  });

  it("names the repository, commit and files it comes from", () => {
    const { source } = JSON.parse(readFileSync(dataFile, "utf8")) as ReturnType<typeof extract>;
    assert.match(source.repository, /^[\w-]+\/[\w-]+$/);
    assert.match(source.commit, /^[0-9a-f]{40}$/);
    assert.deepEqual(Object.keys(source.files), ["7.12.2", "7.21.5", "7.22.3", "7.24"]);
  });

  it("takes 7.18.2 from 7.12.2 and the history, and drops objects of the recorded device", () => {
    const menu = (args: Record<string, object>, deep = false) => ({
      commands: ["add", "set"],
      subdirs: [],
      add: { ...args, "copy-from": {} },
      set: { ...args, numbers: {} },
      ...(deep ? { readOnlyProperties: ["state", "late"] } : {}),
    });
    const late = { enum: ["ether1", "main", "fast"], dynamicObjects: ["main"] };
    const source = {
      _source: { repository: "a/b", commit: "c", files: {} },
      versions: {
        "7.12.2": { "/m": menu({ old: {}, name: {} }) },
        "7.21.5": { "/m": menu({ name: {}, early: {}, late }, true) },
        "7.22.3": { "/m": menu({ name: {}, early: {}, late }, true) },
        "7.24": { "/m": menu({ name: {}, early: {}, late }) },
      },
      argHistory: {
        "/m": {
          add: [
            { version: "7.13.5", added: ["early"], removed: ["old"] },
            { version: "7.20.8", added: ["late"], removed: [] },
          ],
          set: [
            { version: "7.13.5", added: ["early"], removed: ["old"] },
            { version: "7.20.8", added: ["late"], removed: [] },
          ],
        },
      },
      argHistoryVersions: ["7.12.2", "7.13.5", "7.18.2", "7.20.8", "7.21.5", "7.22.3", "7.24"],
    } as unknown as CommandTreeSource;
    const result = extract(source).menus["/m"];
    assert.deepEqual(result?.properties, {
      early: { since: "7.18.2" },
      late: { since: "7.21.5", words: ["fast"] },
      name: {},
      old: { until: "7.18.2" },
    });
    assert.deepEqual(result?.readOnly, { state: {} });
  });
});
