/** Of routes and rules that are there already: those of others beside ours, and ours twice. */
import type { Row } from "pulumi-routeros-provider";
import type { RowStep } from "../plan";
import { enabled, isOn, mainDefaults, rulesOf } from "../status/rows";
import { type Check, error, note, type Scene, warning } from "./finding";

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

export const ofRules: readonly Check[] = [
  collidingDefaults,
  namedFastTrack,
  fastTrack,
  strangeMarks,
  strangeRules,
  twins,
  translatedBefore,
];
