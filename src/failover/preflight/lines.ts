/** Of the lines: their ports, addresses and gateways, what dials them anew, and which one is in use. */
import type { Row } from "pulumi-routeros-provider";
import { type Line, loneTargets } from "../args";
import { isWithin } from "../args/networks";
import type { RowStep } from "../plan";
import { bare, enabled, isOn, type RouterState } from "../status/rows";
import { statusOf } from "../status/status";
import { type Check, error, note, type Scene, warning } from "./finding";

const interfaceNamed = ({ menus }: RouterState, name: string): Row | undefined =>
  (menus["/interface"] ?? []).find((row) => row.name === name);

const portOf = (line: Line): string => (line.access.kind === "pppoe" ? line.access.port : line.interface);

const interfaces: Check = ({ office, state }) => [
  ...office.lines.map((line) => {
    const name = portOf(line);
    const found = interfaceNamed(state, name);
    if (found === undefined) {
      const known = (state.menus["/interface"] ?? []).map((row) => row.name).join(", ");
      return error("interfaces", `${line.name}: the router has no interface ${name}. It has ${known}`);
    }
    return (
      isOn(found.slave) &&
      error(
        "interfaces",
        `${line.name}: ${name} is a port of a bridge, where RouterOS marks rules invalid: take it out of the bridge`,
      )
    );
  }),
  interfaceNamed(state, office.lan.interface) === undefined &&
    note(
      "interfaces",
      `The router has no interface ${office.lan.interface} (lan.interface); only rehearsals use it`,
    ),
];

const addressesOf = ({ menus }: RouterState, line: Line): readonly string[] =>
  enabled(menus["/ip/address"])
    .filter((row) => row.interface === line.interface)
    .map((row) => bare(row.address));

const carrierGrade: Check = ({ office, state }) => {
  if (office.inbound.length === 0 && office.routerServices.length === 0) return [];
  return office.lines.flatMap((line) =>
    addressesOf(state, line)
      .filter(
        (address) =>
          isWithin("100.64.0.0/10", address) ||
          office.lan.networks.some((network) => isWithin(network, address)),
      )
      .map((address) =>
        warning(
          "cgnat",
          `${line.name} has the address ${address}, behind the provider's NAT: nobody on the internet can open a connection to it, so forwarded ports and services answer on the other lines only, unless that box forwards them to this address. Hosts inside that use the box's public address are not led back by hairpin, because the router has not that address`,
        ),
      ),
  );
};

/** The lines' gateways, as far as they have one that is an address. */
function gatewaysOf({ office, state }: Scene): { readonly line: Line; readonly gateway: string }[] {
  return office.lines.flatMap((line) => {
    if (line.gateway.by === "address") return [{ line, gateway: line.gateway.address }];
    const lease = (state.menus["/ip/dhcp-client"] ?? []).find((row) => row.interface === line.interface);
    // The far end of a point-to-point line is the network of its address.
    const session = (state.menus["/ip/address"] ?? []).find((row) => row.interface === line.interface);
    const gateway = line.gateway.by === "dhcp" ? lease?.gateway : session?.network;
    return gateway ? [{ line, gateway }] : [];
  });
}

/** A gateway answers for itself, whatever is behind it. */
const askedGateways: Check = (scene) => {
  const { strategy } = scene.office;
  const targets = strategy.kind === "script" ? strategy.probing.targets : strategy.checking.canaries.flat();
  return gatewaysOf(scene)
    .filter(({ gateway }) => targets.includes(gateway))
    .map(({ line, gateway }) =>
      warning(
        "targets",
        `${gateway} is asked whether ${line.name} works, and is its gateway: it answers while the internet behind it is dead. Take another target (probes.targets)`,
      ),
    );
};

const lone: Check = ({ office }) => loneTargets(office).map((sentence) => warning("targets", sentence));

const sameGateway: Check = (scene) => {
  const gateways = gatewaysOf(scene);
  return gateways
    .filter(({ gateway }, index) => gateways.findIndex((other) => other.gateway === gateway) < index)
    .map(({ line, gateway }) =>
      note(
        "gateways",
        `${line.name} has the same gateway as another line, ${gateway}: its routes name the interface, so that is no trouble`,
      ),
    );
};

/** Changes of a line that is there and up make it dial or lease anew. */
const redials: Check = ({ state, plan }) =>
  plan.steps.flatMap((step) => {
    if (step.is !== "row" || step.redials === undefined) return [];
    const changed = redialling(step, state);
    return changed.length > 0
      ? [
          warning(
            "redial",
            `${step.key} is up, and this deployment changes its ${changed.join(" and ")}: the line is ${step.kind === "DhcpClient" ? "leased" : "dialled"} anew, which interrupts it for some seconds`,
          ),
        ]
      : [];
  });

function redialling({ kind, args, redials: names = [] }: RowStep, { menus }: RouterState): string[] {
  const owned = (args.runtimeOwned ?? []) as readonly string[];
  const rows = kind === "DhcpClient" ? menus["/ip/dhcp-client"] : menus["/interface/pppoe-client"];
  const key = kind === "DhcpClient" ? "interface" : "name";
  const row = (rows ?? []).find((candidate) => candidate[key] === args[key]);
  const isUp = row !== undefined && (isOn(row.running) || row.status === "bound");
  if (!isUp || row === undefined) return [];
  return names.filter((name) => {
    if (owned.includes(name) || args[name] === undefined) return false;
    const wire = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    // A credential that is not shown cannot be compared.
    if (row[wire] === undefined) return false;
    const wanted = Array.isArray(args[name])
      ? [...(args[name] as string[])].sort().join(",")
      : String(args[name]);
    const there = Array.isArray(args[name]) ? row[wire].split(",").sort().join(",") : row[wire];
    return wanted !== there;
  });
}

/** Not a fault: what a preview during a failover should say. */
const onBackup: Check = ({ office, state }) => {
  const status = statusOf(office, state);
  const why = status.reason === undefined ? "" : ` since ${status.since}: ${status.reason}`;
  return [
    status.onBackup &&
      note(
        "status",
        `${status.router} is on its backup ${status.active}${why}. The deployment leaves it there`,
      ),
    status.forced !== undefined &&
      note(
        "status",
        `${status.forced.line} is forced by ${status.forced.by === "router" ? "pulumi-routeros maintenance" : "the arguments"}`,
      ),
  ];
};

export const ofLines: readonly Check[] = [
  interfaces,
  carrierGrade,
  sameGateway,
  askedGateways,
  lone,
  redials,
  onBackup,
];
