/** PPPoE clients: connected while enabled, their interface has a link, and the line answers. */
import { monitor } from "../commands/monitor";
import * as references from "../references";
import type { Router } from "../router";
import { isDisabled, type Row } from "../store/row";
import { duration } from "../time";

export function connected(router: Router, row: Row): boolean {
  if (isDisabled(row)) return false;
  const under = references.target(row.values.interface);
  const port = under === undefined ? undefined : router.store("/interface")?.get(under.id);
  const linked = port !== undefined && !isDisabled(port) && router.lines.linked(port.values.name ?? "");
  return linked && router.lines.of(row.values.name ?? "").state === "up";
}

/** Address and peer of a connected client. */
export function pppoeAddress(
  router: Router,
  row: Row,
): { address: string; gateway: string; since: number | undefined } | undefined {
  if (!connected(router, row)) return undefined;
  const { address, gateway, since } = router.lines.of(row.values.name ?? "");
  return address === undefined
    ? undefined
    : { address: address.replace(/\/\d+$/, ""), gateway: gateway ?? address, since };
}

export const pppoeMonitor = monitor((router, row): Record<string, string> => {
  const up = pppoeAddress(router, row);
  if (up === undefined) {
    // What a client says that finds no server is not established; a disabled one is `disconnected`.
    return { status: isDisabled(row) ? "disconnected" : "dialing" };
  }
  return {
    status: "connected",
    uptime: duration(up.since === undefined ? 0 : (router.clock.now() - up.since) / 1000),
    "active-links": "1",
    encoding: "",
    "service-name": row.values["service-name"] ?? "",
    "ac-name": row.values["ac-name"] ?? "",
    mtu: "1480",
    mru: "1480",
    "local-address": up.address,
    "remote-address": up.gateway.replace(/\/\d+$/, ""),
  };
});
