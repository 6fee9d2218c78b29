/**
 * Real Pulumi projects for tests: the real CLI, a file backend, our packages linked in, and nothing of the
 * user's read or written.
 *
 * @example
 * const project = await createProject({ program: 'import { Script } from "pulumi-routeros"; …', config });
 * const up = await project.up();
 * assert.equal(up.code, 0, up.stdout + up.stderr);
 * await project.dispose();
 */
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { findPulumi, withPulumi } from "../../tools/bootstrap/pulumi";
import { killAllWith, processesWith } from "../../tools/test/processes";
import { type CliResult, type CliRun, startCli } from "./cli-run";
import { linkPackages } from "./package-links";
import { filesBelow, removeTemporary, temporaryFolder } from "./temporary";

export type { CliResult, CliRun } from "./cli-run";

/** A value of the stack configuration; a secret reaches the CLI on its standard input. */
export type ConfigValue = string | { readonly secret: string };

export interface ProjectOptions {
  /** The text of `index.ts`, or a folder whose files (without `node_modules`) are copied. */
  readonly program: string | { readonly folder: string };
  /** Stack configuration by full key, for instance `routeros:host`. */
  readonly config?: Readonly<Record<string, ConfigValue>>;
  /** Environment of every call on top of the hermetic one; `undefined` takes a variable away. */
  readonly env?: NodeJS.ProcessEnv;
  /** Type-check the program as for a user; by default it is only transpiled, which saves seconds in each call. */
  readonly typeCheck?: boolean;
  /** Packages not to link, for instance the peer that is missing. */
  readonly without?: readonly string[];
  /** Fills `node_modules` of the project folder instead of links to this repository. */
  readonly install?: (folder: string) => Promise<unknown>;
}

/** Options of one call. */
export interface CallOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
}

/** A project with one stack. Calls never throw for a failing CLI: look at `code`. */
export interface PulumiProject {
  /** The project folder: the working directory of program and dynamic host. */
  readonly folder: string;
  readonly name: string;
  readonly stack: string;
  /** `pulumi up --yes --skip-preview`. */
  up(args?: readonly string[], options?: CallOptions): Promise<CliResult>;
  /** `pulumi preview --diff`. */
  preview(args?: readonly string[], options?: CallOptions): Promise<CliResult>;
  /** `pulumi refresh --yes --skip-preview`; without the last when `--preview-only` is among the arguments. */
  refresh(args?: readonly string[], options?: CallOptions): Promise<CliResult>;
  /** `pulumi destroy --yes --skip-preview`. */
  destroy(args?: readonly string[], options?: CallOptions): Promise<CliResult>;
  /** `pulumi cancel --yes`: frees the lock that a killed run left. */
  cancel(options?: CallOptions): Promise<CliResult>;
  setConfig(key: string, value: ConfigValue): Promise<CliResult>;
  removeConfig(key: string): Promise<CliResult>;
  /** The stack's state as `pulumi stack export` prints it, secrets encrypted. Throws when that fails. */
  exportState(): Promise<StackState>;
  /** The stack's outputs, secrets shown. Throws when that fails. */
  outputs(): Promise<Record<string, unknown>>;
  /** Any other command of the CLI. */
  run(args: readonly string[], options?: CallOptions): Promise<CliResult>;
  /** Starts a command that the test wants to watch, interrupt or kill. */
  start(args: readonly string[], options?: CallOptions): CliRun;
  /** Runs a command in front of a person, on this process's own terminal; resolves to its exit code. */
  show(args: readonly string[]): Promise<number | null>;
  /** Replaces `index.ts`. */
  write(program: string): void;
  /** Every file of backend, project and Pulumi home, without the linked packages: for secrets to be searched in. */
  backendFiles(): string[];
  /** The files of `backendFiles` in which `text` occurs. */
  filesContaining(text: string): string[];
  /** Processes of this project that are alive: CLI, language host, dynamic host, orphans. */
  processes(): number[];
  /** Ends all its processes and removes the folder. */
  dispose(): Promise<void>;
}

/** The part of an exported state that tests look at. */
export interface StackState {
  readonly deployment: {
    readonly resources?: readonly StateResource[];
    readonly pending_operations?: readonly { readonly type: string; readonly resource: StateResource }[];
  };
}

export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

const NAME = "test-site";
const STACK = "office";
/** Its value is shown in no message; long enough not to occur by chance in a file that is searched. */
const PASSPHRASE = "passphrase-of-the-test-stack";

const PULUMI_YAML = `name: ${NAME}
runtime:
  name: nodejs
  options:
    typescript: true
options:
  refresh: always
`;

const TSCONFIG = {
  compilerOptions: {
    target: "ES2022",
    module: "node16",
    moduleResolution: "node16",
    strict: true,
    esModuleInterop: true,
    skipLibCheck: true,
    types: ["node"],
  },
};

/** Settings of the surroundings that would change what the CLI does. */
function isForeign(variable: string): boolean {
  return /^(PULUMI_|ROUTEROS_|NODE_OPTIONS$|TS_NODE_|ENV$|NODE_ENV$|DEBUG$)/.test(variable);
}

function environment(root: string, options: ProjectOptions): NodeJS.ProcessEnv {
  const pulumi = findPulumi();
  if (pulumi === undefined) throw new Error("No Pulumi CLI: run `node tools/bootstrap.js --cli` first.");
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isForeign(name)));
  const home = path.join(root, "home");
  return {
    ...withPulumi(pulumi, kept),
    HOME: home,
    USERPROFILE: home,
    PULUMI_HOME: path.join(home, ".pulumi"),
    PULUMI_BACKEND_URL: `file://${path.join(root, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // No PULUMI_SKIP_CONFIRMATIONS: it counts as --yes, which `refresh --preview-only` refuses.
    ...(options.typeCheck ? {} : { PULUMI_NODEJS_TRANSPILE_ONLY: "true" }),
    ...options.env,
  };
}

function writeIfMissing(file: string, text: string): void {
  if (!fs.existsSync(file)) fs.writeFileSync(file, text);
}

function writeProject(folder: string, { program }: ProjectOptions): void {
  fs.mkdirSync(folder, { recursive: true });
  if (typeof program === "string") {
    fs.writeFileSync(path.join(folder, "index.ts"), program);
  } else {
    const filter = (from: string) => path.basename(from) !== "node_modules";
    fs.cpSync(program.folder, folder, { recursive: true, filter });
  }
  writeIfMissing(path.join(folder, "Pulumi.yaml"), PULUMI_YAML);
  writeIfMissing(path.join(folder, "tsconfig.json"), JSON.stringify(TSCONFIG, null, 2));
  const manifest = { name: NAME, private: true, main: "index.ts" };
  writeIfMissing(path.join(folder, "package.json"), JSON.stringify(manifest, null, 2));
}

function projectName(folder: string): string {
  const match = /^name:\s*["']?([\w.-]+)/m.exec(fs.readFileSync(path.join(folder, "Pulumi.yaml"), "utf8"));
  if (match?.[1] === undefined) throw new Error(`No name in ${path.join(folder, "Pulumi.yaml")}`);
  return match[1];
}

function mustSucceed(what: string, result: CliResult): CliResult {
  if (result.code === 0) return result;
  throw new Error(`${what} ended with code ${result.code}:\n${result.stdout}${result.stderr}`);
}

/** Makes a project and its stack. Throws, with the CLI's output, when that fails. */
export async function createProject(options: ProjectOptions): Promise<PulumiProject> {
  const root = temporaryFolder("pulumi-project");
  const folder = path.join(root, "project");
  const env = environment(root, options);
  const marker = `PULUMI_HOME=${env.PULUMI_HOME}`;
  fs.mkdirSync(path.join(root, "backend"));
  fs.mkdirSync(path.join(root, "home"));
  writeProject(folder, options);

  const start: PulumiProject["start"] = (args, call = {}) =>
    startCli("pulumi", [...args, "--non-interactive", "--color", "never"], {
      cwd: folder,
      env: { ...env, ...call.env },
      input: call.input,
    });
  const run: PulumiProject["run"] = (args, call) => start(args, call).done;
  const onStack = ["--stack", STACK];

  const endProcesses = () => killAllWith(marker);
  process.once("exit", endProcesses);

  const project: PulumiProject = {
    folder,
    name: projectName(folder),
    stack: STACK,
    up: (args = [], call) => run(["up", ...onStack, "--yes", "--skip-preview", ...args], call),
    preview: (args = [], call) => run(["preview", ...onStack, "--diff", ...args], call),
    refresh: (args = [], call) => {
      const confirm = args.includes("--preview-only") ? [] : ["--yes", "--skip-preview"];
      return run(["refresh", ...onStack, ...confirm, ...args], call);
    },
    destroy: (args = [], call) => run(["destroy", ...onStack, "--yes", "--skip-preview", ...args], call),
    cancel: (call) => run(["cancel", STACK, "--yes"], call),
    setConfig: (key, value) => {
      const secret = typeof value !== "string";
      const kind = secret ? "--secret" : "--plaintext";
      return run(["config", "set", ...onStack, kind, key], { input: secret ? value.secret : value });
    },
    removeConfig: (key) => run(["config", "rm", ...onStack, key]),
    exportState: async () =>
      JSON.parse(mustSucceed("pulumi stack export", await run(["stack", "export", ...onStack])).stdout),
    outputs: async () => {
      const args = ["stack", "output", ...onStack, "--json", "--show-secrets"];
      return JSON.parse(mustSucceed("pulumi stack output", await run(args)).stdout);
    },
    run,
    start,
    show: (args) =>
      new Promise((resolve, reject) => {
        const child = spawn("pulumi", [...args, ...onStack], { cwd: folder, env, stdio: "inherit" });
        child.once("error", reject);
        child.once("close", resolve);
      }),
    write: (program) => fs.writeFileSync(path.join(folder, "index.ts"), program),
    backendFiles: () =>
      filesBelow(root).filter((file) => !file.includes(`${path.sep}node_modules${path.sep}`)),
    filesContaining: (text) =>
      project.backendFiles().filter((file) => fs.readFileSync(file).includes(Buffer.from(text))),
    processes: () => processesWith(marker),
    dispose: async () => {
      endProcesses();
      process.removeListener("exit", endProcesses);
      removeTemporary(root);
    },
  };

  try {
    if (options.install === undefined) linkPackages(folder, options.without);
    else await options.install(folder);
    mustSucceed("pulumi stack init", await run(["stack", "init", STACK]));
    for (const [key, value] of Object.entries(options.config ?? {})) {
      mustSucceed(`pulumi config set ${key}`, await project.setConfig(key, value));
    }
  } catch (error) {
    await project.dispose();
    throw error;
  }
  return project;
}
