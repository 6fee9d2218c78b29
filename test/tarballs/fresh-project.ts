/** A Pulumi project as a user begins it: outside the repository, with nothing but what its package.json lists. */
import * as fs from "node:fs";
import * as path from "node:path";
import { findPulumi, withPulumi } from "../../tools/bootstrap/pulumi";
import { type Office, openOffice } from "../support/office";
import { REPOSITORY } from "../support/package-links";
import { tarballs } from "../support/tarballs";
import { temporaryFolder } from "../support/temporary";
import { environmentOn, install, nodeFolder, type PackageManager } from "../support/toolchain";
import type { Leg } from "./legs";

export interface FreshProject {
  readonly office: Office;
  /** The folder of the `node` that runs everything in the project. */
  readonly node: string;
}

export interface FreshProjectOptions {
  readonly leg: Omit<Leg, "manager">;
  readonly manager: PackageManager;
  /** Our packages that package.json lists; default: both. */
  readonly lists?: readonly string[];
}

const both = ["pulumi-routeros", "pulumi-routeros-provider"];

async function manifest({ sdk, nodeTypes }: FreshProjectOptions["leg"], lists: readonly string[]) {
  const ours = (await tarballs()).filter(({ name }) => lists.includes(name));
  return {
    name: "fresh-project",
    private: true,
    main: "index.ts",
    dependencies: {
      "@pulumi/pulumi": sdk,
      ...Object.fromEntries(ours.map(({ name, file }) => [name, `file:${file}`])),
    },
    // ts-node 10.9.2 and TypeScript 5.9 run programs on Node 24 as on Node 20, and with them Pulumi's language host
    // 3.68 runs SDK 3.270: no option of `runtime` is needed. Left out, the SDK falls back on the TypeScript 3.8 in it.
    devDependencies: {
      "@types/node": nodeTypes,
      "ts-node": version("ts-node"),
      typescript: version("typescript"),
    },
  };
}

/** The repository's own pin of a development tool. */
function version(name: string): string {
  const text = fs.readFileSync(path.join(REPOSITORY, "package.json"), "utf8");
  const pins = (JSON.parse(text) as { devDependencies: Record<string, string> }).devDependencies;
  const pin = pins[name];
  if (pin === undefined) throw new Error(`package.json lists no ${name}`);
  return pin;
}

/** Writes the project, installs its packages, and starts the router that it manages. */
export async function freshProject({
  leg,
  manager,
  lists = both,
}: FreshProjectOptions): Promise<FreshProject> {
  const node = await nodeFolder(leg.node);
  const template = temporaryFolder("fresh-project");
  fs.cpSync(path.join(__dirname, "project"), template, { recursive: true });
  const files = { "package.json": JSON.stringify(await manifest(leg, lists), null, 2), ...manager.files };
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(template, name), text);

  const pulumi = findPulumi();
  if (pulumi === undefined) throw new Error("No Pulumi CLI: run `node tools/bootstrap.js --cli` first.");
  const office = await openOffice({
    program: { folder: template },
    install: (folder) => install(folder, manager, node),
    // Language host and dynamic host both start the `node` that comes first on PATH.
    env: { PATH: environmentOn(node, withPulumi(pulumi)).PATH },
    typeCheck: true,
  });
  return { office, node };
}
