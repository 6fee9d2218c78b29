/**
 * A `node_modules` folder of links, as `npm link` makes it: a project outside the repository gets our packages
 * and the repository's own copies of what they share with the project.
 */
import * as fs from "node:fs";
import * as path from "node:path";

/** The repository's root. */
export const REPOSITORY = path.resolve(__dirname, "..", "..");

/** What a user's package.json lists, by name, with the folder in the repository. */
const PACKAGES: Readonly<Record<string, string>> = {
  "pulumi-routeros": ".",
  "pulumi-routeros-provider": "provider",
  // One copy for all: two copies of the SDK do not know each other's resources.
  "@pulumi/pulumi": "node_modules/@pulumi/pulumi",
  "@types/node": "node_modules/@types/node",
  "ts-node": "node_modules/ts-node",
  typescript: "node_modules/typescript",
};

/**
 * Links the packages into `<project>/node_modules`.
 *
 * @param except packages that the project is to lack
 */
export function linkPackages(project: string, except: readonly string[] = []): void {
  for (const [name, folder] of Object.entries(PACKAGES)) {
    if (except.includes(name)) continue;
    const link = path.join(project, "node_modules", name);
    fs.mkdirSync(path.dirname(link), { recursive: true });
    // A junction needs no privilege on Windows; elsewhere the type is ignored.
    fs.symlinkSync(path.join(REPOSITORY, folder), link, "junction");
  }
}
