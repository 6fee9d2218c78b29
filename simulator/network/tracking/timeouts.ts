/** How long a connection without packets is kept: `/ip/firewall/connection/tracking`. */
import type { Router } from "../../config/router";
import { parseDuration } from "../../config/time";
import { protocols } from "../packet";
import type { Connection } from "./connection";

const path = "/ip/firewall/connection/tracking";

export interface Timeouts {
  /** Milliseconds. */
  of(tracked: Connection): number;
}

export function readTimeouts(router: Router): Timeouts {
  const [row] = router.rows(path);
  const time = (name: string, preset: string): number => {
    const written = row === undefined ? undefined : router.value(path, row, name);
    return (parseDuration(written ?? preset) ?? parseDuration(preset) ?? 0) * 1000;
  };
  // The presets are the manual's defaults, for versions whose menu has no such property.
  const tcp = {
    "syn-sent": time("tcp-syn-sent-timeout", "5s"),
    "syn-received": time("tcp-syn-received-timeout", "5s"),
    established: time("tcp-established-timeout", "1d"),
    "fin-wait": time("tcp-fin-wait-timeout", "10s"),
    "close-wait": time("tcp-close-wait-timeout", "10s"),
    "last-ack": time("tcp-last-ack-timeout", "10s"),
    "time-wait": time("tcp-time-wait-timeout", "10s"),
    close: time("tcp-close-timeout", "10s"),
  };
  const unacknowledged = time("tcp-unacked-timeout", "5m");
  const udp = time("udp-timeout", "30s");
  const udpStream = time("udp-stream-timeout", "3m");
  const icmp = time("icmp-timeout", "10s");
  const generic = time("generic-timeout", "10m");
  return {
    of: (tracked) => {
      switch (tracked.protocol) {
        case protocols.tcp:
          // An established connection that nobody has answered yet.
          if (tracked.tcp === "established" && !tracked.seenReply) return unacknowledged;
          return tcp[tracked.tcp ?? "established"];
        case protocols.udp:
          return tracked.assured ? udpStream : udp;
        case protocols.icmp:
          return icmp;
        default:
          return generic;
      }
    },
  };
}

/** Whether connections are tracked: `auto` begins with the first firewall rule. */
export function isTracking(router: Router): boolean {
  const [row] = router.rows(path);
  const enabled = (row === undefined ? undefined : router.value(path, row, "enabled")) ?? "auto";
  if (enabled !== "auto") return enabled === "yes" || enabled === "true";
  return ["filter", "nat", "mangle", "raw"].some((table) => router.rows(`/ip/firewall/${table}`).length > 0);
}

export function isLoose(router: Router): boolean {
  const [row] = router.rows(path);
  return row === undefined || router.value(path, row, "loose-tcp-tracking") !== "false";
}
