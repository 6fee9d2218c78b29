/** PPPoE clients of the router: they dial, authenticate, keep the session alive, and notice when it dies. */
import type { Row } from "../../config/store/row";
import { addressNumber } from "../addresses";
import type { Surroundings } from "../surroundings";
import { type Alarm, alarm, lineAt, portOf } from "./clients";
import type { Isp } from "./isp";

const path = "/interface/pppoe-client";

/** Milliseconds from the first discovery packet to an address. Assumed. */
const dialTime = 300;
/** Milliseconds until the next attempt when nobody answered, when the login was refused, when a session ended. Assumed. */
const again = { silent: 5000, refused: 10_000, ended: 1000 } as const;
/** Unanswered keep-alives after which the session is over (manual: twice the time-out). */
const missesAllowed = 2;

interface Client {
  readonly signature: string;
  readonly name: string;
  readonly alarm: Alarm;
  phase: "idle" | "dialing" | "up";
  isp: Isp | undefined;
  address: string;
  misses: number;
  /** `keepalive-timeout` as it is followed now. */
  patience: string | undefined;
  /** What was said last about an attempt that failed. */
  complaint: string;
}

export interface PppoeClients {
  /** Follows what has changed in configuration and links. */
  check(): void;
  /** The router restarts: no session survives it. */
  rebooted(): void;
  /** The server ends the session: the client is told. */
  terminate(isp: Isp): void;
  /** The server forgets the session: the client is not told. */
  forget(isp: Isp): void;
}

export function pppoeClients({ router, world, note, hook }: Surroundings): PppoeClients {
  const clients = new Map<string, Client>();

  function check(): void {
    const rows = router.rows(path);
    const present = new Set(rows.map((row) => row.id));
    for (const [id, client] of clients) if (!present.has(id)) end(id, client, "removed");
    for (const row of rows) follow(row);
  }

  function follow(row: Row): void {
    const signature = signatureOf(row);
    let client = clients.get(row.id);
    if (client !== undefined && client.signature !== signature) {
      end(row.id, client, "changed");
      client = undefined;
    }
    client ??= begin(row, signature);
    const ready = portOf(router, row) !== undefined;
    if (!ready && client.phase !== "idle") down(row, client, "no link or disabled");
    else if (ready && client.phase === "idle") dial(row.id, client, 0);
    else if (client.phase === "up" && client.patience !== patienceOf(row)) keepAlive(row.id, client);
  }

  const patienceOf = (row: Row): string | undefined => router.value(path, row, "keepalive-timeout");

  function begin(row: Row, signature: string): Client {
    const name = row.values.name ?? "";
    const client: Client = {
      signature,
      name,
      alarm: alarm(router),
      phase: "idle",
      isp: undefined,
      address: "",
      misses: 0,
      patience: undefined,
      complaint: "",
    };
    clients.set(row.id, client);
    return client;
  }

  function end(id: string, client: Client, why: string): void {
    clients.delete(id);
    client.alarm.clear();
    if (client.phase !== "up") return;
    client.isp?.assign(undefined);
    note(`${client.name}: session down (${why})`);
    router.lines.set(client.name, { state: "down" });
  }

  function dial(id: string, client: Client, wait: number): void {
    client.phase = "dialing";
    client.alarm.set(wait + dialTime, () => {
      const row = router.store("/interface")?.get(id);
      const port = row === undefined ? undefined : portOf(router, row);
      if (row === undefined || port === undefined) {
        client.phase = "idle";
        return;
      }
      const isp = lineAt(router, world.isps, port, "pppoe");
      if (isp === undefined || !isp.state.answers || !isp.state.link) {
        complain(client, "no answer from a PPPoE server");
        dial(id, client, again.silent);
      } else if (!mayLogIn(row, isp)) {
        complain(client, "authentication failed");
        router.log.write("pppoe,ppp,error", `${client.name}: authentication failed`);
        dial(id, client, again.refused);
      } else connect(row, client, isp);
    });
  }

  function complain(client: Client, complaint: string): void {
    if (client.complaint !== complaint) note(`${client.name}: ${complaint}`);
    client.complaint = complaint;
  }

  function connect(row: Row, client: Client, isp: Isp): void {
    const address = isp.nextAddress().replace(/\/\d+$/, "");
    client.phase = "up";
    client.isp = isp;
    client.address = address;
    client.misses = 0;
    client.complaint = "";
    isp.carrier = row.id;
    isp.assign(addressNumber(address));
    note(`${client.name}: session up, address ${address}`);
    router.log.write("pppoe,ppp,info", `${client.name}: connected`);
    router.lines.set(client.name, {
      state: "up",
      address,
      gateway: isp.gatewayText(),
      since: router.clock.now(),
      ...(isp.options.dns === undefined ? {} : { dns: isp.options.dns }),
    });
    keepAlive(row.id, client);
    runHook(row, client, "on-up");
  }

  function keepAlive(id: string, client: Client): void {
    const row = router.store("/interface")?.get(id);
    client.alarm.clear();
    client.patience = row === undefined ? undefined : patienceOf(row);
    // `disabled`: a dead session is never noticed.
    const seconds = Number(client.patience);
    if (row === undefined || !Number.isFinite(seconds) || seconds <= 0) return;
    client.alarm.set(seconds * 1000, () => {
      const alive =
        client.isp?.state.answers === true && client.isp.assigned === addressNumber(client.address);
      client.misses = alive ? 0 : client.misses + 1;
      const now = router.store("/interface")?.get(id);
      if (client.misses < missesAllowed || now === undefined) keepAlive(id, client);
      else {
        down(now, client, "keep-alive timed out");
        dial(id, client, again.ended);
      }
    });
  }

  function down(row: Row, client: Client, why: string): void {
    const wasUp = client.phase === "up";
    client.phase = "idle";
    client.alarm.clear();
    if (!wasUp) return;
    if (client.isp?.assigned === addressNumber(client.address)) client.isp.assign(undefined);
    note(`${client.name}: session down (${why})`);
    router.log.write("pppoe,ppp,info", `${client.name}: terminating...`);
    router.lines.set(client.name, { state: "down" });
    runHook(row, client, "on-down");
  }

  function runHook(row: Row, client: Client, property: "on-up" | "on-down"): void {
    const profile = router.value(path, row, "profile") ?? "default";
    const holder = router.rows("/ppp/profile").find((candidate) => candidate.values.name === profile);
    hook({
      by: "ppp-profile",
      property,
      row: client.name,
      source: holder?.values[property] ?? "",
      variables: {
        user: row.values.user ?? "",
        "local-address": client.address,
        "remote-address": client.isp?.gatewayText() ?? "",
        "caller-id": "",
        "called-id": "",
        // An internal id, not a name (manual).
        interface: row.id,
      },
    });
  }

  function each(isp: Isp, action: (row: Row, id: string, client: Client) => void): void {
    for (const [id, client] of clients) {
      const row = router.store("/interface")?.get(id);
      if (client.isp === isp && client.phase === "up" && row !== undefined) action(row, id, client);
    }
  }

  return {
    check,
    rebooted: () => {
      for (const [id, client] of [...clients]) end(id, client, "reboot");
      check();
    },
    terminate: (isp) =>
      each(isp, (row, id, client) => {
        down(row, client, "terminated by the server");
        dial(id, client, again.ended);
      }),
    forget: (isp) => each(isp, () => isp.assign(undefined)),
  };
}

/** A change of one of these ends the session. Which do on RouterOS is not established for all. */
const redials = ["name", "interface", "user", "password", "profile", "service-name", "ac-name", "allow"];

const signatureOf = (row: Row): string => redials.map((name) => row.values[name] ?? "").join("\n");

function mayLogIn(row: Row, { options }: Isp): boolean {
  const right = (wanted: string | undefined, given: string | undefined) =>
    wanted === undefined || wanted === (given ?? "");
  return right(options.user, row.values.user) && right(options.password, row.values.password);
}
