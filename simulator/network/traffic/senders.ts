/** What each kind of source sends when its time has come. */
import { addressNumber, addressText, rangeOf, within } from "../addresses";
import { type Packet, packet, protocols, tcpFlags } from "../packet";
import { lookUp } from "../routing/decision";
import type { Surroundings } from "../surroundings";
import type { Exchange, Origin } from "../world";
import type {
  ForwardSource,
  GreSource,
  HostSource,
  RouterSource,
  SourceOptions,
  TcpSource,
  UdpSource,
} from "./options";
import { type StickySource, stickySource } from "./sticky-source";
import type { Tally } from "./tally";

type Send = () => void;
type Around = Surroundings & { readonly tally: Tally };

const httpsPort = 443;

/** Addresses of carrier-grade NAT (RFC 6598): nobody on the internet can begin to speak to one. */
const shared = rangeOf("100.64.0.0/10");

/** Ports of new connections, one after another. */
function portsFrom(first: number, many: number): () => number {
  let number = 0;
  return () => first + (number++ % many);
}

export function senderOf(options: SourceOptions, around: Around): Send {
  switch (options.kind) {
    case "host":
      return host(options, around);
    case "tcp":
      return tcp(options, around);
    case "udp":
      return udp(options, around);
    case "forward":
      return forward(options, around);
    case "router":
      return router(options, around);
    case "gre":
      return gre(options, around);
  }
}

function recorded({ world, tally, router: { clock } }: Around, sent: Packet, origin: Origin): Exchange {
  const exchange = world.exchange(sent, origin);
  tally.record(exchange, clock.now());
  return exchange;
}

function onLan(around: Around, address: string, interfaceName: string, to?: string): Origin {
  around.world.addHost(addressNumber(address), interfaceName);
  if (to !== undefined) around.world.internet.ensure(to);
  return { is: "host", interface: interfaceName };
}

function host(
  { from, interface: on, to, protocol: name = "udp", port = httpsPort }: HostSource,
  around: Around,
): Send {
  const origin = onLan(around, from, on, to);
  const [source, destination, protocol] = [addressNumber(from), addressNumber(to), protocols[name]];
  // Far more ports than a UDP connection lives packets: an old one is over before its port comes again.
  const nextPort = portsFrom(20_000, 40_000);
  return () => {
    const sourcePort = nextPort();
    const destinationPort = protocol === protocols.icmp ? sourcePort : port;
    const flags = protocol === protocols.tcp ? tcpFlags.syn : 0;
    recorded(
      around,
      packet({ protocol, source, destination, sourcePort, destinationPort, tcp: flags }),
      origin,
    );
  };
}

function tcp(options: TcpSource, around: Around): Send {
  const { from, interface: on, to, port = httpsPort, giveUp = 60_000 } = options;
  const origin = onLan(around, from, on, to);
  const ends = { protocol: protocols.tcp, source: addressNumber(from), destination: addressNumber(to) };
  const nextPort = portsFrom(20_000, 40_000);
  let sourcePort = nextPort();
  let open = false;
  let wasOpen = false;
  let lastAnswer = 0;
  const send = (flags: number): Exchange =>
    recorded(around, packet({ ...ends, sourcePort, destinationPort: port, tcp: flags, size: 500 }), origin);
  const begin = (): void => {
    open = false;
    sourcePort = nextPort();
  };
  return () => {
    const now = around.router.clock.now();
    const exchange = send(open ? tcpFlags.psh | tcpFlags.ack : tcpFlags.syn);
    const reset = exchange.delivered && ((exchange.answer?.tcp ?? 0) & tcpFlags.rst) !== 0;
    if (reset || (open && !exchange.delivered && now - lastAnswer >= giveUp)) {
      begin();
      return;
    }
    if (!exchange.delivered) {
      if (!open) sourcePort = nextPort();
      return;
    }
    lastAnswer = now;
    if (open) return;
    open = true;
    if (wasOpen) around.tally.reconnected();
    wasOpen = true;
  };
}

function udp(options: UdpSource, around: Around): Send {
  const { from, to, port, sourcePort = port } = options;
  around.world.internet.ensure(to);
  const ownTraffic = from === "router";
  const origin: Origin = ownTraffic ? { is: "router" } : onLan(around, from, options.interface ?? "", to);
  const source = ownTraffic ? 0 : addressNumber(from);
  const destination = addressNumber(to);
  const ends = { protocol: protocols.udp, destination, sourcePort, destinationPort: port, size: 200 };
  const sticky = ownTraffic && options.keepsSource === true ? stickyTo(destination, around) : undefined;
  return () => {
    const sent = packet({ ...ends, source: sticky?.next() ?? source });
    const exchange = recorded(around, sent, origin);
    sticky?.learn(exchange);
  };
}

function stickyTo(destination: number, { world: { dataplane }, router: of }: Around): StickySource {
  return stickySource({
    now: () => of.clock.now(),
    holding: (address) => dataplane.interfaces().holding(address),
    wayFrom: (source) =>
      lookUp(dataplane.configured.routing.get(), { source, destination, in: undefined, routingMark: "" }),
  });
}

function forward(options: ForwardSource, around: Around): Send {
  const { isp: name, port, protocol: kind = "tcp", from = "203.0.113.200", standing = false } = options;
  const { world, router: of } = around;
  const isp = lineNamed(around, name);
  if (options.host !== undefined) onLan(around, options.host, options.interface ?? "");
  world.internet.ensure(from);
  const source = addressNumber(from);
  const protocol = protocols[kind];
  const nextPort = portsFrom(30_000, standing ? 1 : 30_000);
  return () => {
    const sourcePort = nextPort();
    const { assigned: destination } = isp;
    if (destination === undefined) {
      around.tally.missed(`${name} has no address`, of.clock.now());
      return;
    }
    if (within(shared, destination)) {
      around.tally.missed(`${addressText(destination)} is behind the NAT of ${name}`, of.clock.now());
      return;
    }
    const flags = protocol === protocols.tcp ? tcpFlags.syn : 0;
    const sent = packet({ protocol, source, destination, sourcePort, destinationPort: port, tcp: flags });
    recorded(around, sent, { is: "remote", isp });
  };
}

function lineNamed({ world }: Around, name: string) {
  const isp = world.isps.find((candidate) => candidate.name === name);
  if (isp === undefined) throw new Error(`there is no ISP ${name}`);
  return isp;
}

/** The router's address on a line's interface; undefined without one. */
function addressOn({ world }: Around, name: string): number | undefined {
  const isp = world.isps.find((candidate) => candidate.name === name);
  return isp === undefined
    ? undefined
    : world.dataplane.interfaces().named(isp.carrier)?.addresses[0]?.address;
}

function router({ isp, to }: RouterSource, around: Around): Send {
  around.world.internet.ensure(to);
  lineNamed(around, isp);
  const destination = addressNumber(to);
  const nextIdentifier = portsFrom(0x2000, 0xc000);
  return () => {
    const source = addressOn(around, isp);
    const identifier = nextIdentifier();
    if (source === undefined) {
      around.tally.missed(`the router has no address on ${isp}`, around.router.clock.now());
      return;
    }
    const ends = { source, destination, sourcePort: identifier, destinationPort: identifier };
    recorded(around, packet({ protocol: protocols.icmp, ...ends }), { is: "router" });
  };
}

function gre({ to, tunnel, isp }: GreSource, around: Around): Send {
  around.world.internet.ensure(to);
  if (isp !== undefined) lineNamed(around, isp);
  const destination = addressNumber(to);
  return () => {
    const source = tunnel === undefined ? addressOn(around, isp ?? "") : localAddress(around, tunnel);
    if (
      source === undefined ||
      (source !== 0 && around.world.dataplane.interfaces().holding(source) === undefined)
    ) {
      around.tally.missed("the router does not have the tunnel's address", around.router.clock.now());
      return;
    }
    recorded(around, packet({ protocol: protocols.gre, source, destination, size: 120 }), { is: "router" });
  };
}

/** 0 where the tunnel has none: the source follows the route then. */
function localAddress({ router: of }: Around, tunnel: string): number | undefined {
  const row = of.rows("/interface/gre").find((candidate) => candidate.values.name === tunnel);
  if (row === undefined) return undefined;
  const text = row.values["local-address"] ?? "";
  return text === "" ? 0 : addressNumber(text);
}
