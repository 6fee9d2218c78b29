/** Scripts on a simulated router: runs, jobs, globals, imports. */
import { type Caller, CommandFailure, type CommandOutput, type CommandResult } from "../../config/contract";
import { fail as refuse } from "../../config/errors";
import { writeFile } from "../../config/files";
import type { RouterConfiguration } from "../../config/plane";
import type { Router } from "../../config/router";
import type { ScriptPlane, ScriptText } from "../../config/scripting";
import type { Row } from "../../config/store/row";
import { date, dateTime } from "../../config/time";
import type { ScriptHost } from "../run/contract";
import { ScriptFailure, ScriptStopped } from "../run/failure";
import { failureText, runScript } from "../run/script";
import { bytesOf, textOf } from "../syntax/bytes";
import { toText } from "../values/text";
import { Address, Id, type Value } from "../values/value";
import { callerOf } from "./callers";
import { globalStore } from "./globals";
import { importFile } from "./import";
import { menuRows, runMenuCommand } from "./menu-commands";
import { randomNumbers } from "./random";

/** Where a script runs, and as whom. */
export interface RunOptions {
  readonly caller: Caller;
  readonly signal: AbortSignal;
  /** `:jobname`, and `script` in the table of jobs. Default: none. */
  readonly name?: string;
  readonly type?: "command" | "login" | "scheduler";
  /** Whose globals the script sees; default the caller's. Netwatch has `*sys`. */
  readonly globalsOf?: string;
  readonly variables?: ReadonlyMap<string, Value>;
  readonly put?: (line: string) => void;
  readonly stepLimit?: number;
}

/** The script plane of one router, with what jobs outside commands (scheduler, netwatch, hooks) need. */
export interface Scripts extends ScriptPlane {
  /** A host for runs; a console keeps one. */
  host(options: RunOptions): ScriptHost;
  /**
   * Runs a script as a job of its own and waits for its end. An error that nothing caught is logged (since 7.15,
   * `script,error`) and thrown.
   */
  job(source: string, options: RunOptions): Promise<Value>;
  /**
   * What `on-event`, `up-script`, `on-up` and the like hold: the name of a script, else commands. A script needs no
   * more policies than the caller has; it then runs with its own.
   *
   * @throws ScriptFailure `not enough permissions (9)`, logged as well
   */
  event(text: string, options: RunOptions): Promise<Value>;
}

interface Job {
  readonly id: string;
  readonly options: RunOptions;
  readonly started: number;
  readonly stop: AbortController;
}

export function createScripts(plane: RouterConfiguration, router: Router): Scripts {
  const globals = globalStore();
  const jobs = new Map<string, Job>();
  let given = 0;
  const random = randomNumbers(1);

  const host = (options: RunOptions): ScriptHost => {
    const { caller, signal, name = "", variables, put = () => {}, stepLimit } = options;
    const place = { plane, router, caller, signal, put };
    const output: CommandOutput = { row: () => {}, line: put, signal };
    return {
      version: router.version,
      clock: router.clock,
      wall: () => router.wall(),
      globals: globals.of(options.globalsOf ?? caller.user),
      jobName: name,
      variables,
      signal,
      stepLimit,
      random,
      put,
      log: (topic, message) => router.log.write(`script,${topic}`, message),
      command: (request) => runMenuCommand(place, request),
      rows: (menu) => menuRows(place, menu),
      resolve: async ({ name: domain }) => {
        const [found] = router.resolve(domain);
        if (found === undefined) throw new ScriptFailure("failure: dns name does not exist");
        return addressOf(found);
      },
      execute: async ({ script, file, asString }) => {
        const { ret = "" } = await scripts.execute({
          script: textOf(script),
          file,
          asString,
          caller,
          output,
        });
        return asString ? bytesOf(ret) : new Id(ret);
      },
      importFile: async (request) => {
        const { ret } = await unguarded(() => scripts.importFile({ ...request, caller, output }));
        return ret === undefined ? undefined : ret === "true";
      },
    };
  };

  const start = (options: RunOptions): Job => {
    given += 1;
    const stop = new AbortController();
    const signal = AbortSignal.any([options.signal, stop.signal]);
    const id = `*${given.toString(16).toUpperCase()}`;
    const script = options.name || options.caller.script;
    const caller: Caller = { ...options.caller, script, job: id };
    const job: Job = { id, options: { ...options, caller, signal }, started: router.wall(), stop };
    jobs.set(id, job);
    return job;
  };

  const finish = async (job: Job, source: string): Promise<Value> => {
    try {
      return await runScript(source, host(job.options));
    } catch (error) {
      logFailure(router, error);
      throw error;
    } finally {
      jobs.delete(job.id);
    }
  };

  const countRun = (script: Row): void => {
    const store = router.store("/system/script");
    const count = Number(script.facts["run-count"] ?? "0") + 1;
    const now = dateTime(router.wall(), router.atLeast("7.10"));
    if (store !== undefined)
      router.mark(store, script.id, { "run-count": String(count), "last-started": now });
  };

  const scripts: Scripts = {
    host,
    job: (source, options) => finish(start(options), source),
    event: async (text, options) => {
      const script = router.rows("/system/script").find((row) => row.values.name === text.trim());
      if (script === undefined) return scripts.job(text, options);
      try {
        const { caller, signal } = options;
        const own = callerOf({
          script,
          caller,
          output: { row: () => {}, signal },
          withItsOwnPermissions: false,
        });
        countRun(script);
        return await scripts.job(script.values.source ?? "", { ...options, caller: own, name: text.trim() });
      } catch (error) {
        if (!(error instanceof CommandFailure)) throw error;
        router.log.write("script,error", error.message);
        throw new ScriptFailure(bytesOf(error.message));
      }
    },
    run: async (request) => {
      const { script, output } = request;
      const caller = callerOf(request);
      const name = script.values.name ?? "";
      countRun(script);
      const value = await guarded(() =>
        scripts.job(script.values.source ?? "", {
          caller,
          signal: output.signal,
          name,
          type: "command",
          put: (line) => output.line?.(line),
        }),
      );
      return { returnsRows: false, ...(value === undefined ? {} : { ret: textOf(toText(value)) }) };
    },
    execute: async ({ script, caller, output, file, asString }: ScriptText): Promise<CommandResult> => {
      const lines: string[] = [];
      const put = (line: string) => void lines.push(line);
      const own: Caller = { ...caller, via: "script" };
      // Without `as-string` the job outlives the command that started it.
      const signal = asString ? output.signal : new AbortController().signal;
      const job = start({ caller: own, signal, put, type: "command" });
      // A job of its own does not run before the command that started it is over.
      const begun = asString ? Promise.resolve() : router.clock.sleep(0, job.options.signal);
      const ended = begun
        .then(() => finish(job, script))
        .finally(() => jobs.delete(job.id))
        .then(
          () => undefined,
          (error: unknown) => failureText(error) ?? Promise.reject(error),
        );
      const written = ended.then((failure) => {
        if (failure !== undefined) lines.push(textOf(failure));
        if (file !== undefined) writeOutput(router, own, file, lines);
      });
      if (!asString) {
        written.catch((error: unknown) => {
          // Stopped before it began: nothing to tell.
          if (!job.options.signal.aborted) router.log.write("script,error", String(error));
        });
        return { returnsRows: false, ret: job.id };
      }
      await written;
      return { returnsRows: false, ret: lines.map((line) => `${line}\n`).join("") };
    },
    importFile: (request) => importFile(router, request, (options) => host(options)),
    jobs: () => [...jobs.values()].map((job) => jobRow(job, router)),
    stop: (id) => jobs.get(id)?.stop.abort(),
    environment: () =>
      globals.all().map(({ id, name, user, value }) => ({
        id,
        menu: "/system/script/environment",
        values: { value: textOf(toText(value)) },
        facts: { name, user },
      })),
    setEnvironment: (id, value) => {
      const variable = globals.all().find((candidate) => candidate.id === id);
      if (variable !== undefined) variable.value = value === undefined ? undefined : bytesOf(value);
    },
    reboot: () => {
      for (const { stop } of jobs.values()) stop.abort();
      jobs.clear();
      globals.clear();
    },
  };
  return scripts;
}

/** Traps of commands as errors of scripts. */
async function unguarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof CommandFailure ? new ScriptFailure(bytesOf(error.message)) : error;
  }
}

/** Errors of scripts as traps of commands. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const text = failureText(error);
    throw text === undefined ? error : refuse(textOf(text));
  }
}

function logFailure(router: Router, error: unknown): void {
  const text = failureText(error);
  if (text === undefined || !router.atLeast("7.15") || error instanceof ScriptStopped) return;
  router.log.write("script,error", `script error: ${textOf(text)}`);
}

function addressOf(text: string): Value {
  const parts = text.split(".").map(Number);
  return parts.length === 4
    ? new Address(
        4,
        parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n),
      )
    : text;
}

function writeOutput(router: Router, caller: Caller, name: string, lines: readonly string[]): void {
  const contents = lines.map((line) => `${line}\n`).join("");
  writeFile(router, caller, name.includes(".") ? name : `${name}.txt`, contents);
}

function jobRow({ id, options, started }: Job, router: Router): Row {
  const { caller, name = "", type = "command" } = options;
  const facts: Record<string, string> = {
    owner: caller.user,
    policy: [...caller.policies].join(","),
    started: router.atLeast("7.10")
      ? dateTime(started, true)
      : `${date(started, false)} ${dateTime(started, false).split(" ")[1]}`,
    type,
  };
  if (name !== "") facts.script = name;
  return { id, menu: "/system/script/job", values: {}, facts };
}
