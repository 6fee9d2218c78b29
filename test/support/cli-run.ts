/** One run of a program: started without a shell, watched while it runs, never throwing. */
import { spawn } from "node:child_process";
import { killNow } from "../../tools/test/processes";

export interface CliResult {
  /** The exit code; `null` when a signal ended the program. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

export interface CliRun {
  readonly pid: number;
  /** Both streams as far as they came. */
  output(): string;
  /** Resolves as soon as the output matches; rejects, with the output, when the run ends before or the time is over. */
  until(pattern: RegExp, timeout?: number): Promise<void>;
  /** Ctrl-C. */
  interrupt(): void;
  /** `kill -9` of this program alone: what it started lives on. */
  kill9(): void;
  readonly done: Promise<CliResult>;
}

export interface CliOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Written to standard input: the place for secrets, which an argument list would show to everybody. */
  readonly input?: string;
}

/** Starts a program; a program that cannot be started is a result with code 127 and the reason in `stderr`. */
export function startCli(command: string, args: readonly string[], options: CliOptions): CliRun {
  const start = performance.now();
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: "pipe",
    windowsHide: true,
  });
  const text = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8");
    child[name].on("data", (chunk: string) => {
      text[name] += chunk;
      for (const listener of listeners) listener();
    });
  }
  // A program that ends without reading closes the pipe under us.
  child.stdin.on("error", () => {});
  child.stdin.end(options.input ?? "");
  const done = new Promise<CliResult>((resolve) => {
    const finish = (code: number | null, reason = "") =>
      resolve({ code, stdout: text.stdout, stderr: text.stderr + reason, ms: performance.now() - start });
    child.once("error", (error) => finish(127, `${error.message}\n`));
    // "exit" and not "close": after kill9 the orphans hold the pipes open.
    child.once("exit", (code, signal) =>
      signal === null ? child.once("close", () => finish(code)) : finish(null, `ended by ${signal}\n`),
    );
  });
  const output = () => text.stdout + text.stderr;
  return {
    pid: child.pid ?? -1,
    output,
    until: (pattern, timeout = 60_000) => waitFor(output, listeners, done, pattern, timeout),
    interrupt: () => void child.kill("SIGINT"),
    kill9: () => void (child.pid !== undefined && killNow(child.pid)),
    done,
  };
}

function waitFor(
  output: () => string,
  listeners: Set<() => void>,
  done: Promise<CliResult>,
  pattern: RegExp,
  timeout: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (problem?: string) => {
      clearTimeout(timer);
      listeners.delete(look);
      if (problem === undefined) resolve();
      else reject(new Error(`${problem} before ${pattern} was seen in:\n${output()}`));
    };
    const look = () => pattern.test(output()) && settle();
    const timer = setTimeout(() => settle(`${timeout} ms went by`), timeout);
    listeners.add(look);
    done.then(({ code }) => (pattern.test(output()) ? settle() : settle(`The run ended with code ${code}`)));
    look();
  });
}
