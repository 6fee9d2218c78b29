/** DHCP clients: bound while enabled, linked, and the line has an address for them. */
import { type Behaviours, type Draft, type Router, together, type WriteHandler } from "../behaviour";
import { argumentsOf } from "../commands/arguments";
import * as references from "../references";
import { isDisabled, type Row } from "../store/row";
import { findRows, targetWords } from "../targets";
import { duration } from "../time";
import { masterOf } from "./bridge";
import { generateName } from "./names";
import { lengthOf } from "./networks";
import { unique, uniqueName } from "./unique";

const path = "/ip/dhcp-client";

export interface Lease {
  /** With its length: `10.0.0.2/24`. */
  readonly address: string;
  readonly gateway: string | undefined;
  readonly server: string | undefined;
  readonly dns: readonly string[];
  readonly seconds: number;
  readonly expires: number | undefined;
}

function portOf(router: Router, client: Row): Row | undefined {
  const target = references.target(client.values.interface);
  return target === undefined ? undefined : router.store("/interface")?.get(target.id);
}

/** The lease a client holds; undefined while it has none. */
export function leaseOf(router: Router, client: Row): Lease | undefined {
  const port = portOf(router, client);
  if (isDisabled(client) || port === undefined || isDisabled(port)) return undefined;
  const name = port.values.name ?? "";
  const line = router.lines.of(name);
  if (line.state === "down" || line.address === undefined || !router.lines.linked(name)) return undefined;
  return {
    address: line.address.includes("/") ? line.address : `${line.address}/24`,
    gateway: line.gateway,
    server: line.dhcpServer ?? line.gateway,
    dns: line.dns ?? [],
    seconds: line.lease ?? 600,
    expires: line.expires,
  };
}

const factNames = [
  ...["invalid", ".about", "status", "default-route-distance", "address", "netmask", "gateway"],
  ...["dhcp-server", "primary-dns", "secondary-dns", "expires-after"],
];

function facts(row: Row, router: Router): Record<string, string | undefined> {
  const port = portOf(router, row);
  const slave = port !== undefined && masterOf(router, port) !== undefined;
  // A client on a slave is invalid, and can be bound all the same (7.23.2).
  const trouble = slave
    ? { invalid: "true", ".about": "DHCP client can not run on slave or passthrough interface!" }
    : { invalid: String(port === undefined) };
  if (isDisabled(row)) return { ...trouble, status: "stopped" };
  const lease = leaseOf(router, row);
  // The distance reads as empty while the client looks for a lease (terraform).
  if (lease === undefined) return { ...trouble, status: "searching...", "default-route-distance": "" };
  return {
    ...trouble,
    status: "bound",
    address: lease.address,
    netmask: String(lengthOf(lease.address)),
    gateway: lease.gateway,
    "dhcp-server": lease.server,
    "primary-dns": lease.dns[0],
    "secondary-dns": lease.dns[1],
    "expires-after": duration(
      lease.expires === undefined ? lease.seconds : Math.ceil((lease.expires - router.clock.now()) / 1000),
    ),
  };
}

/** `name` is there since 7.22. */
function nameIt(draft: Draft): void {
  if (draft.menu.named) generateName(draft, "client");
}

/** `renew` and `release` ask the server again; without a network around the router the line answers at once. */
const restart =
  (how: "renew" | "release"): WriteHandler =>
  ({ router, menu, request }) => {
    for (const row of findRows(router, menu, targetWords(argumentsOf(request)))) {
      router.mark(menu.store, row.id, {});
      router.network?.[how](row.id);
    }
    return { returnsRows: false };
  };

const options = `${path}/option`;

/** The options that every client can name, and names from the start. */
function seedOptions(router: Router): void {
  const menu = router.menus.get(options);
  if (menu === undefined) return;
  const rows = [
    ["clientid_duid", "61", "0xff$(CLIENT_DUID)"],
    ["clientid", "61", "0x01$(CLIENT_MAC)"],
    ["hostname", "12", "$(HOSTNAME)"],
  ];
  for (const [name = "", code = "", value = ""] of rows) {
    if (name === "clientid_duid" && router.major < 7) continue;
    const row = {
      id: menu.store.newId(),
      menu: options,
      values: { name, code, value },
      facts: { default: "true" },
    };
    router.insert(menu, row);
  }
}

export const dhcpClients: Behaviours = {
  [path]: {
    noun: "dhcp-client",
    // Since 7.22 clients have names; whether a second one may share an interface then is not established: strict.
    unique: [unique(["interface"], "failure: dhcp-client on that interface already exists")],
    onAdd: nameIt,
    facts: together(factNames, facts),
    commands: { renew: restart("renew"), release: restart("release") },
  },
  [options]: { noun: "option", unique: [uniqueName("option")], seed: seedOptions },
};
