/** Debian's Chromium without a window, by the DevTools protocol over a pipe: no port, no package. */
import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { removeTemporary, temporaryFolder } from "./temporary";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The first Chromium on PATH. */
export function findBrowser(path = process.env.PATH ?? ""): string | undefined {
  const files = path.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return files.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

export interface Page {
  /** Opens an address and waits until it is loaded. */
  open(url: string): Promise<void>;
  /** The value of an expression, by JSON. @throws Error with what the page threw */
  evaluate<T>(expression: string): Promise<T>;
  /** Waits until an expression is true, as the page draws. @throws Error when it has not become so */
  until(expression: string): Promise<void>;
  /** Any command of the protocol. */
  send(method: string, params?: object): Promise<unknown>;
  /** Exceptions and errors of the console so far, and requests that are not for the page itself. */
  readonly complaints: readonly string[];
}

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Runs `work` with a page of a browser of its own, which ends with it. */
export async function withPage<T>(browser: string, work: (page: Page) => Promise<T>): Promise<T> {
  const profile = temporaryFolder("browser");
  const args = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
  const child = spawn(
    browser,
    [...args, "--no-first-run", "--remote-debugging-pipe", `--user-data-dir=${profile}`, "about:blank"],
    { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"], detached: true },
  );
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  try {
    return await work(await attach(child));
  } finally {
    // The browser has processes of its own; they are of its group.
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    await ended;
    removeTemporary(profile);
  }
}

async function attach(child: ChildProcess): Promise<Page> {
  const { send, onEvent } = talk(child);
  const { targetInfos } = (await send("Target.getTargets")) as {
    targetInfos: { targetId: string; type: string }[];
  };
  const target = targetInfos.find(({ type }) => type === "page");
  if (target === undefined) throw new Error("the browser has no page");
  const { sessionId } = (await send("Target.attachToTarget", {
    targetId: target.targetId,
    flatten: true,
  })) as { sessionId: string };
  const toPage = (method: string, params: object = {}) => send(method, params, sessionId);
  const complaints: string[] = [];
  let url = "about:blank";
  const loads: (() => void)[] = [];
  onEvent((method, params) => {
    if (method === "Page.loadEventFired") for (const loaded of loads.splice(0)) loaded();
    const complaint = complaintOf(method, params, url);
    if (complaint !== undefined) complaints.push(complaint);
  });
  for (const domain of ["Page", "Runtime", "Log", "Network"]) await toPage(`${domain}.enable`);
  const evaluate = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = (await toPage("Runtime.evaluate", {
      expression,
      returnByValue: true,
      awaitPromise: true,
    })) as { result: { value: T }; exceptionDetails?: { exception?: { description?: string } } };
    if (exceptionDetails !== undefined)
      throw new Error(exceptionDetails.exception?.description ?? "the page threw");
    return result.value;
  };
  return {
    complaints,
    evaluate,
    send: toPage,
    open: async (to) => {
      url = to;
      const loaded = new Promise<void>((resolve) => loads.push(resolve));
      await toPage("Page.navigate", { url: to });
      await loaded;
    },
    until: async (expression) => {
      // Frames of the page, and not time: a busy machine draws fewer.
      const isTrue = await evaluate<boolean>(
        `(async () => { for (let frame = 0; frame < 600; frame++) { if (${expression}) return true; await new Promise((next) => setTimeout(() => requestAnimationFrame(next), 10)); } return false; })()`,
      );
      if (!isTrue) throw new Error(`the page never had it: ${expression}`);
    },
  };
}

function complaintOf(method: string | undefined, params: unknown, url: string): string | undefined {
  const told = params as {
    exceptionDetails?: { text: string; exception?: { description?: string } };
    entry?: { level: string; text: string };
    type?: string;
    args?: { value?: unknown; description?: string }[];
    request?: { url: string };
  };
  switch (method) {
    case "Runtime.exceptionThrown":
      return told.exceptionDetails?.exception?.description ?? told.exceptionDetails?.text;
    case "Log.entryAdded":
      return told.entry?.level === "error" ? told.entry.text : undefined;
    case "Runtime.consoleAPICalled":
      return told.type === "error" ? JSON.stringify(told.args) : undefined;
    case "Network.requestWillBeSent": {
      const [asked] = (told.request?.url ?? "").split("#");
      const isOwn = asked === url.split("#")[0] || asked?.startsWith("data:") || asked === "about:blank";
      return isOwn ? undefined : `asks for ${asked}`;
    }
    default:
      return undefined;
  }
}

/** Messages of the protocol end with a zero byte. */
function talk(child: ChildProcess) {
  const [, , , input, output] = child.stdio as unknown as [null, null, null, Writable, Readable];
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const listeners: ((method: string, params: unknown) => void)[] = [];
  let next = 1;
  let rest = "";
  let over: Error | undefined;
  const fail = (error: Error): void => {
    over = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  child.once("error", fail);
  child.once("close", (code) => fail(new Error(`the browser ended with ${code}`)));
  input.on("error", () => {});
  output.setEncoding("utf8");
  output.on("data", (text: string) => {
    const messages = (rest + text).split("\0");
    rest = messages.pop() ?? "";
    for (const message of messages) {
      const { id, method, params, result, error } = JSON.parse(message) as Answer;
      if (method !== undefined) for (const listener of listeners) listener(method, params);
      const asked = id === undefined ? undefined : waiting.get(id);
      if (id === undefined || asked === undefined) continue;
      waiting.delete(id);
      if (error !== undefined) asked.reject(new Error(error.message));
      else asked.resolve(result);
    }
  });
  return {
    onEvent: (listener: (method: string, params: unknown) => void) => void listeners.push(listener),
    send: (method: string, params: object = {}, sessionId?: string): Promise<unknown> =>
      new Promise((resolve, reject) => {
        if (over !== undefined) return reject(over);
        const id = next++;
        waiting.set(id, { resolve, reject });
        input.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
      }),
  };
}
