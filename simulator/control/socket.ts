/** The control socket: a line is a command, its answer a line of JSON. */
import { chmodSync, rmSync } from "node:fs";
import { createConnection, createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { type Controlled, controlCommand } from "./commands";
import { ControlError } from "./failure";
import { isServed } from "./place";

export interface Answer {
  readonly ok: boolean;
  readonly text: string;
}

export interface ControlServer {
  readonly path: string;
  stop(): Promise<void>;
}

/** A line longer than this is no command. */
const longestLine = 4096;

/**
 * Listens on a Unix socket that only its owner may use.
 *
 * @throws ControlError when another simulator is on it
 */
export async function serveControl(path: string, on: Controlled): Promise<ControlServer> {
  if (await isServed(path)) throw new ControlError(`${path} is the control socket of another simulator`);
  // What a killed simulator left.
  rmSync(path, { force: true });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    void converse(socket, on);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
  chmodSync(path, 0o600);
  return {
    path,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

async function converse(socket: Socket, on: Controlled): Promise<void> {
  for await (const line of createInterface({ input: socket })) {
    if (line.length > longestLine) break;
    const answer = await answerTo(line, on);
    if (!socket.writable) return;
    socket.write(`${JSON.stringify(answer)}\n`);
  }
  socket.end();
}

async function answerTo(line: string, on: Controlled): Promise<Answer> {
  try {
    return { ok: true, text: await controlCommand(line, on) };
  } catch (error) {
    if (error instanceof ControlError) return { ok: false, text: error.message };
    return {
      ok: false,
      text: `a defect of the simulator: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

/**
 * Sends one command.
 *
 * @throws ControlError when nobody listens, or the simulator ends before it has answered
 */
export function sendCommand(path: string, line: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path, () => socket.write(`${line.replaceAll("\n", " ")}\n`));
    let text = "";
    socket.setEncoding("utf8");
    socket.on("data", (part) => {
      text += part;
      if (!text.endsWith("\n")) return;
      socket.end();
      resolve(JSON.parse(text) as Answer);
    });
    socket.on("error", (error: NodeJS.ErrnoException) =>
      reject(new ControlError(`no simulated router listens on ${path} (${error.code})`)),
    );
    socket.on("close", () => reject(new ControlError("the simulated router ended before it answered")));
  });
}
