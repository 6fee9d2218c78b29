/** `/ip/address`: own addresses, and the ones that dhcp-client, pppoe-client and lte bring. */
import type { Behaviours, Draft, Router } from "../behaviour";
import * as references from "../references";
import { link } from "../references";
import { isDisabled, type Row } from "../store/row";
import type { DerivedRow } from "../store/store";
import { masterOf } from "./bridge";
import { leaseOf } from "./dhcp";
import { lteAddress } from "./lte";
import { networkOf } from "./networks";
import { pppoeAddress } from "./pppoe";
import { unique } from "./unique";

const path = "/ip/address";

/** `network` is computed from the address unless it is written. */
function computeNetwork(draft: Draft): void {
  const { values, written, previous } = draft;
  if (written.has("network")) return;
  if (previous !== undefined && !written.has("address")) return;
  values.network = networkOf(values.address ?? "");
}

function facts(row: Row, router: Router): Record<string, string> {
  const target = references.target(row.values.interface);
  const port = target === undefined ? undefined : router.store("/interface")?.get(target.id);
  const master = port === undefined ? undefined : masterOf(router, port);
  return {
    "actual-interface": (master ?? port)?.values.name ?? target?.id ?? "",
    // An address without its interface works nowhere.
    invalid: String(port === undefined),
    slave: String(master !== undefined),
    vrf: "main",
  };
}

function broughtAddresses(router: Router): DerivedRow[] {
  const brought: DerivedRow[] = [];
  const add = (key: string, address: string, network: string, interfaceLink: string): void => {
    const values = { address, network, interface: interfaceLink };
    brought.push({ key, menu: path, values, facts: { dynamic: "true" } });
  };
  for (const client of router.rows("/ip/dhcp-client")) {
    const lease = leaseOf(router, client);
    if (lease === undefined) continue;
    add(
      `dhcp ${client.id} ${lease.address}`,
      lease.address,
      networkOf(lease.address),
      client.values.interface ?? "",
    );
  }
  for (const client of router.rows("/interface/pppoe-client")) {
    const up = pppoeAddress(router, client);
    if (up === undefined) continue;
    const peer = up.gateway.replace(/\/\d+$/, "");
    add(`pppoe ${client.id} ${up.address}`, `${up.address}/32`, peer, link("/interface", client.id));
  }
  for (const modem of router.rows("/interface/lte")) {
    const address = lteAddress(router, modem)?.address;
    // There is no peer: the network is the address itself (samples of 7).
    if (address !== undefined)
      add(`lte ${modem.id} ${address}`, `${address}/32`, address, link("/interface", modem.id));
  }
  return brought;
}

/** Addresses that count: enabled, with an interface that exists. */
export function activeAddresses(router: Router): { row: Row; port: Row }[] {
  return router.rows(path).flatMap((row) => {
    const target = references.target(row.values.interface);
    const port = target === undefined ? undefined : router.store("/interface")?.get(target.id);
    return port === undefined || isDisabled(row) || isDisabled(port) ? [] : [{ row, port }];
  });
}

export const addresses: Behaviours = {
  [path]: {
    noun: "address",
    unique: [unique(["address", "interface"], "failure: already have such address")],
    onWrite: computeNetwork,
    facts,
    derivedFollow: true,
    derive: {
      from: ["lines", "/interface", "/ip/dhcp-client", "/interface/bridge/port"],
      rows: broughtAddresses,
    },
  },
};
