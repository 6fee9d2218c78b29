/** Where control sockets are: in a folder of the user's own, one for each running simulator, named by its API port. */
import { lstatSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { ControlError } from "./failure";

const suffix = ".sock";

const folder = (): string => join(tmpdir(), `routeros-simulator-${process.getuid?.() ?? 0}`);

export const socketFor = (port: number): string => join(folder(), `${port}${suffix}`);

/** Makes the folder. Nobody else may get in: who can write to the socket steers the router. */
export function prepareFolder(): void {
  mkdirSync(folder(), { recursive: true, mode: 0o700 });
  const { mode, uid } = lstatSync(folder());
  if ((mode & 0o077) !== 0 || (process.getuid !== undefined && uid !== process.getuid()))
    throw new ControlError(
      `${folder()} is open to others; remove it, or choose another place with --control`,
    );
}

/** Whether somebody listens on a socket. */
export function isServed(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createConnection(path);
    probe.once("connect", () => {
      probe.destroy();
      resolve(true);
    });
    probe.once("error", () => resolve(false));
  });
}

/**
 * The socket of the one simulator that runs here.
 *
 * @param port its API port, where there are several
 * @throws ControlError when there is none, or more than one
 */
export async function findSocket(port: number | undefined): Promise<string> {
  if (port !== undefined) return socketFor(port);
  const served: string[] = [];
  for (const name of namesIn(folder())) {
    const path = join(folder(), name);
    if (await isServed(path)) served.push(path);
    // What a killed simulator left.
    else rmSync(path, { force: true });
  }
  const [only] = served;
  if (only === undefined)
    throw new ControlError("no simulated router is running here; start one with routeros-simulator serve");
  if (served.length === 1) return only;
  const ports = served.map((path) => basename(path, suffix)).join(", ");
  throw new ControlError(`several simulated routers are running; choose one with --port: ${ports}`);
}

function namesIn(path: string): string[] {
  try {
    return readdirSync(path)
      .filter((name) => name.endsWith(suffix))
      .sort();
  } catch {
    // No simulator has run here yet.
    return [];
  }
}
