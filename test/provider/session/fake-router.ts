/** A router in memory behind the `Connection` interface: enough commands for the session, and every way to fail. */
import type { Command, Connection, ConnectOptions, Reply } from "../../../provider/client/contract";
import type { Menu, Property, Row } from "../../../provider/menus/language";
import { RouterOsError } from "../../../provider/session/errors";
import { parseSettings, type RouterSettings } from "../../../provider/session/settings";

type Fault = "lost-before" | "lost-after" | RouterOsError;

export interface FakeRouter {
  readonly connect: (options: ConnectOptions) => Promise<Connection>;
  /** Rows by menu path, as a person at the router would change them. */
  readonly menus: Map<string, Record<string, string>[]>;
  /** Every command that reached the router, in order. */
  readonly log: Command[];
  logins: number;
  /** What happens to the next command of that path; several queue up. */
  fail(path: string, fault: Fault): void;
  /** What happens to the next login. */
  failLogin(error: RouterOsError): void;
  count(path: string): number;
  /** Milliseconds per command. */
  latency: number;
  openConnections: number;
}

export function fakeRouter(menus: Record<string, Record<string, string>[]> = {}): FakeRouter {
  const faults = new Map<string, Fault[]>();
  const loginFaults: RouterOsError[] = [];
  let lastId = 0xa0;

  const router: FakeRouter = {
    menus: new Map(Object.entries({ ...system, ...menus })),
    log: [],
    logins: 0,
    latency: 0,
    openConnections: 0,
    fail: (path, fault) => void faults.set(path, [...(faults.get(path) ?? []), fault]),
    failLogin: (error) => void loginFaults.push(error),
    count: (path) => router.log.filter((command) => command.path === path).length,
    connect: async () => {
      router.logins += 1;
      await wait();
      const refused = loginFaults.shift();
      if (refused) throw refused;
      return connection();
    },
  };
  const wait = () => new Promise((resolve) => setTimeout(resolve, router.latency));

  function connection(): Connection {
    let open = true;
    router.openConnections += 1;
    let closed: () => void = () => {};
    const whenClosed = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const close = () => {
      if (open) router.openConnections -= 1;
      open = false;
      closed();
      return whenClosed;
    };
    return {
      closed: whenClosed,
      close,
      listen: () => {
        throw new Error("the fake router does not listen");
      },
      run: async (command) => {
        if (!open)
          throw new RouterOsError("unreachable", `the connection is closed, ${command.path} was not sent`);
        router.log.push(command);
        const fault = faults.get(command.path)?.shift();
        await wait();
        if (fault === "lost-before" || fault === "lost-after") {
          if (fault === "lost-after") execute(router.menus, command, () => (lastId += 1));
          void close();
          throw new RouterOsError("unanswered", `no answer to ${command.path}`, { mayHaveExecuted: true });
        }
        if (fault) throw fault;
        return execute(router.menus, command, () => (lastId += 1));
      },
    };
  }
  return router;
}

const system: Record<string, Record<string, string>[]> = {
  "/system/resource": [{ version: "7.21.5 (stable)", "board-name": "hEX" }],
  "/system/routerboard": [{ "serial-number": "HEX0123" }],
  "/system/license": [{ "software-id": "ABCD-1234" }],
  "/user": [{ ".id": "*1", name: "pulumi", group: "ops" }],
  "/user/group": [{ ".id": "*1", name: "ops", policy: "read,api,!write,!ftp" }],
};

const trap = (category: "rejected" | "gone", says: string) =>
  new RouterOsError(category, `RouterOS says "${says}"`, { routerSays: says });

function execute(menus: Map<string, Record<string, string>[]>, command: Command, newId: () => number): Reply {
  const at = command.path.lastIndexOf("/");
  const [menu, verb] = [command.path.slice(0, at), command.path.slice(at + 1)];
  const rows = menus.get(menu);
  if (!rows) throw trap("rejected", `no such command or directory (${menu.split("/").at(-1)})`);
  const attributes = { ...command.attributes };
  const indexOf = (id: string | undefined) => rows.findIndex((row) => row[".id"] === id);
  switch (verb) {
    case "print":
      return { rows: print(rows, command) };
    case "add": {
      const { "place-before": before, ...values } = attributes;
      const id = `*${newId().toString(16).toUpperCase()}`;
      rows.splice(before === undefined ? rows.length : indexOf(before), 0, { ".id": id, ...values });
      return { rows: [], ret: id };
    }
    case "set": {
      const { ".id": id, ...values } = attributes;
      const row = rows[indexOf(id)];
      if (!row) throw trap("gone", "no such item");
      for (const [name, value] of Object.entries(values)) {
        if (name.startsWith("!")) delete row[name.slice(1)];
        else row[name] = value;
      }
      return { rows: [] };
    }
    case "remove": {
      if (indexOf(attributes[".id"]) < 0) throw trap("gone", "no such item");
      rows.splice(indexOf(attributes[".id"]), 1);
      return { rows: [] };
    }
    case "move": {
      const moving = (attributes.numbers ?? "").split(",").map((id) => rows.splice(indexOf(id), 1)[0] ?? {});
      const before = indexOf(attributes.destination);
      rows.splice(before < 0 ? rows.length : before, 0, ...moving);
      return { rows: [] };
    }
    default:
      throw trap("rejected", `no such command (${verb})`);
  }
}

function print(rows: Record<string, string>[], { attributes, queries = [] }: Command): Row[] {
  const passes = (row: Row) => {
    const stack: boolean[] = [];
    for (const query of queries) {
      const [, name = "", value] = /^\?(\.?[a-z-]+)=(.*)$/.exec(query) ?? [];
      if (query === "?#!") stack.push(!stack.pop());
      else stack.push(row[name] === value);
    }
    return stack.every(Boolean);
  };
  const names = attributes?.[".proplist"]?.split(",");
  const shown = (row: Row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !names || names.includes(name)));
  return rows.filter(passes).map(shown);
}

/** Just enough of a property for code that only looks at names. */
const plain = { unset: "unset", codec: {} } as unknown as Property;

export function menuOf(path: string, names: readonly string[], more: Partial<Menu> = {}): Menu {
  return {
    kind: "Thing",
    path,
    key: { by: "comment" },
    properties: Object.fromEntries(names.map((name) => [name, plain])),
    reach: "access",
    foreignFlags: ["dynamic"],
    ...more,
  };
}

export const secretProperty = { ...plain, secret: true } as Property;

export const mangle = menuOf("/ip/firewall/mangle", ["chain", "action", "comment", "disabled"]);
export const route = menuOf("/ip/route", ["dstAddress", "gateway", "comment", "disabled"]);

export function routerSettings(more: Record<string, string> = {}): RouterSettings {
  const config: Record<string, string> = {
    host: "10.0.0.1",
    user: "pulumi",
    password: "s3cret-word",
    tls: "false",
    ...more,
  };
  const { routers } = parseSettings((key) => config[key.replace("routeros:", "")]);
  return [...routers.values()][0] as RouterSettings;
}
