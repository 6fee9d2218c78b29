/** What the documents of the repository tell a reader to type: their code blocks, and the commands in their text. */
import * as fs from "node:fs";
import * as path from "node:path";
import { REPOSITORY } from "../support/package-links";

export interface Block {
  /** Relative to the repository. */
  readonly document: string;
  /** The last heading of level 1 or 2 before it. */
  readonly heading: string;
  /** As written behind the fence: `sh`, `ts`, `yaml`, `routeros`. */
  readonly language: string;
  /** Of its first line in the document. */
  readonly line: number;
  readonly text: string;
}

export interface Command {
  readonly document: string;
  readonly heading: string;
  readonly line: number;
  /** Without the comment behind it. */
  readonly text: string;
}

function folders(parent: string): string[] {
  return fs
    .readdirSync(path.join(REPOSITORY, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => path.join(parent, name));
}

/** Every document for readers, relative to the repository. */
export function documents(): string[] {
  const docs = fs.readdirSync(path.join(REPOSITORY, "docs")).map((name) => path.join("docs", name));
  const readmes = [".", "provider", "simulator", "bench", ...folders("examples")].map((folder) =>
    path.join(folder, "README.md"),
  );
  return [...readmes, ...docs].filter(
    (file) => file.endsWith(".md") && fs.existsSync(path.join(REPOSITORY, file)),
  );
}

export const textOf = (document: string): string => fs.readFileSync(path.join(REPOSITORY, document), "utf8");

/** A line of a document, and where it stands. */
interface Line {
  readonly number: number;
  readonly text: string;
  readonly heading: string;
  /** The language of the block it is in; undefined outside; `fence` for a fence itself. */
  readonly language: string | undefined;
}

function linesOf(document: string): Line[] {
  let heading = "";
  let language: string | undefined;
  return textOf(document)
    .split("\n")
    .map((text, index) => {
      const fence = /^\s*```(\S*)$/.exec(text);
      const line = { number: index + 1, text, heading };
      if (fence) {
        language = language === undefined ? (fence[1] ?? "") : undefined;
        return { ...line, language: "fence" };
      }
      if (language === undefined) heading = /^##? (.+)$/.exec(text)?.[1] ?? heading;
      return { ...line, heading, language };
    });
}

export function blocksIn(document: string): Block[] {
  const blocks: { first: Line; language: string; lines: string[] }[] = [];
  let inside = false;
  for (const line of linesOf(document)) {
    if (line.language === "fence" || line.language === undefined) inside = false;
    else if (inside) blocks.at(-1)?.lines.push(line.text);
    else {
      inside = true;
      blocks.push({ first: line, language: line.language, lines: [line.text] });
    }
  }
  return blocks.map(({ first, language, lines }) => ({
    document,
    heading: first.heading,
    language,
    line: first.number,
    text: `${lines.join("\n")}\n`,
  }));
}

/** The one block of a language under a heading. @throws Error if there is none, or more than one. */
export function onlyBlock(document: string, heading: string, language: string): Block {
  const found = blocksIn(document).filter(
    (block) => block.heading === heading && block.language === language,
  );
  const [block] = found;
  if (block === undefined || found.length > 1)
    throw new Error(`${document}, "${heading}" has ${found.length} ${language} blocks instead of one`);
  return block;
}

/** The commands of the shell blocks, in order; under one heading if given. */
export function shellCommands(document: string, heading?: string): Command[] {
  return blocksIn(document)
    .filter((block) => block.language === "sh" && (heading === undefined || block.heading === heading))
    .flatMap(({ text, line, ...place }) =>
      text.split("\n").map((one, index) => ({
        document: place.document,
        heading: place.heading,
        line: line + index,
        text: one.replace(/(^|\s+)#.*$/, "").trim(),
      })),
    )
    .filter(({ text }) => text !== "");
}

/** Names of programs that readers start; what begins with one is a command. */
const program = /^(?:[A-Z_]+=\S+ )*(?:npm|npx|node|pulumi) \S/;

/** The commands between backticks in text and tables. */
export function spokenCommands(document: string): Command[] {
  return linesOf(document)
    .filter(({ language }) => language === undefined)
    .flatMap(({ text, number, heading }) =>
      [...text.matchAll(/`([^`]+)`/g)]
        .map(([, code = ""]) => code.replace(/\\\|/g, "|"))
        .filter((code) => program.test(code))
        .map((code) => ({ document, heading, line: number, text: code })),
    );
}
