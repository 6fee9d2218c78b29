/** Filter, NAT and mangle. */
import type { Behaviours, Draft, Facts, MenuBehaviour, Router, WriteHandler } from "../behaviour";
import { argumentsOf, targetNames } from "../commands/arguments";
import { checkArguments, target } from "../commands/write";
import { fail, unknownParameter } from "../errors";
import * as references from "../references";
import { isDisabled, type Row } from "../store/row";
import type { DerivedRow } from "../store/store";
import { findRows, targetWords } from "../targets";
import { masterOf } from "./bridge";
import { protocolName } from "./protocols";

/** Chains in which a fasttrack rule makes RouterOS show its counter row. */
const dummyChains: Readonly<Record<string, readonly string[]>> = {
  "/ip/firewall/filter": ["forward"],
  "/ip/firewall/mangle": ["prerouting", "forward", "postrouting"],
};

const isFasttrack = (row: Row): boolean => row.values.action === "fasttrack-connection" && !isDisabled(row);

/** The rows that lead the table while any fasttrack rule is enabled; they cannot be changed. */
function fasttrackDummies(menu: string, router: Router): DerivedRow[] {
  const exists = Object.keys(dummyChains).some((path) => router.store(path)?.written().some(isFasttrack));
  if (!exists) return [];
  return (dummyChains[menu] ?? []).map((chain) => ({
    key: `fasttrack ${chain}`,
    menu,
    values: { chain, action: "passthrough", comment: "special dummy rule to show fasttrack counters" },
    facts: { dynamic: "true", builtin: "true" },
  }));
}

/** A rule on a bridge slave is accepted, then invalid, with this text (7.23.2). */
function trouble(row: Row, router: Router): string | undefined {
  for (const name of ["in-interface", "out-interface"]) {
    const target = references.target(row.values[name]);
    const port = target === undefined ? undefined : router.store("/interface")?.get(target.id);
    const master = port === undefined ? undefined : masterOf(router, port);
    if (port === undefined || master === undefined) continue;
    return (
      "in/out-interface matcher not possible when interface " +
      `(${port.values.name}) is slave - use master instead (${master.values.name})`
    );
  }
  return undefined;
}

const facts: Facts = {
  bytes: (row, router) => counted(row, router).bytes ?? "0",
  packets: (row, router) => counted(row, router).packets ?? "0",
  invalid: (row, router) => (trouble(row, router) === undefined ? undefined : "true"),
  ".about": trouble,
};

function counted(row: Row, router: Router): { bytes?: string; packets?: string } {
  const met = router.network?.counters(row.menu, row.id);
  return met === undefined ? row.facts : { bytes: String(met.bytes), packets: String(met.packets) };
}

const resetCounters: WriteHandler = ({ router, menu, request }) => {
  for (const [name] of request.arguments)
    if (!targetNames.has(name)) throw unknownParameter(router.major, name);
  for (const row of findRows(router, menu, targetWords(argumentsOf(request)))) {
    router.mark(menu.store, row.id, { bytes: "0", packets: "0" });
    router.network?.resetCounters(menu.path, row.id);
  }
  return { returnsRows: false };
};

const resetAllCounters: WriteHandler = ({ router, menu, request }) => {
  for (const [name] of request.arguments) throw unknownParameter(router.major, name);
  for (const row of menu.store.written()) {
    router.mark(menu.store, row.id, { bytes: "0", packets: "0" });
    router.network?.resetCounters(menu.path, row.id);
  }
  return { returnsRows: false };
};

const protocolsWithPorts = ["tcp", "udp", "udp-lite", "dccp", "sctp"];
const portMatchers = ["dst-port", "port", "src-port"];

/** The words are those of a simulator of 7.16 that says it captured them. */
function checkPorts({ values }: Draft): void {
  if (!portMatchers.some((name) => name in values) || protocolsWithPorts.includes(values.protocol ?? ""))
    return;
  throw fail(`failure: ports can be specified if proto is ${protocolsWithPorts.join(",")}`);
}

function table(path: string, noun: string): MenuBehaviour {
  const derive = {
    from: Object.keys(dummyChains),
    rows: (router: Router) => fasttrackDummies(path, router),
  };
  return {
    noun,
    onWrite: (draft) => {
      const { protocol } = draft.values;
      if (protocol !== undefined) draft.values.protocol = protocolName(protocol);
      checkPorts(draft);
    },
    facts,
    commands: { "reset-counters": resetCounters, "reset-counters-all": resetAllCounters },
    ...(path in dummyChains ? { derive } : {}),
    boot: (router) => {
      const store = router.store(path);
      for (const row of store?.written() ?? []) store?.mark(row.id, { bytes: undefined, packets: undefined });
    },
  };
}

const connections = "/ip/firewall/connection";

/** What a tracked connection has. Rows that were put by hand have their own facts. */
const connectionFacts: Facts = Object.fromEntries(
  [
    ...["protocol", "src-address", "src-port", "dst-address", "dst-port"],
    ...["reply-src-address", "reply-src-port", "reply-dst-address", "reply-dst-port"],
    ...["timeout", "seen-reply", "assured", "confirmed", "dying", "expected", "fasttrack", "hw-offload"],
    ...["srcnat", "dstnat", "orig-packets", "orig-bytes", "repl-packets", "repl-bytes", "orig-rate"],
    ...["repl-rate", "connection-mark", "tcp-state", "icmp-type", "icmp-code", "icmp-id"],
  ].map((name) => [name, ({ id }: Row, { network }: Router) => network?.connectionFact(id, name)]),
);

/** A row of a tracked connection is its id: what it has is read from the connection. */
const trackedRow = (id: string): Row => ({ id, menu: connections, values: {}, facts: {} });

/** Rows that were put by hand go as any row; tracked ones out of the network's table. */
const removeConnections: WriteHandler = (context) => {
  const { router, menu, request, caller } = context;
  checkArguments(context);
  const rows = target(context, argumentsOf(request));
  if (rows.length === 0) return { returnsRows: false };
  const put = rows.filter((row) => router.network?.removeConnection(row.id) !== true);
  router.transaction(caller, "connection removed", "write", () => {
    for (const row of put) router.delete(menu.store, row.id);
  });
  return { returnsRows: false };
};

export const firewall: Behaviours = {
  [connections]: {
    noun: "connection",
    view: (router) => [
      ...(router.store(connections)?.rows() ?? []),
      ...(router.network?.connections() ?? []).map(trackedRow),
    ],
    viewed: (id, router) =>
      router.store(connections)?.get(id) ??
      (router.network?.isConnection(id) === true ? trackedRow(id) : undefined),
    facts: connectionFacts,
    commands: { remove: removeConnections },
  },
  "/ip/firewall/filter": table("/ip/firewall/filter", "filter rule"),
  "/ip/firewall/nat": table("/ip/firewall/nat", "nat rule"),
  "/ip/firewall/mangle": table("/ip/firewall/mangle", "mangle rule"),
  "/ip/firewall/raw": table("/ip/firewall/raw", "raw rule"),
};
