import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { REPOSITORY } from "../support/package-links";
import { filesBelow } from "../support/temporary";
import { elsewhere, followed } from "./coverage";
import { blocksIn, type Command, documents, shellCommands, spokenCommands, textOf } from "./documents";

const manifest = JSON.parse(textOf("package.json"));
const shell = documents().flatMap((document) => shellCommands(document));
const spoken = documents().flatMap(spokenCommands);
const place = ({ document, line, text }: Command) => `${document}:${line}: ${text}`;

const isFollowed = ({ document, heading }: Command) =>
  followed.some((one) => one.document === document && (one.heading ?? heading) === heading);

describe("the commands of the documents", () => {
  it("are found: in the README, in the examples, and on the page of a site", () => {
    const found = new Set([...shell, ...spoken].map(({ document }) => document));
    for (const document of ["README.md", "docs/site.md", "examples/article/README.md"])
      assert.ok(found.has(document), document);
    assert.ok(shell.length > 30, `${shell.length} commands in blocks`);
  });

  it("are all run by a test", () => {
    const known = new Set([
      ...elsewhere.map(({ command }) => command),
      ...shell.filter(isFollowed).map(({ text }) => text),
    ]);
    const unknown = [...shell, ...spoken].filter(({ text }) => !known.has(text));
    assert.deepEqual(unknown.map(place), [], "run these in a test, and say so in test/docs/coverage.ts");
  });

  it("are in no table for nothing", () => {
    const texts = new Set([...shell, ...spoken].map(({ text }) => text));
    assert.deepEqual(
      elsewhere.map(({ command }) => command).filter((command) => !texts.has(command)),
      [],
    );
    for (const one of followed)
      assert.ok(
        shell.some((command) => isFollowed(command)),
        one.document,
      );
  });

  for (const { document, heading, test } of followed) {
    it(`${document}${heading === undefined ? "" : `, "${heading}"`} are followed by ${test}`, () => {
      assert.ok(textOf(test).includes(`"${document}"`), `${test} does not name the document`);
      if (heading !== undefined)
        assert.ok(textOf(test).includes(`"${heading}"`), `${test} does not name the heading`);
    });
  }

  for (const { command, test, says } of elsewhere) {
    it(`${command} is run by ${test}`, () => {
      assert.ok(textOf(test).includes(says), `${test} does not say "${says}"`);
    });
  }

  it("that are scripts of the package are there, with the files that they name", () => {
    const scripts = [...shell, ...spoken].flatMap(({ text }) => /^npm run ([\w:]+)/.exec(text)?.[1] ?? []);
    assert.ok(scripts.includes("demo") && scripts.includes("bench"));
    for (const script of scripts) {
      const text: string = manifest.scripts[script] ?? "";
      assert.notEqual(text, "", `package.json has no script ${script}`);
      for (const file of text.match(/\S+\.(js|json|ts)\b/g) ?? [])
        assert.ok(fs.existsSync(path.join(REPOSITORY, file)), `${script}: ${file}`);
    }
  });

  it("has tests for the words that the README greps for", () => {
    const [, words = "?"] = /--grep "([^"]+)"/.exec(spoken.map(({ text }) => text).join("\n")) ?? [];
    const titles = filesBelow(path.join(REPOSITORY, "test"))
      .filter((file) => file.endsWith(".test.ts") && !file.includes(`${path.sep}docs${path.sep}`))
      .map((file) => fs.readFileSync(file, "utf8"))
      .filter((text) => new RegExp(`(describe|it)\\([^\\n]*${words}`).test(text));
    assert.ok(titles.length > 0, `no test is called after "${words}"`);
  });

  it("install the versions that the repository is tested with", () => {
    const versions: Record<string, string> = { ...manifest.devDependencies, ...manifest.dependencies };
    const pins = shell
      .filter(({ text }) => text.startsWith("npm install"))
      .flatMap(({ text }) => [...text.matchAll(/ (@?[\w/-]+)@([\w.-]+)/g)]);
    assert.ok(pins.length > 0);
    for (const [, name = "", version] of pins) assert.equal(version, versions[name], name);
    const tarballs = shell.flatMap(({ text }) => [...text.matchAll(/\.\/([a-z-]+)-(\d[\w.]*)\.tgz/g)]);
    assert.ok(tarballs.length > 0);
    for (const [, name, version] of tarballs) assert.equal(version, manifest.version, name);
  });
});

/** Headings of a page as links name them. */
const anchorsOf = (page: string): ReadonlySet<string> =>
  new Set(
    [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );

describe("the blocks of the documents", () => {
  it("are of languages that a test can use", () => {
    const languages = documents().flatMap((document) => blocksIn(document));
    const known = ["sh", "ts", "yaml", "routeros", "mermaid", "text"];
    const unknown = languages.filter(({ language }) => !known.includes(language));
    assert.deepEqual(
      unknown.map(({ document, line, language }) => `${document}:${line} ${language}`),
      [],
    );
  });

  it("refer to files and headings that are there", () => {
    let links = 0;
    const dead: string[] = [];
    for (const document of documents())
      for (const [, target = ""] of textOf(document).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        links += 1;
        const [file = "", heading] = target.split("#");
        const page = file === "" ? document : path.join(path.dirname(document), file);
        const isThere = fs.existsSync(path.join(REPOSITORY, page));
        if (!isThere || (heading !== undefined && !anchorsOf(page).has(heading)))
          dead.push(`${document} links to ${target}`);
      }
    assert.ok(links > 20, `${links} links`);
    assert.deepEqual(dead, []);
  });
});
