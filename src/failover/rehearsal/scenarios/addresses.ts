/** Group 3: addresses and gateways change. Group 4: odd ones from the beginning. */
import type { DualWan, Line } from "../../args";
import {
  always,
  endsFlows,
  endsOn,
  newConnections,
  rowsBehind,
  rowsFollow,
  standingFlows,
  switches,
} from "../demands";
import type { Demand, Scenario, Stage } from "../scenario";
import { provided } from "../surroundings";
import { begins, blackHole, lineAt, minute, second } from "./events";

/** The first line of an access that has the asked place. */
const number = { active: 1, standby: 2 } as const;

/** How fast rows have to follow: at once with a hook, else with the next round. */
const followed = (office: DualWan, of: Line): number =>
  of.hooks ? 2 * second : office.interval + 2 * second;

/** Where routes decide, connections that went by another line for a moment end with the next round. */
const flowsBack = ({ strategy, interval }: DualWan, whole: number): number =>
  strategy.kind === "recursive" ? interval + 2 * second : whole;

const moved = (office: DualWan, at: "active" | "standby"): readonly Demand[] => {
  const of = lineAt(office, number[at]);
  const whole = followed(office, of);
  const isLeased = of.access.kind === "dhcp";
  const interruptions =
    at === "standby"
      ? [newConnections(0), standingFlows(0), switches(0)]
      : [newConnections(whole), ...(endsFlows(office) ? [standingFlows(flowsBack(office, whole))] : [])];
  return [
    ...interruptions,
    rowsFollow,
    rowsBehind(whole),
    ...always(office, at === "standby" ? "nothing" : isLeased ? "lease" : "link"),
  ];
};

/** What may come at any time, told by the client at once: the lease is renewed in this moment. */
const renewed = (
  office: DualWan,
  place: number,
  to: { address?: string; gateway?: string },
  label: string,
) => [
  {
    at: begins,
    label: `${lineAt(office, place).name}: ${label}`,
    act: (stage: Stage) => {
      stage.line(place).renumber(to);
      stage.console(`/ip dhcp-client renew [find where interface="${lineAt(office, place).interface}"]`);
    },
  },
];

function renumberings(at: "active" | "standby"): Scenario[] {
  const place = number[at];
  const when = at === "active" ? "in use" : "standing by";
  const unlessDhcp = (office: DualWan) =>
    lineAt(office, place).access.kind === "dhcp"
      ? undefined
      : `${lineAt(office, place).name} is no DHCP line`;
  const base = { group: 3, length: 4 * minute, chance: "moment" } as const;
  return [
    {
      ...base,
      id: `new-address-${at}`,
      title: `A PPPoE line gets another address while it is ${when}`,
      about: "The provider ends the session and gives another address to the next one.",
      unfit: (office) =>
        lineAt(office, place).access.kind === "pppoe"
          ? undefined
          : `${lineAt(office, place).name} is no PPPoE line`,
      events: (office) => [
        {
          at: begins,
          label: `${lineAt(office, place).name}: session ended, new address`,
          act: (stage) => {
            stage.line(place).renumber({ address: provided(lineAt(office, place), 77) });
            stage.line(place).terminate();
          },
        },
      ],
      demands: (office) => moved(office, at),
    },
    {
      ...base,
      id: `new-lease-${at}`,
      title: `A DHCP line gets another network and gateway while it is ${when}`,
      about: "The renewal is refused, and the next lease is from elsewhere.",
      unfit: unlessDhcp,
      events: (office) =>
        renewed(
          office,
          place,
          { address: `198.19.${place}.9/24`, gateway: `198.19.${place}.1` },
          "renewal refused, another network",
        ),
      demands: (office) => moved(office, at),
    },
    {
      ...base,
      id: `new-gateway-${at}`,
      title: `A DHCP line gets another gateway while it is ${when}`,
      about: "The address stays; the renewal names another gateway.",
      unfit: unlessDhcp,
      events: (office) =>
        renewed(
          office,
          place,
          { gateway: provided(lineAt(office, place), 2) },
          "renewed with another gateway",
        ),
      demands: (office) => moved(office, at),
    },
  ];
}

/** After a fault of the first line, everything works by the second, although its gateway is odd. */
function oddGateway(
  id: string,
  title: string,
  about: string,
  isps: NonNullable<Scenario["isps"]>,
  unfit: NonNullable<Scenario["unfit"]>,
): Scenario {
  return {
    id,
    group: 4,
    title,
    about,
    length: 4 * minute,
    chance: "none",
    unfit,
    isps,
    events: (office) => [blackHole(office, 1)],
    demands: (office) => [
      newConnections(office.objectives.blackHole),
      switches(1),
      endsOn(lineAt(office, 2).name),
      ...always(office, "nothing"),
    ],
  };
}

const leased = (office: DualWan): readonly Line[] =>
  office.lines.filter(({ access }) => access.kind === "dhcp");

export const addresses: readonly Scenario[] = [
  ...renumberings("active"),
  ...renumberings("standby"),
  oddGateway(
    "same-gateway",
    "Both providers have the same gateway",
    "Two routers of providers at one address, as carrier-grade NAT gives them; each line has to use its own.",
    (of) =>
      of.access.kind === "dhcp" ? { address: `100.64.0.${10 + of.number}/24`, gateway: "100.64.0.1" } : {},
    (office) => (leased(office).length >= 2 ? undefined : "needs two DHCP lines"),
  ),
  oddGateway(
    "gateway-elsewhere",
    "The lease is one address, its gateway outside of it",
    "A /32 and a gateway in another network, as some providers hand out.",
    (of) =>
      of.access.kind === "dhcp"
        ? { address: `${provided(of, 20)}/32`, gateway: `198.19.${of.number}.1` }
        : {},
    (office) => (leased(office).length >= 1 ? undefined : "needs a DHCP line"),
  ),
  oddGateway(
    "carrier-nat",
    "The backup is behind the provider's NAT",
    "An address of 100.64.0.0/10: everything outward works.",
    (of) =>
      of.access.kind === "dhcp"
        ? { address: `100.64.${of.number}.20/24`, gateway: `100.64.${of.number}.1` }
        : {},
    (office) => (lineAt(office, 2).access.kind === "dhcp" ? undefined : "the backup is no DHCP line"),
  ),
];
