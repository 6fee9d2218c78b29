/** Interfaces: one table of ids and names under many menus. */
import type { Behaviours, Draft, Fact, Facts, MenuBehaviour } from "../behaviour";
import { monitor } from "../commands/monitor";
import * as references from "../references";
import type { Router } from "../router";
import { isDisabled, type Row } from "../store/row";
import { dateTime } from "../time";
import { hiddenOfBridge, masterOf } from "./bridge";
import { lteAddress, lteMonitor, seedModems } from "./lte";
import { generateName } from "./names";
import { connected, pppoeMonitor } from "./pppoe";
import { unique } from "./unique";

const store = "/interface";

/** What `/interface` prints as `type` for the rows of each menu, and how RouterOS names a new one. */
const types: Readonly<Record<string, { readonly type: string; readonly prefix?: string }>> = {
  "/interface": { type: "loopback" },
  "/interface/ethernet": { type: "ether" },
  "/interface/pppoe-client": { type: "pppoe-out", prefix: "pppoe-out" },
  "/interface/lte": { type: "lte" },
  "/interface/gre": { type: "gre-tunnel", prefix: "gre-tunnel" },
  "/interface/bridge": { type: "bridge", prefix: "bridge" },
  "/interface/vlan": { type: "vlan", prefix: "vlan" },
};

/** Links on which a packet needs no address to go to. */
export const pointToPoint: ReadonlySet<string> = new Set([
  "/interface/pppoe-client",
  "/interface/gre",
  "/interface/lte",
]);

/** Whether frames or packets can go through. */
export function isRunning(router: Router, row: Row): boolean {
  if (isDisabled(row)) return false;
  switch (row.menu) {
    case "/interface/ethernet":
      return router.lines.linked(row.values.name ?? "");
    case "/interface/pppoe-client":
      return connected(router, row);
    case "/interface/lte":
      return lteAddress(router, row) !== undefined;
    case "/interface/vlan": {
      const parent = references.target(row.values.interface);
      const on = parent === undefined ? undefined : router.store(store)?.get(parent.id);
      return on !== undefined && isRunning(router, on);
    }
    default:
      return true;
  }
}

export function interfaceNamed(router: Router, name: string): Row | undefined {
  const [id] = router.store(store)?.lookup("name", name) ?? [];
  return id === undefined ? undefined : router.store(store)?.get(id);
}

const ethernetMonitor = monitor((router, row): Record<string, string> => {
  const linked = isRunning(router, row);
  const name = row.values.name ?? "";
  if (!linked) return { name, status: "no-link", "auto-negotiation": "done" };
  return { name, status: "link-ok", "auto-negotiation": "done", rate: "1Gbps", "full-duplex": "true" };
});

/** `monitor-traffic`: the simulator moves no packets, so every rate is zero. */
const trafficMonitor = monitor((_, row) => {
  return { name: row.values.name ?? "", ...Object.fromEntries(rates.map((rate) => [rate, "0"])) };
}, "interface");

const rates = ["rx", "tx"].flatMap((way) => [
  ...[`${way}-packets-per-second`, `${way}-bits-per-second`],
  ...[`fp-${way}-packets-per-second`, `fp-${way}-bits-per-second`],
  ...[`${way}-drops-per-second`, `${way}-errors-per-second`],
  ...(way === "tx" ? ["tx-queue-drops-per-second"] : []),
]);

const kindOf = ({ menu }: Row): string => types[menu]?.type ?? "unknown";

/** A time that has not come since the router started is absent (samples of 6 and 7). */
const moment = (time: number | undefined, router: Router): string | undefined =>
  time === undefined ? undefined : dateTime(time, router.atLeast("7.10"));

const actualMtu: Readonly<Record<string, string>> = {
  "gre-tunnel": "1476",
  "pppoe-out": "1480",
  loopback: "65536",
};
/** What `lo` shows for an address it has not. */
const noMac = "00:00:00:00:00:00";

/** What has gone through, where a network is around the router. */
const traffic =
  (counter: "rxBytes" | "rxPackets" | "txBytes" | "txPackets"): Fact =>
  ({ id }, { network }) =>
    String(network?.traffic(id)?.[counter] ?? 0);

const never: Fact = () => "0";

const facts: Facts = {
  type: kindOf,
  running: (row, router) => String(isRunning(router, row)),
  slave: (row, router) => (masterOf(router, row) === undefined ? undefined : "true"),
  "mac-address": (row) =>
    row.values["mac-address"] ?? row.facts["mac-address"] ?? (kindOf(row) === "loopback" ? noMac : undefined),
  "actual-mtu": (row) => actualMtu[kindOf(row)] ?? "1500",
  "link-downs": ({ id }, { links }) => String(links?.of(id)?.downs ?? 0),
  "last-link-up-time": ({ id }, router) => moment(router.links?.of(id)?.up, router),
  "last-link-down-time": ({ id }, router) => moment(router.links?.of(id)?.down, router),
  mtu: (row, router) =>
    kindOf(row) === "loopback" ? actualMtu.loopback : router.value(row.menu, row, "mtu"),
  "rx-byte": traffic("rxBytes"),
  "tx-byte": traffic("txBytes"),
  "rx-packet": traffic("rxPackets"),
  "tx-packet": traffic("txPackets"),
  "rx-drop": never,
  "tx-drop": never,
  "rx-error": never,
  "tx-error": never,
  "tx-queue-drop": never,
  "fp-rx-byte": never,
  "fp-tx-byte": never,
  "fp-rx-packet": never,
  "fp-tx-packet": never,
  l2mtu: (row) => (kindOf(row) === "ether" ? "1598" : undefined),
};

function typed(menu: string, more: MenuBehaviour = {}): MenuBehaviour {
  const prefix = types[menu]?.prefix;
  return {
    store,
    facts,
    ...(prefix === undefined ? {} : { onAdd: (draft: Draft) => generateName(draft, prefix) }),
    ...more,
  };
}

function seedPorts(router: Router): void {
  const menu = router.menus.get("/interface/ethernet");
  if (menu === undefined) return;
  for (const [index, name] of (router.options.interfaces ?? defaultPorts).entries()) {
    const mac = `02:00:00:00:00:${(index + 1).toString(16).padStart(2, "0").toUpperCase()}`;
    const facts = { "default-name": `ether${index + 1}`, "mac-address": mac, "orig-mac-address": mac };
    router.insert(menu, { id: menu.store.newId(), menu: menu.path, values: { name }, facts });
  }
  seedLoopback(router);
}

const defaultPorts = ["ether1", "ether2", "ether3", "ether4", "ether5"];

/** The recorded CHRs of 7.21 and later list `lo` among their interfaces. */
function seedLoopback(router: Router): void {
  const menu = router.menus.get(store);
  if (menu === undefined || !router.atLeast("7.21")) return;
  router.insert(menu, {
    id: menu.store.newId(),
    menu: store,
    values: { name: "lo" },
    facts: { builtin: "true" },
  });
}

export const interfaces: Behaviours = {
  [store]: {
    whole: true,
    facts,
    commands: { "monitor-traffic": trafficMonitor },
    unique: [unique(["name"], "failure: already have interface with such name")],
  },
  "/interface/ethernet": typed("/interface/ethernet", {
    seed: seedPorts,
    commands: { monitor: ethernetMonitor },
  }),
  "/interface/pppoe-client": typed("/interface/pppoe-client", {
    missing: { interface: "failure: no interfaces provided" },
    commands: { monitor: pppoeMonitor },
  }),
  "/interface/lte": typed("/interface/lte", { seed: seedModems, commands: { monitor: lteMonitor } }),
  "/interface/gre": typed("/interface/gre"),
  "/interface/bridge": typed("/interface/bridge", { hidden: hiddenOfBridge }),
  "/interface/vlan": typed("/interface/vlan"),
};
