/** What is promised of a failover, and which rehearsals show it. */
import { demandNames } from "../../src/failover/rehearsal";

/** Offices that the figures are taken of, with default arguments. */
const pppoe = (port: string) => ({ access: "pppoe", interface: port, user: "office", password: "office" });
const dhcp = (port: string) => ({ access: "dhcp", interface: port });
const unhooked = <T extends object>(line: T) => ({ ...line, hooks: false });

export type Args = Readonly<Record<string, unknown>>;

/** The how-to's office, the same with its lines the other way round, and some for what these do not meet. */
export const offices = {
  "PPPoE first": { wans: [pppoe("ether1"), dhcp("ether2")] },
  "DHCP first": { wans: [dhcp("ether1"), pppoe("ether2")] },
  "PPPoE first, no hooks": { wans: [unhooked(pppoe("ether1")), unhooked(dhcp("ether2"))] },
  "DHCP first, no hooks": { wans: [unhooked(dhcp("ether1")), unhooked(pppoe("ether2"))] },
  "two DHCP lines": { wans: [dhcp("ether1"), dhcp("ether2")] },
  "PPPoE first, asked by TCP": { wans: [pppoe("ether1"), dhcp("ether2")], probes: { kind: "tcp" } },
} as const satisfies Readonly<Record<string, Args>>;

export type Office = keyof typeof offices;

/** One line of the table. */
export interface Row {
  /** What happens. */
  readonly happens: string;
  /** What is measured, in the words of the table. */
  readonly figure: string;
  /** The demand that measures it; its limit is the promise. */
  readonly demand: string;
  readonly offices: readonly Office[];
  /** Ids; `all` for every one that fits. */
  readonly scenarios: readonly string[] | "all";
  readonly args?: Args;
  /** Whether the README shows it, too. */
  readonly inReadme?: true;
}

const both: readonly Office[] = ["PPPoE first", "DHCP first"];
const bothUnhooked: readonly Office[] = ["PPPoE first, no hooks", "DHCP first, no hooks"];
/** Offices that share the seeds of a row: each is played with its own part of them. */
export const sharing: readonly (readonly Office[])[] = [both, bothUnhooked];

const losses = ["link-down", "session-ended", "lease-ended"];
const deaths = ["black-hole", "silent-provider"];
const moves = (place: string) => [`new-address-${place}`, `new-lease-${place}`, `new-gateway-${place}`];
const d = demandNames;

/** What is promised in all scenarios, by the way in which addresses are translated. */
function everywhere(natMode: "masquerade" | "src-nat"): readonly Row[] {
  const isUsual = natMode === "masquerade";
  const promised = (flows: "pin" | "follow", figure: string, demand: string, isShown: boolean): Row => ({
    happens: `all scenarios, flows: "${flows}", ${natMode}`,
    figure,
    demand,
    offices: both,
    scenarios: "all",
    ...(isUsual && isShown && { inReadme: true as const }),
    // Flows follow and lines are masqueraded by default.
    ...(flows === "pin" ? { args: { flows, natMode } } : !isUsual && { args: { natMode } }),
  });
  return [
    promised("pin", "packets with a wrong address", d.leaks, true),
    promised("pin", "answers by the wrong line", d.wrongReplies, false),
    promised("follow", "longest time with wrong addresses", d.leakTime, false),
    promised("follow", "answers by the wrong line", d.wrongReplies, true),
  ];
}

/** The rows of `strategy: "script"`. */
export const scriptRows: readonly Row[] = [
  ...(
    [
      ["new connections", d.newConnections],
      ["standing UDP flows", d.standingFlows],
    ] as const
  ).map(
    ([figure, demand]): Row => ({
      happens: "the primary loses its link, its PPPoE session or its lease",
      figure,
      demand,
      offices: both,
      scenarios: losses,
      inReadme: true,
    }),
  ),
  {
    happens: "the primary is dead beyond its gateway, or its provider silent",
    figure: "new connections",
    inReadme: true,
    demand: d.newConnections,
    offices: both,
    scenarios: deaths,
  },
  ...(
    [
      ["loss-30", "the primary loses 30 % of round trips (16.3 % each way) for ten minutes"],
      ["loss-50", "the primary loses 30 % each way (half of all round trips) for ten minutes"],
    ] as const
  ).flatMap(([scenario, happens]): readonly Row[] => [
    {
      happens,
      figure: "until the backup is used",
      ...(scenario === "loss-30" && { inReadme: true as const }),
      demand: d.onBackup,
      offices: both,
      scenarios: [scenario],
    },
    { happens, figure: "switches", demand: d.switches, offices: both, scenarios: [scenario] },
  ]),
  {
    happens: "the primary's provider comes and goes every 20 s for ten minutes",
    figure: "switches",
    inReadme: true,
    demand: d.switches,
    offices: both,
    scenarios: ["flapping"],
  },
  {
    happens: "the primary's link comes and goes every 20 s for ten minutes",
    figure: "switches",
    demand: d.switches,
    offices: both,
    scenarios: ["flapping-link"],
  },
  {
    happens:
      "odd providers: both have one gateway and the primary dies, or a portal answers pings (asked by TCP)",
    figure: "new connections",
    demand: d.newConnections,
    offices: ["two DHCP lines", "PPPoE first, asked by TCP"],
    scenarios: ["same-gateway", "captive-portal"],
  },
  {
    happens: "the primary returns and stays",
    figure: "until it is used again",
    demand: d.back,
    offices: both,
    scenarios: [...losses, ...deaths],
  },
  {
    happens: "the primary returns and stays",
    figure: "flows cut before that",
    demand: d.flowsLeftAlone,
    offices: both,
    scenarios: [...losses, ...deaths],
  },
  {
    happens: "the line in use gets another address or gateway",
    figure: "new connections",
    inReadme: true,
    demand: d.newConnections,
    offices: both,
    scenarios: moves("active"),
  },
  {
    happens: "the same without hooks",
    figure: "new connections",
    demand: d.newConnections,
    offices: bothUnhooked,
    scenarios: moves("active"),
  },
  {
    happens: "the standby line gets another address or gateway",
    figure: "new connections",
    demand: d.newConnections,
    offices: [...both, ...bothUnhooked],
    scenarios: moves("standby"),
  },
  {
    happens: "a line gets another address or gateway",
    figure: "rows that do not follow",
    demand: d.rowsFollow,
    offices: [...both, ...bothUnhooked],
    scenarios: [...moves("active"), ...moves("standby")],
  },
  {
    happens: "a switch, SIP and WireGuard flows standing",
    figure: "until they work again",
    inReadme: true,
    demand: d.flowsAfterSwitch,
    offices: both,
    scenarios: ["standing-flows", ...deaths],
  },
  ...(["masquerade", "src-nat"] as const).flatMap(everywhere),
  {
    happens: "24 hours with nothing wrong",
    figure: "configuration writes",
    inReadme: true,
    demand: d.writes,
    offices: both,
    scenarios: ["quiet-day"],
  },
  {
    happens: "24 hours with nothing wrong",
    figure: "switches",
    demand: d.switches,
    offices: both,
    scenarios: ["quiet-day"],
  },
];

const checked: Args = {
  strategy: "recursive",
  probes: { checkGateway: { interval: "2s", timeout: "1s", count: 2 } },
  objectives: { blackHole: "6s" },
};

/** The rows of `strategy: "recursive"`. It makes no promise on loss and on lines that come and go. */
export const recursiveRows: readonly Row[] = [
  {
    happens: "the primary is dead beyond its gateway, or its provider silent",
    figure: "new connections",
    demand: d.newConnections,
    offices: both,
    scenarios: deaths,
  },
  {
    happens: "the same, RouterOS 7.21 or newer, asked every 2 s",
    figure: "new connections",
    demand: d.newConnections,
    offices: both,
    scenarios: deaths,
    args: checked,
  },
  {
    happens: "the primary loses its link, its PPPoE session or its lease",
    figure: "new connections",
    demand: d.newConnections,
    offices: both,
    scenarios: losses,
  },
  {
    happens: "a line dies, loses its link, or nothing happens for an hour",
    figure: "configuration writes",
    demand: d.writes,
    offices: both,
    scenarios: ["black-hole", "silent-provider", "link-down", "quiet-hour"],
  },
  {
    happens: 'all scenarios that fit, flows: "follow"',
    figure: "answers by the wrong line",
    demand: d.wrongReplies,
    offices: both,
    scenarios: "all",
  },
];
