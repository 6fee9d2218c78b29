/** What would go wrong with an office on its router, seen before anything is written. Pure: state in, findings out. */
import type { Row } from "pulumi-routeros-provider";
import { type DualWan, floors, type Line, loneTargets, needsOf, numberOf } from "../args";
import { isWithin } from "../args/networks";
import { type Plan, planDualWan, type RowStep } from "../plan";
import { bringsNoServers } from "../plan/parts/lines";
import { bare, enabled, isOn, mainDefaults, type RouterState, rulesOf } from "../status/rows";
import { statusOf } from "../status/status";

export interface Finding {
  /** `error`: it will not work, or cuts something off. `warning`: it works otherwise than expected. `note`: good to know. */
  readonly level: "error" | "warning" | "note";
  /** Short name of the check, for people and for tests. */
  readonly check: string;
  /** What is the matter, and what to do. */
  readonly message: string;
}

interface Scene {
  readonly office: DualWan;
  readonly state: RouterState;
  readonly plan: Plan;
}

type Check = (scene: Scene) => readonly (Finding | false | undefined)[];

/** Every finding, errors first. */
export function findingsOf(office: DualWan, state: RouterState): readonly Finding[] {
  const scene = { office, state, plan: planDualWan(office) };
  const order = { error: 0, warning: 1, note: 2 };
  return checks
    .flatMap((check) => check(scene))
    .filter((finding): finding is Finding => finding !== undefined && finding !== false)
    .sort((left, right) => order[left.level] - order[right.level]);
}

const finding =
  (level: Finding["level"]) =>
  (check: string, message: string): Finding => ({ level, check, message });
const error = finding("error");
const warning = finding("warning");
const note = finding("note");

const version: Check = ({ office, state }) => {
  const running = numberOf(state.version);
  if (office.dialect === 6)
    return [
      running >= 7000 &&
        error(
          "version",
          `The router runs ${state.version}, but dialect 6 is for RouterOS 6: leave "dialect" out`,
        ),
      running < numberOf(floors[6]) && tooOld("This component", floors[6], state),
    ];
  if (running < 7000)
    return [
      error("version", `The router runs ${state.version}: set "dialect" to 6, or upgrade it to RouterOS 7`),
    ];
  return [
    running < numberOf(floors[7]) && tooOld("This component", floors[7], state),
    ...needsOf(office).map(({ what, since }) => running < numberOf(since) && tooOld(what, since, state)),
  ];
};

const tooOld = (what: string, since: string, { version: running }: RouterState): Finding =>
  error(
    "version",
    `${what} needs RouterOS ${since} or newer, and the router runs ${running}: leave it out or upgrade`,
  );

const deviceMode: Check = ({ office, state }) => {
  const mode = state.menus["/system/device-mode"]?.[0];
  if (mode === undefined) return [];
  const forbids = (feature: string) => mode[feature] !== undefined && !isOn(mode[feature]);
  const how = "change it with /system/device-mode/update and confirm at the device (button or power cut)";
  const isHeld = isOn(mode.flagged) || mode.mode === "flagged";
  // Homes have no scheduler unless it was switched on by itself.
  const schedules = mode.scheduler === undefined ? mode.mode !== "home" : isOn(mode.scheduler);
  const fetches = office.notify.some(({ by }) => by === "telegram" || by === "webhook");
  return [
    (isHeld || !schedules) &&
      error(
        "device-mode",
        `Device-mode ${mode.mode}${isHeld ? " (flagged)" : ""} lets no scheduler run, so nothing would decide: ${how}`,
      ),
    fetches &&
      forbids("fetch") &&
      error(
        "device-mode",
        `Device-mode ${mode.mode} lets nothing be fetched, so no notification leaves: ${how}`,
      ),
    office.notify.some(({ by }) => by === "email") &&
      forbids("email") &&
      error("device-mode", `Device-mode ${mode.mode} lets no mail be sent: ${how}`),
  ];
};

const policies: Check = ({ state, plan }) => {
  if (state.policies === undefined) return [];
  const ofScripts = plan.steps.flatMap((step) =>
    step.is === "row" && step.kind === "Script" ? ((step.args.policy ?? []) as readonly string[]) : [],
  );
  const wanted = new Set(["read", "write", "policy", "sensitive", ...ofScripts]);
  const missing = [...wanted].filter((policy) => !state.policies?.includes(policy));
  return [
    missing.length > 0 &&
      error(
        "policies",
        `The user of the deployment lacks ${missing.join(", ")}: its scripts may do no more than it may. Add it to the user's group`,
      ),
  ];
};

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

/** RouterOS 6: "1.1.1.1 reachable via  ether2 - backup", "pppoe-isp1 reachable"; names may have blanks. */
const leadsBy = (gatewayStatus: string, name: string): boolean =>
  gatewayStatus
    .split(",")
    .some((hop) => hop.replace(/^.* via +/, "").replace(/ (?:un)?reachable.*$/, "") === name);

const collidingDefaults: Check = ({ office, state }) => {
  const ours = new Set(office.lines.map(({ number }) => office.names.gateway(number)));
  const declared = new Set(
    office.lines
      .filter(({ access }) => access.kind === "pppoe" || access.kind === "dhcp")
      .map((line) => line.interface),
  );
  const highest = office.lines.length + 10;
  return mainDefaults(state)
    .filter((row) => !ours.has(row.comment ?? ""))
    .map((row) => {
      const { gateway = "", distance = "1" } = row;
      if (Number(distance) > highest) return false;
      const through = gateway.split("%").pop() ?? gateway;
      const isOfDeclared = [...declared].some(
        (name) =>
          through === name ||
          (row["immediate-gw"] ?? "").endsWith(`%${name}`) ||
          leadsBy(row["gateway-status"] ?? "", name),
      );
      // The lines' own clients are declared: their routes move to distance 251 and on.
      if (isOn(row.dynamic) && isOfDeclared) return false;
      const what = isOn(row.dynamic) ? "a dynamic default route" : "a default route";
      const comment = row.comment ? ` ("${row.comment}")` : "";
      return warning(
        "defaults",
        `The router has ${what} by ${gateway}${comment} with distance ${distance}, which is among those that are decided by (1 to ${highest}): ` +
          "traffic would follow it. Remove it, or give it a distance above 20 (of an LTE line: default-route-distance of its APN profile)",
      );
    });
};

const isFastTrack = (row: Row): boolean => row.action === "fasttrack-connection" && !isOn(row.dynamic);

const namedFastTrack: Check = ({ office, state }) => {
  const { fastTrackRule } = office.lan;
  if (fastTrackRule === undefined) return [];
  const rules = (state.menus["/ip/firewall/filter"] ?? []).filter(isFastTrack);
  const known = rules.map((row) => `"${row.comment ?? ""}"`).join(", ");
  return [
    !rules.some((row) => row.comment === fastTrackRule) &&
      warning(
        "fasttrack",
        `The router has no FastTrack rule "${fastTrackRule}" (lan.fastTrackRule), so one is added at the end of its filter, where it may come too late: ` +
          (rules.length > 0 ? `give the comment of its rule, which is ${known}` : "leave the argument out"),
      ),
  ];
};

const fastTrack: Check = ({ office, state }) =>
  enabled(state.menus["/ip/firewall/filter"])
    .filter((row) => isFastTrack(row))
    .filter(({ comment }) => office.lan.fastTrackRule === undefined || comment !== office.lan.fastTrackRule)
    .filter((row) => row["connection-mark"] !== "no-mark")
    .map((row) =>
      note(
        "fasttrack",
        `The router has a FastTrack rule${row.comment ? ` ("${row.comment}")` : ""}: connections with a mark are accepted before it, so that they keep to their line` +
          (office.flows === "pin"
            ? '. With flows "pin" that is all internet traffic: the router\'s processor carries it'
            : ""),
      ),
    );

const reversePath: Check = ({ state }) => [
  state.menus["/ip/settings"]?.[0]?.["rp-filter"] === "strict" &&
    error(
      "rp-filter",
      "rp-filter is strict: what comes in on the line that is not in use is dropped. Set it to loose (/ip/settings/set rp-filter=loose, or an IpSettings resource)",
    ),
];

/** `auto` (the default) tracks as soon as there is a rule that needs it, and the office has some. */
const tracking: Check = ({ state }) => {
  const value = state.menus["/ip/firewall/connection/tracking"]?.[0]?.enabled;
  return [
    (value === "no" || value === "false") &&
      error(
        "tracking",
        "Connection tracking is off: nothing is translated, marked or ended, so no line would work. Set it to auto (/ip/firewall/connection/tracking/set enabled=auto)",
      ),
  ];
};

const ourKeys = ({ plan }: Scene, kind: RowStep["kind"]): ReadonlySet<string> =>
  new Set(
    plan.steps.flatMap((step) =>
      step.is === "row" && step.kind === kind ? [String(step.args.comment ?? "")] : [],
    ),
  );

const spoken = (row: Row): string =>
  row.comment ? `"${row.comment}"` : `without a comment, ${row[".id"] ?? ""}`;

/** Somebody else's. Rows without a comment may be those that `adopt` takes over by their conditions. */
const isStrange = (scene: Scene, kind: RowStep["kind"]) => {
  const ours = ourKeys(scene, kind);
  const adopts = scene.office.adopt === true;
  return ({ comment = "", ...row }: Row): boolean =>
    !isOn(row.dynamic) && !ours.has(comment) && !(adopts && comment === "");
};

/** Rules of others that send packets into tables: before ours they decide, after ours they may decide again. */
const strangeMarks: Check = (scene) =>
  enabled(scene.state.menus["/ip/firewall/mangle"])
    .filter(isStrange(scene, "FirewallMangle"))
    .filter(
      ({ action, chain }) => action === "mark-routing" && (chain === "prerouting" || chain === "output"),
    )
    .map((row) =>
      warning(
        "mangle",
        `The router has a mangle rule of its own (${spoken(row)}) in ${row.chain} that marks routing with ${row["new-routing-mark"] ?? "a mark"}: what it marks leaves by that table, whichever line is in use, and may be marked again by the office's rules. Remove it, or say the same by pinning`,
      ),
    );

/** A way to some network by table main is what the office's own first rules are, too. */
const leadsInside = (row: Row): boolean =>
  (row["dst-address"] ?? "") !== "" && row.table === "main" && (row.action ?? "lookup") === "lookup";

/** Rules are tried first to last, and ours are put behind those that are there. */
const strangeRules: Check = (scene) => {
  const ours = ourKeys(scene, "RoutingRule");
  const rules = rulesOf(scene.state);
  const first = rules.findIndex((row) => ours.has(row.comment ?? ""));
  return enabled(rules.slice(0, first < 0 ? rules.length : first))
    .filter(isStrange(scene, "RoutingRule"))
    .filter((row) => !leadsInside(row))
    .map((row) =>
      warning(
        "rules",
        `The router has a routing rule of its own (${spoken(row)}, ${row.action ?? "lookup"}${row.table ? ` ${row.table}` : ""}) before those of the office: what it matches never gets to them, and follows no line. Remove it, move it behind them, or say the same by pinning`,
      ),
    );
};

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

const clock: Check = ({ state }) => {
  const date = state.menus["/system/clock"]?.[0]?.date ?? "";
  const synchronised = isOn(state.menus["/system/ntp/client"]?.[0]?.enabled);
  return [
    /1970/.test(date) &&
      warning(
        "clock",
        `The router's clock says ${date}: until NTP has answered, the status tells times by uptime`,
      ),
    !synchronised &&
      !/1970/.test(date) &&
      note(
        "clock",
        "The router's NTP client is off: after a power cut its clock begins at 1970, and the status tells times by uptime",
      ),
  ];
};

/** Lines that are declared bring no name servers: those of a provider answer its own customers only. */
const nameServers: Check = ({ office, state }) => {
  const dns = state.menus["/ip/dns"]?.[0];
  if (dns === undefined) return [];
  const own = (dns.servers ?? "") !== "" || (dns["use-doh-server"] ?? "") !== "";
  if (own || !bringsNoServers(office)) return [];
  const set = "set some that any line reaches, such as /ip/dns/set servers=9.9.9.9,1.1.1.1";
  if ((dns["dynamic-servers"] ?? "") === "")
    return [warning("dns", `The router has no DNS servers of its own: ${set}`)];
  const given = `The router has no DNS servers of its own, only those that its lines give it (${dns["dynamic-servers"]})`;
  const why = "use-peer-dns=no, because most answer their own customers only";
  return [
    keepsOthers(office, state)
      ? warning("dns", `${given}. Those of the declared lines are switched off (${why}): ${set}`)
      : error(
          "dns",
          `${given}, and they are switched off (${why}): nobody inside who asks the router could resolve a name any more. First ${set}`,
        ),
  ];
};

/** Whether somebody gives name servers who is not declared: another client, or a modem. */
function keepsOthers(office: DualWan, { menus }: RouterState): boolean {
  const ofLines = new Set(office.lines.map((line) => line.interface));
  const gives = (row: Row, name: string | undefined) =>
    isOn(row["use-peer-dns"]) && (name === undefined || !ofLines.has(name));
  return (
    office.lines.some(({ access }) => access.kind === "existing") ||
    enabled(menus["/ip/dhcp-client"]).some((row) => gives(row, row.interface)) ||
    enabled(menus["/interface/pppoe-client"]).some((row) => gives(row, row.name))
  );
}

/** Rows by comment that are there twice would stop the deployment half way. */
const twins: Check = ({ state, plan }) =>
  plan.steps.flatMap((step) => {
    if (step.is !== "row" || !(step.kind in commented)) return [];
    const menu = state.menus[commented[step.kind as keyof typeof commented]];
    const found = (menu ?? []).filter((row) => row.comment === step.args.comment && !isOn(row.dynamic));
    return found.length > 1
      ? [
          error(
            "twins",
            `The router has ${found.length} rows "${step.args.comment}" in ${commented[step.kind as keyof typeof commented]}: which one is ours cannot be told. Remove or rename all but one`,
          ),
        ]
      : [];
  });

const commented = {
  Route: "/ip/route",
  FirewallMangle: "/ip/firewall/mangle",
  FirewallNat: "/ip/firewall/nat",
  FirewallFilter: "/ip/firewall/filter",
} as const;

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

const translatedBefore: Check = ({ office, state }) => {
  if (office.natMode !== "src-nat") return [];
  const ours = new Set(office.lines.map((line) => office.names.ofLine(line.name, "NAT")));
  return enabled(state.menus["/ip/firewall/nat"])
    .filter((row) => row.chain === "srcnat" && row.action === "masquerade" && !ours.has(row.comment ?? ""))
    .filter(
      (row) =>
        row["out-interface-list"] === office.lan.wanList ||
        office.lines.some((line) => row["out-interface"] === line.interface),
    )
    .map((row) =>
      warning(
        "nat",
        `The router masquerades what leaves by the lines already${row.comment ? ` ("${row.comment}")` : ""}, before natMode "src-nat" gets to it: remove that rule`,
      ),
    );
};

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

const checks: readonly Check[] = [
  version,
  deviceMode,
  policies,
  interfaces,
  collidingDefaults,
  namedFastTrack,
  fastTrack,
  reversePath,
  tracking,
  strangeMarks,
  strangeRules,
  carrierGrade,
  sameGateway,
  askedGateways,
  lone,
  clock,
  nameServers,
  twins,
  redials,
  translatedBefore,
  onBackup,
];
