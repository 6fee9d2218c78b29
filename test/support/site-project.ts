/** The repository's own Pulumi project (one stack is one office) as a folder for tests. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { REPOSITORY } from "./package-links";
import type { PulumiProject } from "./pulumi-project";
import { temporaryFolder } from "./temporary";

/** What the repository itself needs to be a Pulumi project, beside installed packages. */
const projectFiles = ["Pulumi.yaml", "package.json", "dist"];

/** Packages that the built program loads, beside those that every project has. */
const dependencies = ["zod"];

/** A copy of the project, for {@link PulumiProject}. */
export function siteFolder(): string {
  const folder = temporaryFolder("site");
  for (const file of projectFiles)
    fs.cpSync(path.join(REPOSITORY, file), path.join(folder, file), { recursive: true });
  return folder;
}

/** Links what the built program needs into a project that was made from {@link siteFolder}. */
export function linkSiteDependencies({ folder }: PulumiProject): void {
  for (const name of dependencies)
    fs.symlinkSync(path.join(REPOSITORY, "node_modules", name), path.join(folder, "node_modules", name));
}

const stackFile = ({ folder, stack }: PulumiProject): string => path.join(folder, `Pulumi.${stack}.yaml`);

/** A secret of the site, by its path (`wans[0].password`), as it stands encrypted in the stack's file. */
export function encryptedIn(project: PulumiProject, at: string): { readonly secure: string } {
  const content = parse(fs.readFileSync(stackFile(project), "utf8"));
  const found = at
    .split(/[.[\]]+/)
    .filter((part) => part !== "")
    .reduce((value, part) => value?.[part], content.config["routeros-site:site"]);
  if (typeof found?.secure !== "string") throw new Error(`no secret at ${at} in ${stackFile(project)}`);
  return found;
}

/** Writes the stack's file, as an engineer does; JSON is YAML too. The salt of its secrets stays. */
export function writeSite(project: PulumiProject, site: unknown): void {
  const file = stackFile(project);
  const kept = fs.readFileSync(file, "utf8").replace(/^config:\n(^ .*\n)*/m, "");
  fs.writeFileSync(file, `${kept}config:\n  routeros-site:site: ${JSON.stringify(site)}\n`);
}
