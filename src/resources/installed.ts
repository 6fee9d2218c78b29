import { createRequire } from "node:module";
import { join } from "node:path";
import { programError } from "../program-error";

const engine = "pulumi-routeros-provider/crud";
const resolvedFrom = new Set<string>();

/**
 * Throws unless the engine can be required from the project folder: that is where Pulumi's provider process
 * looks for it, long after this program has ended. A package manager that does not hoist (pnpm) leaves a
 * transitive package out of reach, so the engine is a peer that the project itself must list.
 *
 * @throws pulumi.RunError with the command that installs the engine.
 */
export function requireEngineInstalled(projectFolder = process.cwd()): void {
  if (resolvedFrom.has(projectFolder)) return;
  try {
    createRequire(join(projectFolder, "package.json")).resolve(engine);
    resolvedFrom.add(projectFolder);
  } catch {
    const { version } = require("../../package.json") as { version: string };
    throw programError(
      `pulumi-routeros needs the package pulumi-routeros-provider in this project (${projectFolder}), because ` +
        `Pulumi's provider process loads it from there. Install the same version beside it: ` +
        `npm install pulumi-routeros-provider@${version} (or pnpm add / yarn add).`,
    );
  }
}
