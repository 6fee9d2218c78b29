/** The router's interfaces and addresses as packets meet them; read anew after each change of configuration. */

import { activeAddresses } from "../config/menus/addresses";
import { masterOf } from "../config/menus/bridge";
import { isRunning, pointToPoint } from "../config/menus/interfaces";
import * as references from "../config/references";
import type { Router } from "../config/router";
import { isDisabled, type Row } from "../config/store/row";
import { addressNumber, type Range, rangeOf, within } from "./addresses";

export interface OwnAddress {
  readonly address: number;
  /** The connected network; of a point-to-point address, its peer. */
  readonly network: Range;
}

export interface Interface {
  readonly id: string;
  readonly name: string;
  /** The menu that made it: `/interface/ethernet`. */
  readonly menu: string;
  readonly running: boolean;
  readonly addresses: readonly OwnAddress[];
  /** Names of the interface lists it is in. */
  readonly lists: ReadonlySet<string>;
  /** The interface it rides on: the port of a PPPoE client. */
  readonly parent: string | undefined;
  /** Packets need no address to go to on the link. */
  readonly pointToPoint: boolean;
}

export interface Interfaces {
  readonly all: readonly Interface[];
  /** By name, or by id. */
  named(nameOrId: string): Interface | undefined;
  /** Interface that holds the address, running or not. */
  holding(address: number): Interface | undefined;
  /** An address of the router: held, or of the loopback network. */
  isOwn(address: number): boolean;
  isBroadcast(address: number): boolean;
  /** The first address of the first interface that has one; in Linux the loopback is before all others. */
  readonly firstAddress: number | undefined;
}

const loopback = rangeOf("127.0.0.0/8");
/** Of the interface `lo`, which no menu makes. */
const loopbackMenu = "/interface";

export function readInterfaces(router: Router): Interfaces {
  const addresses = new Map<string, OwnAddress[]>();
  for (const { row, port } of activeAddresses(router)) {
    const carrier = masterOf(router, port) ?? port;
    const { address = "", network = "" } = row.values;
    const [own = "", length = "32"] = address.split("/");
    const held: OwnAddress = {
      address: addressNumber(own),
      network: length === "32" ? rangeOf(network || own) : rangeOf(`${own}/${length}`),
    };
    addresses.set(carrier.id, [...(addresses.get(carrier.id) ?? []), held]);
  }
  const lists = memberships(router);
  const all = router.rows("/interface").map((row): Interface => {
    const under = references.target(row.values.interface);
    return {
      id: row.id,
      name: row.values.name ?? "",
      menu: row.menu,
      running: isRunning(router, row),
      addresses: addresses.get(row.id) ?? [],
      lists: lists(row),
      parent: under === undefined ? undefined : router.nameOf(under.store, under.id),
      pointToPoint: pointToPoint.has(row.menu),
    };
  });
  const byName = new Map(
    all.flatMap((entry): [string, Interface][] => [
      [entry.id, entry],
      [entry.name, entry],
    ]),
  );
  const holders = new Map<number, Interface>();
  const broadcasts = new Set<number>();
  for (const entry of all) {
    for (const { address, network } of entry.addresses) {
      if (!holders.has(address)) holders.set(address, entry);
      if (network.to > network.from + 1) broadcasts.add(network.to);
    }
  }
  return {
    all,
    named: (nameOrId) => byName.get(nameOrId),
    holding: (address) => holders.get(address),
    isOwn: (address) => holders.has(address) || within(loopback, address),
    isBroadcast: (address) => broadcasts.has(address),
    firstAddress: firstAddress(all),
  };
}

function firstAddress(all: readonly Interface[]): number | undefined {
  const holding = all.filter(({ addresses }) => addresses.length > 0);
  return (holding.find(({ menu }) => menu === loopbackMenu) ?? holding[0])?.addresses[0]?.address;
}

/** The lists of an interface: its entries, the lists that include these, less what they exclude. */
function memberships(router: Router): (row: Row) => ReadonlySet<string> {
  const members = new Map<string, Set<string>>();
  for (const row of router.rows("/interface/list/member")) {
    const list = row.values.list === undefined ? undefined : router.print(row.values.list);
    const port = references.target(row.values.interface);
    if (isDisabled(row) || list === undefined || port === undefined) continue;
    members.set(list, (members.get(list) ?? new Set()).add(port.id));
  }
  const lists = router.rows("/interface/list");
  const namesIn = (value: string | undefined) =>
    value === undefined || value === "" ? [] : router.print(value).split(",");
  const contains = (list: string, id: string, seen: ReadonlySet<string>): boolean => {
    if (seen.has(list)) return false;
    if (list === "all") return true;
    if (members.get(list)?.has(id) === true) return true;
    const row = lists.find((candidate) => candidate.values.name === list);
    const deeper = new Set(seen).add(list);
    const included = namesIn(row?.values.include).some((name) => contains(name, id, deeper));
    return included && !namesIn(row?.values.exclude).some((name) => contains(name, id, deeper));
  };
  const names = lists.map((row) => row.values.name ?? "").filter((name) => !builtinLists.has(name));
  return (row) => {
    const found = names.filter((name) => contains(name, row.id, new Set()));
    return new Set(["all", row.facts.dynamic === "true" ? "dynamic" : "static", ...found]);
  };
}

/** Lists that RouterOS fills itself; none stays empty. */
const builtinLists = new Set(["all", "none", "dynamic", "static"]);
