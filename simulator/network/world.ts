/** The router among its neighbours: what leaves it is carried, answered, and brought back. */
import type { Internet } from "./access/internet";
import type { Isp } from "./access/isp";
import { addressText, isPrivate } from "./addresses";
import type { Interface } from "./interfaces";
import { answerTo, type Packet, tcpFlags } from "./packet";
import type { Arrival, Dataplane, Start } from "./path/dataplane";

/** Who sends: a host of a LAN, the router itself, or somebody on the internet. */
export type Origin =
  | { readonly is: "host"; readonly interface: string }
  | { readonly is: "router"; readonly start?: Start }
  | { readonly is: "remote"; readonly isp: Isp };

/** What became of a packet and of its answer. */
export interface Exchange {
  readonly delivered: boolean;
  /** Whom it was for has got it, whatever became of the answer. Not so where a portal answered. */
  readonly arrived: boolean;
  /** Why not. */
  readonly reason: string | undefined;
  /** The line that the packet (for a remote sender: its answer) left by. */
  readonly isp: string | undefined;
  /** Its source on that line. */
  readonly source: number | undefined;
  /** Milliseconds there and back. */
  readonly time: number;
  readonly answer: Packet | undefined;
  /** A portal answered in the target's name. */
  readonly portal: boolean;
  /** The answer left the router, and not as the one that was asked. */
  readonly broken: boolean;
}

export type LeakKind = "other" | "private" | "foreign";
export type OnLeak = (isp: Isp, source: number, kind: LeakKind) => void;

export interface World {
  readonly dataplane: Dataplane;
  readonly internet: Internet;
  readonly isps: readonly Isp[];
  /** Sends a packet and follows its answer home. */
  exchange(packet: Packet, origin: Origin): Exchange;
  /** The line behind an interface. */
  ispOn(out: Interface): Isp | undefined;
  /** Hosts of the LAN: by the interface they are on. */
  addHost(address: number, interfaceName: string): void;
  /** Told of each packet that leaves a line with a source that is not the line's. */
  onLeak: OnLeak;
}

interface Way {
  arrived: boolean;
  isp: string | undefined;
  source: number | undefined;
  time: number;
}

export function createWorld(dataplane: Dataplane, internet: Internet, isps: readonly Isp[]): World {
  const hosts = new Map<number, string>();
  /** Ids of the interfaces that hosts are behind, by the names these had at first. */
  const behind = new Map<string, string>();

  function placeOf(interfaceName: string): Interface | undefined {
    const interfaces = dataplane.interfaces();
    const known = behind.get(interfaceName);
    const found =
      (known === undefined ? undefined : interfaces.named(known)) ?? interfaces.named(interfaceName);
    if (found !== undefined) behind.set(interfaceName, found.id);
    return found;
  }

  const ispOn = (out: Interface): Isp | undefined => isps.find((isp) => carries(isp, out));
  const carries = ({ carrier }: Isp, on: Interface | undefined): boolean =>
    on !== undefined && (carrier === on.id || carrier === on.name);
  const ownerOf = (address: number): Isp | undefined => isps.find((isp) => isp.assigned === address);

  const isOwnOn = (isp: Isp, address: number): boolean =>
    carries(isp, dataplane.interfaces().holding(address));

  function noteLeak(isp: Isp, source: number): void {
    if (source === isp.assigned) return;
    // The router's own on that very line: a second, static one, or that of a session which the server has forgotten.
    if (isp.options.access !== "dhcp" && isOwnOn(isp, source)) return;
    const owner = ownerOf(source) ?? isps.find((other) => other !== isp && isOwnOn(other, source));
    world.onLeak(isp, source, owner !== undefined ? "other" : isPrivate(source) ? "private" : "foreign");
  }

  /** Takes a packet that is on a link to whoever answers; the answer is back at the router's door. */
  function beyond(packet: Packet, arrival: Arrival & { at: "link" }, way: Way): Returned {
    const { out, gateway } = arrival;
    const isp = ispOn(out);
    if (isp === undefined) return onLan(packet, out, way);
    way.isp = isp.name;
    way.source = packet.source;
    const passage = isp.carry(packet, gateway);
    if (passage.left) noteLeak(isp, packet.source);
    if (!passage.passed) return lost(passage.reason);
    way.time += passage.time;
    if (isp.isGateway(packet.destination)) {
      if (packet.source !== isp.assigned && !isOwnOn(isp, packet.source)) {
        return lost(`the gateway of ${isp.name} has no way back to ${addressText(packet.source)}`);
      }
      const back = isp.bring("gateway");
      if (!back.passed) return lost(`the answer: ${back.reason}`);
      return { reply: answerTo(packet), on: out, portal: false };
    }
    const answer = isp.state.captive ? internet.portal(packet) : internet.answer(packet);
    if (answer.reply === undefined) return lost(answer.reason);
    way.arrived = !answer.portal && (answer.reply.tcp & tcpFlags.rst) === 0;
    way.time += answer.time;
    // Two providers may give the same private address: each has its own way back.
    const owner = isp.assigned === answer.reply.destination ? isp : ownerOf(answer.reply.destination);
    if (owner === undefined) return lost(`nobody has the address ${addressText(answer.reply.destination)}`);
    const back = owner.bring();
    if (!back.passed) return lost(`the answer: ${back.reason}`);
    way.time += back.time;
    const on = dataplane.interfaces().named(owner.carrier);
    if (on === undefined) return lost(`the answer: the interface of ${owner.name} is gone`);
    return { reply: answer.reply, on, portal: answer.portal };
  }

  function onLan(packet: Packet, out: Interface, way: Way): Returned {
    const place = hosts.get(packet.destination);
    if (place === undefined || placeOf(place)?.id !== out.id) return lost(`nobody answers on ${out.name}`);
    way.arrived = true;
    return { reply: answerTo(packet), on: out, portal: false };
  }

  function exchange(packet: Packet, origin: Origin): Exchange {
    const way: Way = { arrived: false, isp: undefined, source: undefined, time: 0 };
    const sent = { source: packet.source, sourcePort: packet.sourcePort, destination: packet.destination };
    const failed = (reason: string, broken = false): Exchange => ({
      delivered: false,
      arrived: way.arrived,
      reason,
      isp: way.isp,
      source: way.source,
      time: way.time,
      answer: undefined,
      portal: false,
      broken,
    });
    const first = start(packet, origin, way);
    if (typeof first === "string") return failed(first);
    if (origin.is === "router" && sent.source === 0)
      sent.source = packet.connection?.original.source ?? packet.source;
    if (first.at === "nowhere") return failed(first.reason);

    let returned: Returned;
    let home: Arrival;
    if (first.at === "router") {
      returned = { reply: answerTo(packet), on: undefined, portal: false };
      if (origin.is === "router") home = first;
      else home = dataplane.originate(returned.reply as Packet);
    } else {
      returned = beyond(packet, first, way);
      if (returned.reply === undefined) return failed(returned.reason);
      home = dataplane.arrive(returned.reply, returned.on as Interface);
    }
    const reply = returned.reply as Packet;
    let broken = false;
    if (home.at === "nowhere") return failed(`the answer: ${home.reason}`);
    if (origin.is === "remote") {
      const end = finish(reply, home, origin.isp, sent, way);
      if (end.reason !== undefined) return failed(end.reason, end.broken);
      broken = end.broken;
    } else {
      const trouble = homecoming(reply, home, origin, sent);
      if (trouble !== undefined) return failed(trouble);
    }
    const { arrived, isp, source, time } = way;
    const portal = returned.portal;
    return { delivered: true, arrived, reason: undefined, isp, source, time, answer: reply, portal, broken };
  }

  function start(packet: Packet, origin: Origin, way: Way): Arrival | string {
    const interfaces = dataplane.interfaces();
    if (origin.is === "router") return dataplane.originate(packet, origin.start);
    if (origin.is === "host") {
      const on = placeOf(origin.interface);
      return on === undefined ? `there is no interface ${origin.interface}` : dataplane.arrive(packet, on);
    }
    const { isp } = origin;
    const on = interfaces.named(isp.carrier);
    if (on === undefined) return `the interface of ${isp.name} is gone`;
    const passage = isp.bring();
    if (!passage.passed) return passage.reason;
    way.time += passage.time;
    return dataplane.arrive(packet, on);
  }

  /** The answer to somebody on the internet: by whichever line, it has to come from the address that was asked. */
  function finish(
    reply: Packet,
    home: Arrival,
    asked: Isp,
    sent: Ends,
    way: Way,
  ): { readonly reason: string | undefined; readonly broken: boolean } {
    if (home.at !== "link") return { reason: "the answer stayed in the router", broken: true };
    const out = ispOn(home.out);
    if (out === undefined) return { reason: `the answer went to ${home.out.name}`, broken: true };
    way.isp = out.name;
    way.source = reply.source;
    const same =
      reply.source === sent.destination &&
      reply.destination === sent.source &&
      reply.destinationPort === sent.sourcePort;
    const broken = !same || out !== asked;
    const passage = out.carry(reply, home.gateway);
    if (passage.left) noteLeak(out, reply.source);
    if (!passage.passed) return { reason: `the answer: ${passage.reason}`, broken };
    way.time += passage.time;
    const reason = same ? undefined : `the answer came by ${out.name} from ${addressText(reply.source)}`;
    return { reason, broken };
  }

  /** The answer to a host or to the router itself. */
  function homecoming(reply: Packet, home: Arrival, origin: Origin, sent: Ends): string | undefined {
    if (reply.destination !== sent.source || reply.destinationPort !== sent.sourcePort) {
      if (home.at !== "router" || origin.is !== "router") return "the answer is for somebody else";
    }
    if (origin.is === "router") return home.at === "router" ? undefined : "the answer left the router";
    if (home.at === "router") return "the answer ended in the router";
    if (home.at === "nowhere") return home.reason;
    return origin.is === "host" && home.out.id === placeOf(origin.interface)?.id
      ? undefined
      : `the answer went to ${home.out.name}`;
  }

  const world: World = {
    dataplane,
    internet,
    isps,
    exchange,
    ispOn,
    addHost: (address, interfaceName) => void hosts.set(address, interfaceName),
    onLeak: () => {},
  };
  return world;
}

type Ends = Pick<Packet, "source" | "sourcePort" | "destination">;

type Returned =
  | { readonly reply: Packet; readonly on: Interface | undefined; readonly portal: boolean }
  | { readonly reply: undefined; readonly reason: string };

const lost = (reason: string): Returned => ({ reply: undefined, reason });
