/** A site's file: the site itself, or a stack file of Pulumi that has it in its configuration. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parse, YAMLParseError } from "yaml";
import type { DualWan } from "../failover/args";
import { parseSite, type Site, SiteError } from "../site/schema";
import { UsageError } from "./streams";

export interface SiteFile {
  /** Name of the office: the stack's, or the file's. */
  readonly name: string;
  readonly office: DualWan;
  /** Which router it is on, of several under `routeros:routers`; undefined: the only one. */
  readonly router: string | undefined;
  /** Its arguments, plain: secrets that only Pulumi can read have a stand-in. */
  readonly args: Readonly<Record<string, unknown>>;
  /** Values of `routeros:` that stand in the file; secrets are encrypted there and are not among them. */
  readonly config: (key: string) => string | undefined;
}

/** What stands for a secret that only Pulumi can read: one of the secrets is a URL. */
const encrypted = (name: string): string => (name === "url" ? "https://encrypted.invalid/" : "(encrypted)");

/**
 * Reads a site.
 *
 * @param changes arguments that the command line sets over those of the file
 * @throws UsageError when the file cannot be read, has no site, or has one with mistakes, which it lists
 */
export function readSite(file: string, changes: Readonly<Record<string, unknown>> = {}): SiteFile {
  const content = readYaml(file);
  const config = isRecord(content.config) ? content.config : undefined;
  const site =
    config === undefined ? (isRecord(content.site) ? content.site : content) : siteOf(config, file);
  const { name = nameOf(file), router, failover } = usable({ ...readable(site), ...changes }, file);
  if (failover === undefined)
    throw new UsageError(
      `${file} describes no office with several lines: it needs "wans", at its top, below "site", or in the configuration of a stack`,
    );
  return {
    name,
    office: failover.office,
    router,
    args: failover.args,
    config: (key) => textOf(config?.[key]),
  };
}

function usable(site: Readonly<Record<string, unknown>>, file: string): Site {
  try {
    return parseSite(site);
  } catch (error) {
    if (!(error instanceof SiteError)) throw error;
    throw new UsageError(`${file} is not usable:\n${error.mistakes.map((one) => `- ${one}`).join("\n")}`);
  }
}

function readYaml(file: string): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
  try {
    const content: unknown = parse(text);
    if (isRecord(content)) return content;
  } catch (error) {
    if (error instanceof YAMLParseError) throw new UsageError(`${file} is no YAML: ${error.message}`);
    throw error;
  }
  throw new UsageError(`${file} is empty, or not a site`);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value `<project>:site` of a stack's configuration. */
function siteOf(config: Readonly<Record<string, unknown>>, file: string): Readonly<Record<string, unknown>> {
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

/** Encrypted values as a stand-in: a plan does not show them, and a rehearsal has its own. */
function readable(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const one = (name: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((member) => one(name, member));
    if (!isRecord(value)) return value;
    const names = Object.keys(value);
    return names.length === 1 && names[0] === "secure" ? encrypted(name) : readable(value);
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, one(name, value)]));
}

/** As Pulumi hands configuration to a program: text, or JSON text. */
function textOf(value: unknown): string | undefined {
  if (value === undefined || (isRecord(value) && "secure" in value)) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}
