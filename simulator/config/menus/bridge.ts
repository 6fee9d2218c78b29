/** Bridge ports: an interface in a bridge is its slave. */
import type { Behaviours, Router } from "../behaviour";
import * as references from "../references";
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

/** What a bridge prints only while another property of it is on (general knowledge of 6.x and 7.x). */
const printedWith: Readonly<Record<string, readonly string[]>> = {
  "vlan-filtering": ["ether-type", "frame-types", "ingress-filtering", "pvid"],
  "igmp-snooping": ["igmp-version", "mld-version", "multicast-querier"],
};

export const hiddenOfBridge = (row: Row, router: Router): readonly string[] =>
  Object.entries(printedWith).flatMap(([property, dependent]) =>
    router.value("/interface/bridge", row, property) === "true" ? [] : dependent,
  );

export const bridges: Behaviours = {
  [ports]: {
    noun: "bridge port",
    // The wording is not established.
    unique: [unique(["interface"], "failure: device already added as bridge port")],
  },
};
