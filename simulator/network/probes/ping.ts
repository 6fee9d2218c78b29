/** One echo request of the router's. */
import type { EchoAnswer, PingRequest } from "../../config/environment";
import { addressNumber } from "../addresses";
import { packet, protocols } from "../packet";
import { noRouteToHost } from "../routing/decision";
import type { World } from "../world";

export type Pinger = (request: PingRequest) => EchoAnswer;

const timeout: EchoAnswer = { time: undefined, status: "timeout" };

export function pinger(world: World): Pinger {
  // A ping of its own each: identifiers go round, so that no old connection's NAT binding is met.
  let identifier = 0x1000;
  return ({ address, interface: through, sourceAddress, table, size, ttl }) => {
    const source = sourceAddress === undefined ? 0 : addressNumber(sourceAddress);
    // A socket cannot be bound to an address that the router has not.
    if (source !== 0 && world.dataplane.interfaces().holding(source) === undefined) return timeout;
    identifier = identifier >= 0xfff0 ? 0x1000 : identifier + 1;
    const request = packet({
      protocol: protocols.icmp,
      source,
      destination: addressNumber(address),
      sourcePort: identifier,
      destinationPort: identifier,
      // RouterOS's `size` counts the headers (manual).
      size: size ?? 56,
      ttl: ttl ?? 64,
      routingMark: table ?? "",
    });
    const start = through === undefined ? {} : { through };
    const { delivered, time, reason } = world.exchange(request, { is: "router", start });
    if (delivered) return { time: Math.max(time, 0.001) };
    return reason === noRouteToHost ? { time: undefined, status: noRouteToHost } : timeout;
  };
}
