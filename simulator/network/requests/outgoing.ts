/** Conversations of the router with servers, as packets of its own. */
import type { Conversation, OutgoingRequest, Peer, Said, ServerResponse } from "../../config/outgoing";
import { httpOf } from "../access/internet";
import { addressNumber, addressText } from "../addresses";
import { type Packet, packet, protocols, tcpFlags } from "../packet";
import { noRouteToHost } from "../routing/decision";
import type { Surroundings } from "../surroundings";
import type { Exchange } from "../world";
import type { RequestBook } from "./book";

export interface Outgoing {
  connect(to: Peer): Conversation | undefined;
  tell(to: Peer, request: OutgoingRequest): Said;
}

/** Where a captive portal sends the browsers of its guests. */
export const portalAddress = "10.255.255.1";

/** Bytes of headers of IP and TCP, or of IP and UDP. */
const headers = { tcp: 40, udp: 28 } as const;

export function outgoing({ router, world }: Surroundings, book: RequestBook): Outgoing {
  // Ports of its own go round, so that no old connection's NAT binding is met.
  let port = 40_000;
  const nextPort = (): number => {
    port = port >= 49_999 ? 40_000 : port + 1;
    return port;
  };
  const has = (address: number): boolean => world.dataplane.interfaces().holding(address) !== undefined;

  function arrived(to: Peer, request: OutgoingRequest, { isp, source }: Exchange): void {
    const from = isp === undefined || source === undefined ? undefined : addressText(source);
    const { address, port: at } = to;
    book.add({ ...request, at: router.clock.now(), address, port: at, isp, source: from });
  }

  function responseOf(to: Peer, request: OutgoingRequest, { portal }: Exchange): ServerResponse {
    if (portal) {
      if (to.address === portalAddress) return { status: 200, headers: {}, body: "" };
      return { status: 302, headers: { Location: `http://${portalAddress}/` }, body: "" };
    }
    const target = world.internet.at(addressNumber(to.address));
    if (request.protocol === "http" || request.protocol === "https") return httpOf(target);
    const file = target?.options.ftp?.[request.path];
    const isMissing = request.method === "RETR" && file === undefined;
    return { status: isMissing ? 550 : 200, headers: {}, body: file ?? "" };
  }

  function said(exchange: Exchange, response?: () => ServerResponse): Said {
    const { delivered, reason, time, answer, isp, source } = exchange;
    if (!delivered) return { outcome: reason === noRouteToHost ? "no route" : "silence" };
    if (((answer?.tcp ?? 0) & tcpFlags.rst) !== 0) return { outcome: "reset", time };
    const shown = isp === undefined || source === undefined ? undefined : addressText(source);
    return { outcome: "answered", time, response: response?.(), source: shown };
  }

  function connect(to: Peer): Conversation | undefined {
    let source = to.source === undefined ? 0 : addressNumber(to.source);
    if (source !== 0 && !has(source)) return undefined;
    const sourcePort = nextPort();
    let isRecorded = false;
    const send = (flags: number, bytes: number): Exchange => {
      const sent: Packet = packet({
        protocol: protocols.tcp,
        source,
        destination: addressNumber(to.address),
        sourcePort,
        destinationPort: to.port,
        tcp: flags,
        size: headers.tcp + bytes,
      });
      const exchange = world.exchange(sent, { is: "router" });
      // The socket keeps the address that its first packet was given.
      if (source === 0) source = sent.connection?.original.source ?? 0;
      return exchange;
    };
    const data = tcpFlags.psh | tcpFlags.ack;
    return {
      open: () => said(send(tcpFlags.syn, 0)),
      say: (bytes) => said(send(data, bytes)),
      ask: (request) => {
        const exchange = send(data, sizeOf(request));
        // What is sent again because its answer was lost is no second request.
        if (exchange.arrived && !isRecorded) {
          isRecorded = true;
          arrived(to, request, exchange);
        }
        return said(exchange, () => responseOf(to, request, exchange));
      },
      close: () => void send(tcpFlags.fin | tcpFlags.ack, 0),
    };
  }

  function tell(to: Peer, request: OutgoingRequest): Said {
    const sourcePort = nextPort();
    const sent = packet({
      protocol: protocols.udp,
      source: to.source === undefined ? 0 : addressNumber(to.source),
      destination: addressNumber(to.address),
      sourcePort,
      destinationPort: to.port,
      size: headers.udp + sizeOf(request),
    });
    const exchange = world.exchange(sent, { is: "router" });
    if (exchange.arrived) arrived(to, request, exchange);
    return said(exchange, () => responseOf(to, request, exchange));
  }

  return { connect, tell };
}

/** Bytes of a request, as far as one packet carries them. */
function sizeOf({ method, path, headers: fields, body }: OutgoingRequest): number {
  const lines = Object.entries(fields).reduce(
    (sum, [name, value]) => sum + name.length + value.length + 4,
    0,
  );
  return Math.min(1400, method.length + path.length + 13 + lines + Buffer.byteLength(body));
}
