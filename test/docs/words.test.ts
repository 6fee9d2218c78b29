import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parseSettings } from "../../provider/session/settings";
import { environmentSettings } from "../../provider/session/settings-sources";
import { settings } from "../../provider/session/settings-values";
import { siteSchema } from "../../src/site/schema";
import { REPOSITORY } from "../support/package-links";
import { filesBelow } from "../support/temporary";
import { pulumisWords } from "./coverage";
import { textOf } from "./documents";

/** The first cells of the table whose header line is `header`, without the lines above the rows. */
function firstCells(document: string, header: string): string[] {
  const lines = textOf(document).split("\n");
  const start = lines.indexOf(header);
  assert.ok(start >= 0, `${document} has no table "${header}"`);
  const rows = lines.slice(start + 2);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith("|")),
    )
    .map((row) => row.split(" | ")[0] ?? "");
}

const codes = (texts: readonly string[]) =>
  texts.flatMap((text) => [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code));

describe("the README's words", () => {
  it("name every configuration key, and none that is unknown", () => {
    const known = [...Object.keys(settings), "routers"].map((name) => `routeros:${name}`);
    const named = codes(firstCells("README.md", "| configuration key | meaning |"));
    assert.deepEqual(named.toSorted(), known.toSorted());
  });

  it("name every part of the setting tls", () => {
    const row = textOf("README.md")
      .split("\n")
      .find((line) => line.startsWith("| `routeros:tls` |"));
    const tls = { host: "h", user: "u", password: "p", tls: '{"nothing":1}' };
    let message = "";
    try {
      parseSettings((key) => tls[key.replace("routeros:", "") as keyof typeof tls]);
    } catch (error) {
      message = (error as Error).message;
    }
    const [, parts = ""] = /it takes ([\w, ]+)/.exec(message) ?? [];
    assert.ok(parts.includes("fingerprint"), message);
    for (const part of parts.trim().split(", ")) assert.ok(row?.includes(`\`${part}\``), part);
  });

  it("name every environment variable, and none that is unknown", () => {
    const known = [...Object.values(environmentSettings), "CA_FILE", "FINGERPRINT"].map(
      (one) => `ROUTEROS_${one}`,
    );
    const [sentence = ""] = /The environment variables [\s\S]*?override/.exec(textOf("README.md")) ?? [];
    assert.deepEqual(codes([sentence]).toSorted(), known.toSorted());
  });

  it("tell the deadlines that hold when nothing is set", () => {
    const given: Record<string, string> = { host: "h", user: "u", password: "p" };
    const router = parseSettings((key) => given[key.replace("routeros:", "")]).routers.get("default");
    assert.ok(router);
    const row = textOf("README.md").match(/^\| `routeros:connectDeadline`.*$/m)?.[0] ?? "";
    const [, connect, command] = /default (\d+)s and (\d+)s/.exec(row) ?? [];
    assert.deepEqual(
      [Number(connect) * 1000, Number(command) * 1000],
      [router.connectDeadline, router.commandDeadline],
    );
    assert.deepEqual([router.port, router.adopt, router.tls], [8729, false, {}]);
  });

  it("quote errors as they are", () => {
    const sources = filesBelow(path.join(REPOSITORY, "provider"))
      .filter((file) => file.endsWith(".ts") && !/[\\/](dist|node_modules)[\\/]/.test(file))
      // A text that is broken over lines is one text.
      .map((file) => fs.readFileSync(file, "utf8").replace(/["`]\s*\+\s*["`]/g, ""))
      .join("\n");
    const quoted = codes(firstCells("README.md", "| the error says | what to do |"));
    assert.ok(quoted.length >= 8, `${quoted.length} errors`);
    for (const words of quoted)
      assert.ok(pulumisWords.includes(words) || sources.includes(words), `no error of ours says "${words}"`);
  });
});

describe("the page on a site", () => {
  it("names every key of a site", () => {
    const named = codes(firstCells("docs/site.md", "| key | meaning |"));
    const objects = Object.keys(siteSchema.shape.objects.unwrap().element.shape);
    const own = Object.keys(siteSchema.shape).filter((key) => key !== "objects" && key !== "orders");
    assert.deepEqual(
      named.toSorted(),
      ["wans", ...own, ...objects.map((key) => `objects[].${key}`), "orders[]"].toSorted(),
    );
    const row = textOf("docs/site.md").match(/^\| `orders\[\]`.*$/m)?.[0] ?? "";
    for (const key of Object.keys(siteSchema.shape.orders.unwrap().element.shape))
      assert.ok(row.includes(`\`${key}\``), key);
  });
});
