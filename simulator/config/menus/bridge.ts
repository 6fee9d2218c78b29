/** Bridge ports: an interface in a bridge is its slave. */
import type { Behaviours } from "../behaviour";
import * as references from "../references";
import type { Router } from "../router";
import { isDisabled, type Row } from "../store/row";
import { unique } from "./unique";

const ports = "/interface/bridge/port";

/** The bridge that an interface is a port of. */
export function masterOf(router: Router, row: Row): Row | undefined {
  for (const port of router.rows(ports)) {
    const slave = references.target(port.values.interface);
    if (isDisabled(port) || slave?.store !== "/interface" || slave.id !== row.id) continue;
    const bridge = references.target(port.values.bridge);
    return bridge === undefined ? undefined : router.store("/interface")?.get(bridge.id);
  }
  return undefined;
}

export const bridges: Behaviours = {
  [ports]: {
    noun: "bridge port",
    // The wording is not established.
    unique: [unique(["interface"], "failure: device already added as bridge port")],
  },
};
