import { commandLog } from "../../../simulator/api/command-log";
import { faultList } from "../../../simulator/api/faults";
import { type ApiServer, type ApiServerOptions, startApiServer } from "../../../simulator/api/server";
import { realClock } from "../../../simulator/clock";
import {
  type Caller,
  CommandFailure,
  type CommandRequest,
  type ConfigurationPlane,
  type RouterOsVersion,
} from "../../../simulator/config/contract";

/** A configuration plane with just enough commands to see what the server makes of them. */
export interface TinyPlane extends ConfigurationPlane {
  readonly requests: CommandRequest[];
  readonly stored: string[];
  readonly callers: Caller[];
  readonly aborted: string[];
  readonly loggedOut: number[];
  reboots: number;
  /** Lets the oldest command waiting in `/slow` finish. */
  finishSlow(): void;
}

export function tinyPlane(version: RouterOsVersion = "7.21.5"): TinyPlane {
  const slow: (() => void)[] = [];
  const argument = (request: CommandRequest, name: string) =>
    request.arguments.find(([given]) => given === name)?.[1] ?? "";
  const plane: TinyPlane = {
    version,
    requests: [],
    stored: [],
    callers: [],
    aborted: [],
    loggedOut: [],
    reboots: 0,
    finishSlow: () => slow.shift()?.(),
    login: (name, password, via, address) => {
      if (name !== "admin" || password !== "secret") return undefined;
      const caller: Caller = {
        id: plane.callers.length + 1,
        user: name,
        policies: new Set(["api"]),
        via,
        address,
      };
      plane.callers.push(caller);
      return caller;
    },
    passwordOf: (name) => (name === "admin" ? "secret" : undefined),
    logout: (caller) => void plane.loggedOut.push(caller.id),
    reboot: () => {
      plane.reboots += 1;
    },
    execute: async (request, _caller, output) => {
      plane.requests.push(request);
      const path = `${request.menu}/${request.command}`;
      switch (path) {
        case "/store/add":
          plane.stored.push(argument(request, "value"));
          return { ret: `*${plane.stored.length}`, returnsRows: false };
        case "/store/print":
          for (const value of plane.stored) output.row({ ".id": "*1", value });
          return { returnsRows: true };
        case "/store/many":
          for (let row = 0; row < Number(argument(request, "count")); row += 1) output.row({ n: `${row}` });
          return { returnsRows: true };
        case "/store/set":
          return { returnsRows: false };
        case "/store/count":
          return { ret: "0", returnsRows: true };
        case "/store/slow":
          output.row({ begun: "yes" });
          await new Promise<void>((resolve) => slow.push(resolve));
          output.row({ finished: "yes" });
          return { returnsRows: true };
        case "/store/listen":
          return new Promise((_resolve, reject) => {
            output.row({ listening: "yes" });
            output.signal.addEventListener("abort", () => {
              plane.aborted.push(path);
              reject(output.signal.reason);
            });
          });
        case "/adress/print":
          throw new CommandFailure(
            { message: "no such command or directory (adress)", category: 0 },
            { message: "no such command prefix" },
          );
        default:
          throw new CommandFailure({ message: "no such command prefix" });
      }
    },
  };
  return plane;
}

/** A server around a tiny plane on a free port, with everything that may be varied. */
export async function tinyServer(
  varied: Partial<ApiServerOptions> & { readonly version?: RouterOsVersion } = {},
) {
  const plane = tinyPlane(varied.version);
  const log = commandLog();
  const faults = faultList();
  const server: ApiServer = await startApiServer({
    plane,
    clock: realClock(),
    log,
    faults,
    host: "127.0.0.1",
    port: 0,
    tls: undefined,
    login: "plain",
    shaping: {},
    limits: {},
    ...varied,
  });
  return { plane, log, faults, server, port: server.port as number };
}
