/**
 * Notices that the Pulumi run this process works for has ended.
 *
 * The host of dynamic resources survives a `kill -9` of the CLI, and so does the shell between them
 * (`pulumi-resource-pulumi-nodejs`); it would go on writing to routers beside the next run.
 */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { failure } from "./messages";

/** What is known about a process; `started` tells it from a later process with the same id. */
export interface ProcessInfo {
  readonly parent: number;
  readonly started: string;
  /** Base name of the command. */
  readonly command: string;
}

/** Reads one process; undefined when there is none, or when this system does not tell. */
export type ReadProcess = (pid: number) => Promise<ProcessInfo | undefined>;

/** Rejects with category `cancelled` once the run has ended. */
export type OrphanCheck = () => Promise<void>;

export interface OrphanOptions {
  /** This process. */
  readonly pid: number;
  readonly read: ReadProcess;
  /** Milliseconds for which a passed check holds, where reading a process costs one; default 0. */
  readonly holds?: number;
}

/**
 * What may stand between the CLI and us: shells, and the script `pulumi-resource-pulumi-nodejs` under its own name,
 * because Linux calls the process of a script after the script (and keeps 15 characters of it).
 */
const between = /^(sh|bash|dash|ash|zsh|ksh|busybox|pulumi-resource.*)$/;

/** Remembers now who started this process; the check compares with it. */
export function createOrphanCheck({ pid, read, holds = 0 }: OrphanOptions): OrphanCheck {
  const remembered = ancestry(pid, read);
  remembered.catch(() => {});
  let passed = Number.NEGATIVE_INFINITY;
  return async () => {
    if (Date.now() < passed + holds) return;
    const before = await remembered;
    // A system that does not tell who started us cannot tell whether it has ended either.
    if (!before) return;
    const now = await ancestry(pid, read, before.length);
    if (now && sameLine(before, now)) {
      passed = Date.now();
      return;
    }
    throw failure(
      "cancelled",
      "The Pulumi run that asked for this has ended, so nothing more is written. Run pulumi up again.",
    );
  };
}

interface Ancestor extends ProcessInfo {
  readonly pid: number;
}

/** From our parent up to the CLI, the first process that is nothing in between; or `depth` of them. */
async function ancestry(
  pid: number,
  read: ReadProcess,
  depth?: number,
): Promise<readonly Ancestor[] | undefined> {
  const line: Ancestor[] = [];
  let parent = (await read(pid))?.parent;
  while (parent !== undefined && parent > 0) {
    const info = await read(parent);
    if (!info) break;
    line.push({ pid: parent, ...info });
    if (depth === undefined ? !between.test(info.command) : line.length === depth) break;
    parent = info.parent;
  }
  return line.length > 0 ? line : undefined;
}

function sameLine(before: readonly Ancestor[], now: readonly Ancestor[]): boolean {
  return (
    before.length === now.length &&
    before.every(({ pid, started }, index) => now[index]?.pid === pid && now[index]?.started === started)
  );
}

/**
 * The fields of `/proc/<pid>/stat`. The command stands in parentheses and may itself hold spaces and parentheses, so
 * the fields are counted from the last closing one: state, ppid, … and the start time as the 20th.
 */
export function parseProcStat(text: string): ProcessInfo | undefined {
  const open = text.indexOf("(");
  const close = text.lastIndexOf(")");
  const fields = text
    .slice(close + 1)
    .trim()
    .split(/\s+/);
  const [, parent] = fields;
  const started = fields[19];
  if (open < 0 || close < open || parent === undefined || started === undefined) return undefined;
  return { parent: Number(parent), started, command: text.slice(open + 1, close) };
}

/** One line of `ps -o ppid=,lstart=,comm=`: `  501 Mon Nov 23 06:33:10 2026 /bin/sh`. */
export function parsePs(text: string): ProcessInfo | undefined {
  const match = /^\s*(\d+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\d{4})\s+(.+?)\s*$/.exec(text);
  const [, parent, started, command] = match ?? [];
  if (parent === undefined || started === undefined || command === undefined) return undefined;
  return { parent: Number(parent), started, command: command.replace(/^-/, "").replace(/^.*\//, "") };
}

const readProc: ReadProcess = async (pid) => {
  try {
    // Synchronous on purpose: a few microseconds from memory, before each job.
    return parseProcStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return undefined;
  }
};

const run = promisify(execFile);
const readPs: ReadProcess = async (pid) => {
  try {
    const { stdout } = await run("ps", ["-o", "ppid=,lstart=,comm=", "-p", String(pid)], {
      env: { ...process.env, LC_ALL: "C" },
    });
    return parsePs(stdout);
  } catch {
    return undefined;
  }
};

/** How a system tells about its processes; Windows keeps no line of parents, and there the check always passes. */
const systems: Readonly<Partial<Record<NodeJS.Platform, Pick<OrphanOptions, "read" | "holds">>>> = {
  linux: { read: readProc },
  darwin: { read: readPs, holds: 1_000 },
  freebsd: { read: readPs, holds: 1_000 },
  openbsd: { read: readPs, holds: 1_000 },
};

/**
 * The check of this process: real only in Pulumi's host of dynamic resources. Programs and tests belong to no run,
 * and may always write.
 */
export function orphanCheckOfThisProcess(): OrphanCheck {
  const inHost = /[\\/]cmd[\\/]dynamic-provider(?:[\\/]|$)/.test(process.argv[1] ?? "");
  const system = systems[process.platform];
  if (!inHost || !system) return async () => {};
  return createOrphanCheck({ pid: process.pid, ...system });
}
