/** A packet's way through the router, in RouterOS's order (manual, Packet Flow in RouterOS). */
import type { InterfaceTraffic } from "../../config/environment";
import { notSimulated } from "../../config/errors";
import type { Router } from "../../config/router";
import { addressNumber } from "../addresses";
import { filterActions, mangleActions, natActions, rawActions } from "../firewall/actions";
import { enlister } from "../firewall/lists";
import { type Counter, Counters, type Rule } from "../firewall/rules";
import { type Action, walk } from "../firewall/walk";
import { Gap } from "../gaps";
import type { Interface, Interfaces } from "../interfaces";
import type { Packet } from "../packet";
import type { Random } from "../random";
import { type Decision, decide } from "../routing/decision";
import { type Path, sourceOn } from "../routing/fib";
import { bindDestination, bindSource, translateDestination, translateSource } from "../tracking/nat";
import { ConnectionTable } from "../tracking/table";
import { type Configured, readConfigured, tables } from "./configured";
import { logLine } from "./log-line";

/** Where a packet is when the router is done with it. */
export type Arrival =
  | { readonly at: "router" }
  /** On a link; `gateway` is whom it is handed to there, undefined the destination itself. */
  | { readonly at: "link"; readonly out: Interface; readonly gateway: number | undefined }
  | { readonly at: "nowhere"; readonly reason: string };

/** How a packet of the router's own starts. */
export interface Start {
  /** Interface that the socket is bound to. */
  readonly through?: string;
  /** The next hop is settled: check-gateway. */
  readonly path?: Path;
}

const router: Arrival = { at: "router" };
const nowhere = (reason: string): Arrival => ({ at: "nowhere", reason });

export interface Dataplane {
  readonly configured: Configured;
  readonly connections: ConnectionTable;
  readonly counters: Counters;
  /** Packets that went the short way. */
  readonly fasttracked: Counter;
  /** What went over each interface, by its id. */
  readonly traffic: ReadonlyMap<string, InterfaceTraffic>;
  /** Power-on: no connections, and counting from zero. */
  restart(): void;
  interfaces(): Interfaces;
  /** The routing decision alone. Throws in the API's words where it meets what is not simulated. */
  wayOf(ends: Pick<Packet, "source" | "destination" | "in" | "routingMark">): Decision;
  /** A packet comes in on an interface. */
  arrive(packet: Packet, on: Interface): Arrival;
  /** The router sends a packet of its own. A source of 0 is chosen. */
  originate(packet: Packet, start?: Start): Arrival;
}

export function createDataplane(of: Router, chance: Random, onGap: (gap: Gap) => void): Dataplane {
  const counters = new Counters();
  const configured = readConfigured(of, counters, chance, (protocol, sources) =>
    connections.count(protocol, sources, of.clock.now()),
  );
  const connections = new ConnectionTable(configured.tracking.get());
  const fasttracked: Counter = { bytes: 0, packets: 0 };
  const traffic = new Map<string, { -readonly [name in keyof InterfaceTraffic]: number }>();
  const now = () => of.clock.now();

  function trafficOn({ id }: Interface) {
    const known = traffic.get(id);
    if (known !== undefined) return known;
    const begun = { rxBytes: 0, rxPackets: 0, txBytes: 0, txPackets: 0 };
    traffic.set(id, begun);
    return begun;
  }

  const enlist = enlister(of);
  const log = (rule: Rule, packet: Packet) => of.log.write("firewall,info", logLine(rule, packet));
  const actions = {
    mangle: mangleActions(enlist),
    filter: filterActions(enlist),
    raw: rawActions(enlist),
    nat: natActions(enlist, natBinding(), addressNumber),
  };

  const through = (table: keyof typeof tables, chain: string, packet: Packet): Rule | undefined =>
    walk(
      configured[table].get(),
      chain,
      packet,
      actions[table] as Record<string, Action>,
      tables[table],
      log,
    );

  function natBinding() {
    return {
      destination: (
        { connection, destination }: Packet,
        address: number | undefined,
        port: number | undefined,
      ) => {
        if (connection !== undefined) bindDestination(connection, address ?? destination, port);
      },
      redirect: ({ connection, in: on }: Packet, port: number | undefined) => {
        const own = on === undefined ? addressNumber("127.0.0.1") : on.addresses[0]?.address;
        if (own === undefined) return false;
        if (connection !== undefined) bindDestination(connection, own, port);
        return true;
      },
      source: ({ connection }: Packet, address: number, port: number | undefined) => {
        if (connection !== undefined) bindSource(connections, connection, address, port, now());
      },
      masquerade: (packet: Packet, port: number | undefined) => {
        const { connection, out } = packet;
        if (connection === undefined || out === undefined) return true;
        const own = sourceOn(configured.interfaces.get(), out, gatewayOfPacket);
        if (own === undefined) return false;
        bindSource(connections, connection, own, port, now());
        connection.masquerade = out.id;
        return true;
      },
    };
  }

  /** The next hop of the packet that is in postrouting: decides which address masquerade takes. */
  let gatewayOfPacket: number | undefined;

  /** Mangle postrouting, srcnat, and out. */
  function leave(packet: Packet, path: Path): Arrival {
    if (!path.out.running) return nowhere(`${path.out.name} is not running`);
    if (path.out.menu === "/interface/gre") throw new Gap("packets inside of GRE tunnels");
    packet.out = path.out;
    const dropped = through("mangle", "postrouting", packet);
    if (dropped !== undefined) return droppedBy("mangle", dropped);
    const { connection } = packet;
    if (connection !== undefined && !connection.sourceDecided && !packet.reply) {
      gatewayOfPacket = path.gateway;
      const refused = through("nat", "srcnat", packet);
      if (refused !== undefined) return droppedBy("nat", refused);
      connection.sourceDecided = true;
    }
    return send(packet, path);
  }

  function send(packet: Packet, { out, gateway }: Path): Arrival {
    translateSource(packet);
    const counted = trafficOn(out);
    counted.txPackets += 1;
    counted.txBytes += packet.size;
    if (packet.connection !== undefined) connections.confirm(packet.connection, now());
    return { at: "link", out, gateway };
  }

  function forward(packet: Packet, path: Path): Arrival {
    if (!configured.settings.get().forward) return nowhere("forwarding is switched off (ip-forward=no)");
    packet.ttl -= 1;
    if (packet.ttl <= 0) return nowhere("time to live exceeded");
    packet.out = path.out;
    const dropped = through("mangle", "forward", packet);
    if (dropped !== undefined) return droppedBy("mangle", dropped);
    const refused = through("filter", "forward", packet);
    return refused === undefined ? leave(packet, path) : droppedBy("filter", refused);
  }

  function input(packet: Packet): Arrival {
    through("mangle", "input", packet);
    const refused = through("filter", "input", packet);
    if (refused !== undefined) return droppedBy("filter", refused);
    if (configured.nat.get().has("input")) throw new Gap("/ip/firewall/nat: the chain input");
    if (packet.connection !== undefined) connections.confirm(packet.connection, now());
    return router;
  }

  /** FastTracked packets meet neither mangle nor filter, and no routing marks (manual). */
  function fast(packet: Packet): Arrival {
    fasttracked.packets += 1;
    fasttracked.bytes += packet.size;
    translateDestination(packet);
    const decision = decide(configured.routing.get(), packet);
    if (decision.to === "local") return router;
    if (decision.to === "nowhere") return nowhere(decision.reason);
    if (!decision.path.out.running) return nowhere(`${decision.path.out.name} is not running`);
    return send(packet, decision.path);
  }

  /** Raw comes before tracking (manual, Packet Flow); the rule of it that dropped the packet. */
  function tracked(chain: "prerouting" | "output", packet: Packet): Rule | undefined {
    packet.state = "untracked";
    const dropped = through("raw", chain, packet);
    if (dropped !== undefined || packet.untracked) return dropped;
    connections.configure(configured.tracking.get());
    connections.track(packet, now());
    return undefined;
  }

  function received(packet: Packet, on: Interface): Arrival {
    if (!on.running) return nowhere(`${on.name} is not running`);
    packet.in = on;
    const counted = trafficOn(on);
    counted.rxPackets += 1;
    counted.rxBytes += packet.size;
    const early = tracked("prerouting", packet);
    if (early !== undefined) return droppedBy("raw", early);
    if (packet.connection?.fasttrack === true && packet.connection.confirmed) return fast(packet);
    if (!comesTheWayBack(packet)) return nowhere("rp-filter");
    const dropped = through("mangle", "prerouting", packet);
    if (dropped !== undefined) return droppedBy("mangle", dropped);
    const { connection } = packet;
    if (connection !== undefined && !connection.destinationDecided && !packet.reply) {
      const refused = through("nat", "dstnat", packet);
      if (refused !== undefined) return droppedBy("nat", refused);
      connection.destinationDecided = true;
    }
    translateDestination(packet);
    return onward(decide(configured.routing.get(), packet), packet);
  }

  function onward(decision: Decision, packet: Packet): Arrival {
    if (decision.to === "local") return input(packet);
    return decision.to === "nowhere" ? nowhere(decision.reason) : forward(packet, decision.path);
  }

  /** `rp-filter`: whether a packet to its source would go out where it came in. */
  function comesTheWayBack(packet: Packet): boolean {
    const { reversePath } = configured.settings.get();
    if (reversePath === "no") return true;
    const back = { source: 0, destination: packet.source, in: undefined, routingMark: "" };
    const decision = decide(configured.routing.get(), back);
    if (decision.to !== "path") return false;
    return reversePath === "loose" || decision.path.out.id === packet.in?.id;
  }

  function originated(packet: Packet, start: Start): Arrival {
    const first: Decision =
      start.path === undefined
        ? decide(configured.routing.get(), packet, start.through)
        : { to: "path", path: start.path, paths: [start.path] };
    if (first.to === "local") return router;
    if (first.to === "nowhere") return nowhere(first.reason);
    if (packet.source === 0) {
      if (first.path.source === undefined) return nowhere("the router has no address");
      packet.source = first.path.source;
    }
    const destination = packet.destination;
    packet.out = first.path.out;
    const early = tracked("output", packet);
    if (early !== undefined) return droppedBy("raw", early);
    through("mangle", "output", packet);
    const { connection } = packet;
    if (connection !== undefined && !connection.destinationDecided && !packet.reply) {
      const refused = through("nat", "output", packet);
      if (refused !== undefined) return droppedBy("nat", refused);
      connection.destinationDecided = true;
    }
    translateDestination(packet);
    // The filter sees the interface of the first decision (manual: routing adjustment comes after it).
    const refused = through("filter", "output", packet);
    if (refused !== undefined) return droppedBy("filter", refused);
    if (packet.routingMark === "" && packet.destination === destination) return leave(packet, first.path);
    if (start.path !== undefined) return leave(packet, start.path);
    const second = decide(configured.routing.get(), packet, start.through);
    if (second.to === "local") return router;
    return second.to === "nowhere" ? nowhere(second.reason) : leave(packet, second.path);
  }

  /** A gap that a packet meets ends it, and is told. */
  function guarded(way: () => Arrival): Arrival {
    try {
      return way();
    } catch (error) {
      if (!(error instanceof Gap)) throw error;
      onGap(error);
      return nowhere(`not simulated: ${error.what}`);
    }
  }

  return {
    configured,
    connections,
    counters,
    fasttracked,
    traffic,
    restart: () => {
      connections.purge(() => true);
      counters.clear();
      traffic.clear();
      fasttracked.bytes = 0;
      fasttracked.packets = 0;
    },
    interfaces: () => configured.interfaces.get(),
    wayOf: (ends) => {
      try {
        return decide(configured.routing.get(), ends);
      } catch (error) {
        throw error instanceof Gap ? notSimulated(error.what) : error;
      }
    },
    arrive: (packet, on) => guarded(() => received(packet, on)),
    originate: (packet, start = {}) => guarded(() => originated(packet, start)),
  };
}

function droppedBy(table: keyof typeof tables, rule: Rule): Arrival {
  const { comment = "", action } = rule.values;
  const name = comment === "" ? rule.id : `${rule.id} "${comment}"`;
  return nowhere(`${table} ${rule.chain} ${action ?? "drop"} ${name}`);
}
