/** A site's file: the site itself, or a stack file of Pulumi that has it in its configuration. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import type { DualWan } from "../failover/args";
import { parseSite, type Site, SiteError } from "../site/schema";
import { isRecord, type Values } from "./data";
import { UsageError } from "./streams";

export interface SiteFile {
  /** Name of the office: the stack's, or the file's. */
  readonly name: string;
  readonly office: DualWan;
  /** Which router it is on, of several under `routeros:routers`; undefined: the only one. */
  readonly router: string | undefined;
  /** Its arguments, plain: secrets that only Pulumi can read have a stand-in. */
  readonly args: Values;
  /** Whether there are such secrets in the site. */
  readonly encrypted: boolean;
  /** Configuration of the stack (`routeros:host` and so on) without its secrets, which are encrypted there. */
  readonly config: Values;
}

/** What stands for a secret that only Pulumi can read: one of the secrets is a URL. */
const standIn = (name: string): string => (name === "url" ? "https://encrypted.invalid/" : "(encrypted)");

/**
 * Reads a site.
 *
 * @param changes arguments that the command line sets over those of the file
 * @throws UsageError when the file cannot be read, has no site, or has one with mistakes, which it lists
 */
export function readSite(file: string, changes: Values = {}): SiteFile {
  const content = readYaml(file);
  const config = isRecord(content.config) ? content.config : undefined;
  const site =
    config === undefined ? (isRecord(content.site) ? content.site : content) : siteOf(config, file);
  const { values, encrypted } = withoutSecrets(site, standIn);
  const { name = nameOf(file), router, failover } = usable({ ...values, ...changes }, file);
  if (failover === undefined)
    throw new UsageError(
      `${file} describes no office with several lines: it needs "wans", at its top, below "site", or in the configuration of a stack`,
    );
  return {
    name,
    office: failover.office,
    router,
    args: failover.args,
    encrypted,
    config: withoutSecrets(config ?? {}, () => undefined).values,
  };
}

function usable(site: Values, file: string): Site {
  try {
    return parseSite(site);
  } catch (error) {
    if (!(error instanceof SiteError)) throw error;
    throw new UsageError(`${file} is not usable:\n${error.mistakes.map((one) => `- ${one}`).join("\n")}`);
  }
}

/** Why a file cannot be read, by Node's code. */
const unreadable: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "you may not read it",
};

function readYaml(file: string): Values {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    throw new UsageError(`${file} cannot be read: ${unreadable[code] ?? message}`);
  }
  const content = dataOf(text, file);
  if (isRecord(content)) return content;
  throw new UsageError(`${file} is empty, or not a site`);
}

/** @throws UsageError with the line, and without what stands there, which may be a password */
function dataOf(text: string, file: string): unknown {
  const counter = new LineCounter();
  const document = parseDocument(text, { prettyErrors: false, lineCounter: counter });
  const [mistake] = [...document.errors, ...document.warnings];
  if (mistake !== undefined) {
    const { line, col } = counter.linePos(mistake.pos[0]);
    throw new UsageError(`${file} is no YAML: line ${line}, column ${col}: ${mistake.message}`);
  }
  try {
    return document.toJS();
  } catch (error) {
    // Names that refer to nothing, or to too much.
    throw new UsageError(`${file} is no YAML: ${(error as Error).message}`);
  }
}

/** The value `<project>:site` of a stack's configuration. */
function siteOf(config: Values, file: string): Values {
  const sites = Object.entries(config).filter(([key]) => key.endsWith(":site"));
  const [first, second] = sites;
  if (first === undefined || second !== undefined || !isRecord(first[1]))
    throw new UsageError(`${file} is a stack's configuration and needs one value "<project>:site"`);
  return first[1];
}

/** `Pulumi.office-12.yaml` → `office-12` */
const nameOf = (file: string): string =>
  basename(file)
    .replace(/\.(ya?ml|json)$/, "")
    .replace(/^Pulumi\./, "");

const isSecret = (value: Values): boolean => Object.keys(value).length === 1 && "secure" in value;

/** Values with something else in the place of what only Pulumi can read. */
function withoutSecrets(
  values: Values,
  instead: (name: string) => string | undefined,
): { readonly values: Values; readonly encrypted: boolean } {
  let encrypted = false;
  const one = (name: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((member) => one(name, member));
    if (!isRecord(value)) return value;
    if (!isSecret(value)) return all(value);
    encrypted = true;
    return instead(name);
  };
  const all = (group: Values): Values =>
    Object.fromEntries(Object.entries(group).map(([name, value]) => [name, one(name, value)]));
  return { values: all(values), encrypted };
}
