/** DHCP clients of the router: they find a server, hold a lease, renew it, and lose it. */
import * as references from "../../config/references";
import type { Row } from "../../config/store/row";
import { addressNumber } from "../addresses";
import { packet, protocols } from "../packet";
import type { Surroundings } from "../surroundings";
import { type Alarm, alarm, lineAt, portOf } from "./clients";
import type { Isp } from "./isp";

const path = "/ip/dhcp-client";

/** Milliseconds from DISCOVER to ACK, and until the next DISCOVER when nobody answered. Assumed. */
const bindTime = 100;
const again = 8000;
/** Parts of a lease (RFC 2131): renewing by unicast, rebinding by broadcast; between two tries of either. */
const renewing = 1 / 2;
const rebinding = 7 / 8;
const step = 1 / 16;

interface Client {
  /** Id of its port, and the name that has now. */
  readonly port: string;
  interface: string;
  readonly alarm: Alarm;
  phase: "idle" | "searching" | "bound";
  isp: Isp | undefined;
  address: string;
  gateway: string;
  since: number;
  length: number;
  silent: boolean;
}

export interface DhcpClients {
  check(): void;
  /** The router restarts: no lease survives it. */
  rebooted(): void;
  renew(id: string): void;
  release(id: string): void;
}

export function dhcpClients({ router, world, note, hook }: Surroundings): DhcpClients {
  const clients = new Map<string, Client>();
  const rowOf = (id: string): Row | undefined => router.store(path)?.get(id);

  function check(): void {
    const rows = router.rows(path);
    const present = new Set(rows.map((row) => row.id));
    for (const [id, client] of clients) {
      if (present.has(id)) continue;
      lose(undefined, client, "removed");
      clients.delete(id);
    }
    for (const row of rows) follow(row);
  }

  function follow(row: Row): void {
    const port = portOf(router, row);
    const name = router.print(row.values.interface ?? "");
    const id = references.target(row.values.interface)?.id ?? "";
    let client = clients.get(row.id);
    if (client !== undefined && client.port !== id) {
      lose(row, client, "moved");
      client = undefined;
    }
    if (client === undefined) {
      client = newClient(id);
      clients.set(row.id, client);
    }
    client.interface = name;
    if (port === undefined && client.phase !== "idle") lose(row, client, "no link or disabled");
    else if (port !== undefined && client.phase === "idle") search(row.id, client, 0);
  }

  const newClient = (port: string): Client => ({
    port,
    interface: "",
    alarm: alarm(router),
    phase: "idle",
    isp: undefined,
    address: "",
    gateway: "",
    since: 0,
    length: 0,
    silent: false,
  });

  function search(id: string, client: Client, wait: number): void {
    client.phase = "searching";
    client.alarm.set(wait + bindTime, () => {
      const row = rowOf(id);
      const port = row === undefined ? undefined : portOf(router, row);
      if (row === undefined || port === undefined) {
        client.phase = "idle";
        return;
      }
      const isp = lineAt(router, world.isps, port, "dhcp");
      if (isp?.state.answers === true && isp.state.link) bind(row, client, isp);
      else {
        if (!client.silent) note(`${client.interface}: no answer from a DHCP server`);
        client.silent = true;
        search(id, client, again);
      }
    });
  }

  function bind(row: Row, client: Client, isp: Isp): void {
    client.phase = "bound";
    client.silent = false;
    client.isp = isp;
    const address = isp.nextAddress();
    client.address = address.includes("/") ? address : `${address}/24`;
    isp.carrier = client.port;
    isp.assign(addressNumber(client.address.split("/")[0] as string));
    note(`${client.interface}: lease ${client.address}, gateway ${isp.gatewayText()}`);
    router.log.write(
      "dhcp,info",
      `dhcp-client on ${client.interface} got IP address ${client.address.split("/")[0]}`,
    );
    hold(row, client, isp);
    runHook(row, client, true);
  }

  /** The lease is good for its whole length from now. */
  function hold(row: Row, client: Client, isp: Isp): void {
    client.since = router.clock.now();
    client.length = (isp.options.lease ?? 600) * 1000;
    client.gateway = isp.gatewayText();
    router.lines.set(client.interface, {
      state: "up",
      address: client.address,
      gateway: client.gateway,
      lease: client.length / 1000,
      expires: client.since + client.length,
      dhcpServer: isp.options.server ?? client.gateway,
      ...(isp.options.dns === undefined ? {} : { dns: isp.options.dns }),
    });
    client.alarm.set(client.length * renewing, () => extend(row.id, client));
  }

  function extend(id: string, client: Client): void {
    const row = rowOf(id);
    if (row === undefined || client.phase !== "bound") return;
    const age = (router.clock.now() - client.since) / client.length;
    if (age >= 1 - step / 2) {
      lose(row, client, "lease expired");
      search(id, client, 0);
      return;
    }
    const answer = ask(client, age >= rebinding - step / 2);
    if (answer === "silence") client.alarm.set(client.length * step, () => extend(id, client));
    else if (answer === "refused") {
      lose(row, client, "lease refused");
      search(id, client, 0);
    } else {
      const moved = client.isp !== undefined && client.gateway !== client.isp.gatewayText();
      hold(row, client, client.isp as Isp);
      if (!moved) return;
      note(`${client.interface}: gateway ${client.gateway}`);
      runHook(row, client, true);
    }
  }

  /** A renewal is an ordinary packet of the router's and meets its firewall; a rebinding goes past it. */
  function ask(client: Client, broadcast: boolean): "granted" | "refused" | "silence" {
    const { isp } = client;
    if (isp?.state.answers !== true || !isp.state.link) return "silence";
    if (!broadcast) {
      const request = packet({
        protocol: protocols.udp,
        source: addressNumber(client.address.split("/")[0] as string),
        destination: addressNumber(isp.options.server ?? client.gateway),
        sourcePort: 68,
        destinationPort: 67,
        size: 328,
      });
      const start = { through: client.interface };
      if (!world.exchange(request, { is: "router", start }).delivered) return "silence";
    }
    return isp.assigned === addressNumber(client.address.split("/")[0] as string) && !isp.renumbered
      ? "granted"
      : "refused";
  }

  function lose(row: Row | undefined, client: Client, why: string): void {
    const wasBound = client.phase === "bound";
    client.phase = "idle";
    client.alarm.clear();
    if (!wasBound) return;
    client.isp?.assign(undefined);
    note(`${client.interface}: lease lost (${why})`);
    // Who restarts knows nothing of what was before.
    if (why !== "reboot") {
      router.log.write(
        "dhcp,info",
        `dhcp-client on ${client.interface} lost IP address ${client.address.split("/")[0]} - ${why}`,
      );
    }
    router.lines.set(client.interface, { state: "down" });
    if (row !== undefined) runHook(row, client, false);
  }

  function runHook(row: Row, client: Client, bound: boolean): void {
    hook({
      by: "dhcp-client",
      property: "script",
      row: client.interface,
      source: row.values.script ?? "",
      variables: {
        bound: bound ? "1" : "0",
        "server-address": client.isp?.options.server ?? client.gateway,
        "lease-address": client.address.split("/")[0] as string,
        interface: client.interface,
        "gateway-address": client.gateway,
        "vendor-specific": "",
        "lease-options": "",
      },
    });
  }

  return {
    check,
    rebooted: () => {
      for (const [id, client] of [...clients]) {
        lose(undefined, client, "reboot");
        clients.delete(id);
      }
      check();
    },
    renew: (id) => {
      const client = clients.get(id);
      // As at half of the lease, now.
      if (client?.phase === "bound") client.alarm.set(0, () => extend(id, client));
    },
    release: (id) => {
      const client = clients.get(id);
      if (client?.phase !== "bound") return;
      lose(rowOf(id), client, "released");
      search(id, client, 0);
    },
  };
}
