/** `/ip/address`: own addresses, and the ones that dhcp-client, pppoe-client and lte bring. */
import type { Behaviours, Draft, Facts, Router } from "../behaviour";
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

function portOf(row: Row, router: Router): Row | undefined {
  const target = references.target(row.values.interface);
  return target === undefined ? undefined : router.store("/interface")?.get(target.id);
}

function masterOfPort(row: Row, router: Router): Row | undefined {
  const port = portOf(row, router);
  return port === undefined ? undefined : masterOf(router, port);
}

const facts: Facts = {
  "actual-interface": (row, router) =>
    (masterOfPort(row, router) ?? portOf(row, router))?.values.name ??
    references.target(row.values.interface)?.id ??
    "",
  // An address without its interface works nowhere.
  invalid: (row, router) => String(portOf(row, router) === undefined),
  slave: (row, router) => String(masterOfPort(row, router) !== undefined),
  vrf: () => "main",
};

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
    const port = portOf(row, router);
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
