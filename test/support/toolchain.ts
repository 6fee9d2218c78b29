/** Nodes and package managers of users: the ones at hand where they fit, the others from npm into our cache. */
import * as path from "node:path";
import { npmCommand, npmProgram } from "../../tools/test/npm-program";
import { type CliResult, startCli } from "./cli-run";

/** Each Node line of the test, with the version that stands in when another line runs the test. */
const nodes = { "20": "20.20.2", "24": "24.21.0" } as const;
export type NodeLine = keyof typeof nodes;

const PNPM = "12.21.0";

/** The folder of `node`, to be put first on PATH. */
export async function nodeFolder(line: NodeLine): Promise<string> {
  if (process.versions.node.startsWith(`${line}.`)) return path.dirname(process.execPath);
  return npmProgram("node", nodes[line]);
}

/** How a package manager installs what package.json lists. */
export interface PackageManager {
  /** What it wants in the project folder before it installs, by file name. */
  readonly files: Readonly<Record<string, string>>;
  /** Program and arguments, with `node` the path of the Node that is to run it. */
  command(node: string): Promise<readonly [string, ...string[]]>;
}

const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];

function npmInstall(...options: string[]): PackageManager {
  return {
    files: {},
    command: async (node) => {
      const { command, args } = npmCommand();
      // npm itself runs on the Node of the leg, unless there is none of npm's own script to run.
      const program: [string, ...string[]] = args.length === 0 ? [command] : [node, ...args];
      return [...program, "install", ...quiet, ...options];
    },
  };
}

/**
 * pnpm ends with ERR_PNPM_IGNORED_BUILDS (exit code 1) until the project says what becomes of the install script of
 * protobufjs, a dependency of Pulumi's SDK that needs none. Every Pulumi project with pnpm has this.
 */
const pnpmSettings = "allowBuilds:\n  protobufjs: false\n";

function pnpmInstall(settings = ""): PackageManager {
  return {
    files: { "pnpm-workspace.yaml": pnpmSettings + settings },
    command: async () => {
      const folder = await npmProgram("pnpm", PNPM);
      const cache = path.resolve(folder, "..", "..", "..");
      return [
        path.join(folder, "pnpm"),
        "install",
        "--no-frozen-lockfile",
        `--store-dir=${path.join(cache, "pnpm-store")}`,
        `--cache-dir=${path.join(cache, "pnpm-cache")}`,
      ];
    },
  };
}

export const packageManagers = {
  npm: npmInstall(),
  /** npm as it was before it installed peers by itself; still set in many a .npmrc. */
  npmWithoutPeers: npmInstall("--legacy-peer-deps"),
  /** pnpm with its default linker: a project reaches what its package.json lists, and nothing else. */
  pnpm: pnpmInstall(),
  /** The same, with one package taken from a file, whoever asks for it. */
  pnpmWithOverride: (name: string, file: string) =>
    pnpmInstall(`overrides:\n  ${name}: ${JSON.stringify(`file:${file}`)}\n`),
};

/** The environment of a program on another Node: that Node first on PATH, and nothing that npm told this process. */
export function environmentOn(folder: string, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) =>
      !/^(npm_(lifecycle|package|command|node_execpath|config_local_prefix)|INIT_CWD$|NODE$)/.test(name),
  );
  return { ...Object.fromEntries(kept), PATH: [folder, env.PATH ?? ""].join(path.delimiter) };
}

/** Installs what the package.json of `project` lists. Throws the package manager's words when it cannot. */
export async function install(project: string, manager: PackageManager, node: string): Promise<CliResult> {
  const [program, ...args] = await manager.command(path.join(node, "node"));
  const result = await startCli(program, args, { cwd: project, env: environmentOn(node) }).done;
  if (result.code === 0) return result;
  throw new Error(
    `Installing the packages of the test's project failed. The test needs the npm registry, or a cache that an ` +
      `earlier run filled; \`npm ping\` tells whether the registry can be reached. ` +
      `${path.basename(program)} ${args.join(" ")} ended with code ${result.code}:\n${result.stdout}${result.stderr}`,
  );
}
