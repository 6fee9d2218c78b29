/** What single values cannot tell: mixes that cannot work, names that clash, promises that cannot be kept. */
import { longestRound, worstDetection } from "./budget";
import type { DualWan, Line } from "./model";
import { isWithin, networkOf, overlap, privateNetworks, unfitForHost } from "./networks";

/** One thing that is wrong, with its place in the arguments: `wans[1].interface`. */
export interface Mistake {
  readonly at: string;
  readonly message: string;
}

type Check = (office: DualWan) => readonly (Mistake | undefined)[];

/** Everything that is wrong with an office. */
export function mistakesOf(office: DualWan): readonly Mistake[] {
  return checks.flatMap((check) => check(office)).filter((mistake) => mistake !== undefined);
}

const seconds = (milliseconds: number): string => `${milliseconds / 1000} s`;

const wan = (line: Line): string => `wans[${line.number - 1}]`;

/** The first of each pair that shares something is right; the others are named. */
function twins<T>(
  items: readonly T[],
  of: (item: T) => string | undefined,
  wrong: (item: T, first: T) => Mistake | undefined,
): readonly (Mistake | undefined)[] {
  const first = new Map<string, T>();
  return items.map((item) => {
    const value = of(item);
    if (value === undefined) return undefined;
    const known = first.get(value);
    if (known === undefined) first.set(value, item);
    return known === undefined ? undefined : wrong(item, known);
  });
}

/** What names of resources are made of: two names that differ in nothing else are one. */
const alike = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/-$/, "");

const linesAreDistinct: Check = ({ lines }) => [
  ...twins(
    lines,
    (line) => line.interface,
    (line, first) => ({
      at: `${wan(line)}.interface`,
      message: `${line.name} and ${first.name} have the same interface, ${line.interface}: each line needs its own`,
    }),
  ),
  ...twins(
    lines,
    (line) => (line.access.kind === "pppoe" ? line.access.port : line.interface),
    (line, first) =>
      line.interface === first.interface
        ? undefined
        : {
            at: `${wan(line)}.interface`,
            message: `${line.name} and ${first.name} are on the same port: one cable that is cut takes both`,
          },
  ),
  ...twins(
    lines,
    (line) => alike(line.name),
    (line) => ({ at: `${wan(line)}.name`, message: `two lines are named ${line.name}` }),
  ),
];

/** Every address that a line has for certain. */
const ownAddresses = ({ access, address, secondaryAddresses }: Line): readonly string[] => [
  ...new Set([
    ...(address === undefined ? [] : [address]),
    ...(access.kind === "static" ? [hostOf(access.address)] : []),
    ...secondaryAddresses.map(hostOf),
  ]),
];

const hostOf = (address: string): string => address.split("/")[0] ?? address;

const addressesAreDistinct: Check = ({ lines }) =>
  twins(
    lines.flatMap((line) => ownAddresses(line).map((address) => ({ line, address }))),
    ({ address }) => address,
    ({ line, address }, { line: first }) => ({
      at: wan(line),
      message: `${line.name} and ${first.name} have the same address, ${address}: it tells by which line a packet leaves`,
    }),
  );

/** Interfaces that are declared need names that nothing else has. */
const interfaceNamesAreFree: Check = ({ lines, lan, gre }) => {
  const ports = lines.map(({ access, interface: name }) => (access.kind === "pppoe" ? access.port : name));
  const there = new Set([...ports, lan.interface]);
  const taken = (name: string) =>
    `${name} is the name of another interface of the router: choose one of its own`;
  return [
    ...lines.flatMap((line) => [
      line.access.kind === "pppoe" && there.has(line.interface)
        ? { at: `${wan(line)}.pppoeInterface`, message: taken(line.interface) }
        : undefined,
      line.access.kind !== "pppoe" && line.interface === lan.interface
        ? {
            at: `${wan(line)}.interface`,
            message: `${line.interface} is the interface of the inside (lan.interface)`,
          }
        : undefined,
    ]),
    ...gre.map(({ name }, index) =>
      there.has(name) || lines.some((line) => line.interface === name)
        ? { at: `tunnels.gre[${index}].name`, message: taken(name) }
        : undefined,
    ),
  ];
};

/** Names that RouterOS has for something else. */
const reserved = new Set(["main", "local", "all", "none", "dynamic", "static", "default"]);

/** Words that comments of other rows begin with: those of a line named so could be the same. */
const firstWords = new Set(["forward", "forwarded", "service", "gre"]);

const namesAreFree: Check = ({ lines, names }) =>
  lines.flatMap((line) => [
    reserved.has(names.table(line.name).toLowerCase())
      ? {
          at: `${wan(line)}.name`,
          message: `RouterOS has a table or list ${line.name} of its own: choose another name`,
        }
      : undefined,
    firstWords.has(line.name.toLowerCase())
      ? {
          at: `${wan(line)}.name`,
          message: `${line.name} is what the comments of forwards, services or tunnels begin with: choose another name`,
        }
      : undefined,
  ]);

const within = (networks: readonly string[], address: string): string | undefined =>
  networks.find((network) => isWithin(network, address));

/** Ranges that no host of the internet has (RFC 1122, 3927, 5771, 6890). */
const notOnTheInternet = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"];

const targetsAreOutside: Check = ({ lan, strategy, lines }) => {
  const targets = strategy.kind === "script" ? strategy.probing.targets : strategy.checking.canaries.flat();
  const own = lines.flatMap((line) => [
    ...(line.address === undefined ? [] : [line.address]),
    ...(line.gateway.by === "address" ? [line.gateway.address] : []),
  ]);
  const place = (target: string) => `probes.targets (${target})`;
  return [
    ...targets.map((target) => {
      const network = within([...lan.networks, ...notOnTheInternet], target);
      if (network !== undefined)
        return {
          at: place(target),
          message: `is in ${network}, which is not on the internet: it would answer, or not, whatever the line does`,
        };
      return own.includes(target)
        ? {
            at: place(target),
            message: "is an address of a line itself: it says nothing about the internet behind it",
          }
        : undefined;
    }),
    ...twins(
      targets,
      (target) => target,
      (target) => ({ at: place(target), message: "is given twice" }),
    ),
  ];
};

const canariesAreEnough: Check = ({ strategy, lines }) =>
  strategy.kind === "script"
    ? []
    : lines.map((line) =>
        strategy.checking.canaries[line.number - 1]?.length === 0
          ? {
              at: "probes.targets",
              message: `${line.name} has none: strategy "recursive" needs a target of its own for each of the ${lines.length} lines`,
            }
          : undefined,
      );

const roundFits: Check = ({ lines, interval, strategy }) => {
  if (strategy.kind === "recursive") return [];
  const { probing } = strategy;
  const longest = longestRound(lines, probing);
  if (longest <= interval) return [];
  return [
    {
      at: "interval",
      message:
        `${seconds(interval)} is too short: a round takes up to ${seconds(longest)} when nothing answers ` +
        `(${lines.length} lines × ${probing.targets.length} targets × ${seconds(probing.wait)}, and 2 s), and the next one ` +
        `would run beside it. Make the interval longer, or take fewer targets or a shorter maxRtt`,
    },
  ];
};

/** Whether the loss of a line is measured, and so can be promised. */
export const weighsLoss = ({ strategy }: Pick<DualWan, "strategy">): boolean =>
  strategy.kind === "script" && strategy.probing.kind === "ping";

const promisesCanBeKept: Check = (office) => {
  const { objectives, strategy, interval } = office;
  const detection = worstDetection(office);
  const mistakes: Mistake[] = [];
  if (detection > objectives.blackHole) {
    const how =
      strategy.kind === "script"
        ? `${strategy.probing.fail} bad rounds of ${seconds(interval)}, the last of which takes up to ` +
          `${seconds(longestRound(office.lines, strategy.probing))}`
        : "the checks of the gateway";
    const advice =
      strategy.kind === "script"
        ? "shorten interval, fail, targets or maxRtt"
        : "set probes.checkGateway (RouterOS 7.21)";
    mistakes.push({
      at: "objectives.blackHole",
      message:
        `${seconds(objectives.blackHole)} cannot be kept: with these arguments a dead line is noticed after up to ` +
        `${seconds(detection)} (${how}). Promise more, or ${advice}`,
    });
  }
  if (objectives.loss !== undefined && !weighsLoss(office))
    mistakes.push({
      at: "objectives.loss",
      message:
        'cannot be promised: strategy "recursive" weighs no loss, and probes of kind "tcp", "http" and "dns" repeat what was ' +
        "lost. Leave it out, or probe by ping",
    });
  if (strategy.kind === "script" && weighsLoss(office) && objectives.loss !== undefined) {
    const { window, fail } = strategy.probing;
    // A window that is half filled with losses is over any limit that is worth having; then `fail` rounds confirm it.
    const least = (Math.ceil(window / 2) + fail) * interval;
    if (least > objectives.loss)
      mistakes.push({
        at: "objectives.loss",
        message:
          `${seconds(objectives.loss)} cannot be kept: half a window of ${window} rounds and ${fail} bad rounds take ` +
          `${seconds(least)}. Promise more, or shorten interval, window or fail`,
      });
  }
  return mistakes;
};

const limitsMakeSense: Check = ({ strategy }) => {
  if (strategy.kind !== "script") return [];
  const { lossLimit, recoverLoss, kind, port } = strategy.probing;
  return [
    recoverLoss >= lossLimit
      ? {
          at: "probes.recoverLoss",
          message: `${recoverLoss} % is not below lossLimit (${lossLimit} %): a line would be good and bad at once`,
        }
      : undefined,
    port !== undefined && (kind === "ping" || kind === "dns")
      ? { at: "probes.port", message: `has a meaning only with kind "tcp" or "http", not "${kind}"` }
      : undefined,
  ];
};

const version6Can: Check = ({ dialect, strategy }) => {
  if (dialect === 7) return [];
  const needs7 = (at: string, why: string) => ({ at, message: `needs RouterOS 7: ${why}` });
  return [
    strategy.kind === "script" && strategy.probing.kind !== "ping"
      ? needs7("probes.kind", "netwatch of RouterOS 6 can only ping")
      : undefined,
    strategy.kind === "recursive" && strategy.checking.settings !== undefined
      ? needs7("probes.checkGateway", "before 7.21 it is fixed at 10 s, 1 s and 2")
      : undefined,
  ];
};

const lineOf = (office: DualWan, name: string): Line | undefined =>
  office.lines.find((line) => line.name === name);

const maintenanceIsALine: Check = (office) => [
  office.maintenance !== undefined && lineOf(office, office.maintenance) === undefined
    ? { at: "maintenance", message: unknownLine(office, office.maintenance) }
    : undefined,
];

export function unknownLine({ lines }: Pick<DualWan, "lines">, name: string): string {
  return `there is no line "${name}": the lines are ${lines.map((line) => line.name).join(", ")}`;
}

const pinsSaySomething: Check = ({ pins }) => [
  ...pins.flatMap((pin, index) => [
    pin.hosts.length === 0 && pin.list === undefined && pin.protocol === undefined
      ? {
          at: `pinning[${index}]`,
          message:
            "pins everything: name hosts, a list, or a protocol (to use one line only, order wans accordingly)",
        }
      : undefined,
    pin.hosts.length > 0 && pin.list !== undefined
      ? { at: `pinning[${index}].list`, message: "give hosts or a list, not both" }
      : undefined,
    pin.port !== undefined && pin.protocol === undefined
      ? { at: `pinning[${index}].port`, message: "needs protocol" }
      : undefined,
  ]),
  ...twins(
    pins,
    ({ name }) => alike(name),
    ({ name }) => ({ at: "pinning", message: `two are named ${name}` }),
  ),
];

const servicesAreDistinct: Check = ({ inbound, routerServices, gre, ipsec, flush }) => [
  ...twins(
    inbound,
    ({ name }) => alike(name),
    ({ name }) => ({ at: "inbound", message: `two are named ${name}` }),
  ),
  ...twins(
    routerServices,
    ({ name }) => alike(name),
    ({ name }) => ({ at: "routerServices", message: `two are named ${name}` }),
  ),
  ...twins(
    gre,
    ({ name }) => alike(name),
    ({ name }) => ({ at: "tunnels.gre", message: `two are named ${name}` }),
  ),
  ...twins(
    ipsec,
    ({ name }) => alike(name),
    ({ name }) => ({ at: "tunnels.ipsec", message: `two are named ${name}` }),
  ),
  ...(flush.what === "services"
    ? flush.services.map(({ protocol, port }, index) =>
        (protocol === "tcp" || protocol === "udp") === (port === undefined)
          ? {
              at: `onSwitch.flush.services[${index}]`,
              message: port === undefined ? `${protocol} needs a port` : `${protocol} has no ports`,
            }
          : undefined,
      )
    : []),
];

interface Ports {
  readonly protocol: string;
  /** `443`, or `5000-5010`. */
  readonly port: string;
}

const meet = (one: Ports, other: Ports): boolean => {
  const [from, to = from] = one.port.split("-").map(Number);
  const [otherFrom, otherTo = otherFrom] = other.port.split("-").map(Number);
  return (
    one.protocol === other.protocol && Number(from) <= Number(otherTo) && Number(otherFrom) <= Number(to)
  );
};

/** Of two rules for one port the second one never gets a packet. */
const portsAreDistinct: Check = ({ inbound, routerServices }) =>
  inbound.flatMap((forward, index) => {
    const { name, protocol, port } = forward;
    const also = (other: Ports): string => (other.port === port ? "" : ` (${other.port})`);
    const first = inbound.slice(0, index).find((other) => meet(forward, other));
    const service = routerServices.find((other) => meet(forward, other));
    return [
      first && {
        at: "inbound",
        message: `${name} and ${first.name} forward the same port, ${protocol} ${port}${also(first)}`,
      },
      service && {
        at: "inbound",
        message: `${name} forwards ${protocol} ${port}, which ${service.name} of the router needs${also(service)}`,
      },
    ];
  });

const noHost = (network: string, what: "network" | "broadcast"): string =>
  `is the ${what} address of ${network}: no host can have it`;

const serversAreInside: Check = ({ inbound, lan }) =>
  inbound.map(({ name, to }) => {
    const unfit = lan.networks.find((network) => unfitForHost(network, to));
    if (within(lan.networks, to) === undefined)
      return {
        at: "inbound",
        message: `${name} forwards to ${to}, which is in none of lan.networks: add its network there`,
      };
    return unfit === undefined
      ? undefined
      : {
          at: "inbound",
          message: `${name} forwards to ${to}, which ${noHost(unfit, unfitForHost(unfit, to) ?? "network")}`,
        };
  });

/** Addresses of a line with their prefix lengths, each with its place. */
const prefixedOf = (line: Line): readonly { readonly at: string; readonly address: string }[] => [
  ...(line.access.kind === "static" ? [{ at: `${wan(line)}.address`, address: line.access.address }] : []),
  ...line.secondaryAddresses.map((address, index) => ({
    at: `${wan(line)}.secondaryAddresses[${index}]`,
    address,
  })),
];

const addressesAreOfHosts: Check = ({ lines }) =>
  lines.flatMap((line) => [
    ...prefixedOf(line).map(({ at, address }) => {
      const unfit = unfitForHost(address, hostOf(address));
      return unfit && { at, message: noHost(networkOf(address), unfit) };
    }),
    gatewayIsAHost(line),
  ]);

function gatewayIsAHost(line: Line): Mistake | undefined {
  if (line.access.kind !== "static" || line.gateway.by !== "address") return undefined;
  const unfit = unfitForHost(line.access.address, line.gateway.address);
  return unfit && { at: `${wan(line)}.gateway`, message: noHost(networkOf(line.access.address), unfit) };
}

/**
 * The private networks count as inside by default, and a line behind a provider's box has an address of them: only what is
 * named more closely has to be apart from the lines.
 */
const linesAreOutside: Check = ({ lines, lan }) =>
  lines.flatMap((line) =>
    prefixedOf(line).map(({ at, address }) => {
      const network = networkOf(address);
      const inside = lan.networks.find(
        (one) => one === network || (!privateNetworks.includes(one) && overlap(one, network)),
      );
      if (inside === undefined) return undefined;
      return {
        at,
        message:
          inside === network
            ? "is in a network inside (lan.networks)"
            : `${network} overlaps ${inside}, a network inside (lan.networks): packets to it would stay inside`,
      };
    }),
  );

const standingLinesAreSound: Check = ({ lines }) =>
  lines.flatMap((line) => {
    if (line.access.kind !== "static" || line.gateway.by !== "address") return [];
    const network = line.access.address;
    const inside = within([network], line.gateway.address);
    return [
      inside === undefined
        ? {
            at: `${wan(line)}.gateway`,
            message: `${line.gateway.address} is not in the line's network (${network}): the router could not reach it`,
          }
        : undefined,
      line.address === line.gateway.address
        ? { at: `${wan(line)}.gateway`, message: "is the line's own address" }
        : undefined,
      line.address !== undefined && ![network, ...line.secondaryAddresses].map(hostOf).includes(line.address)
        ? {
            at: `${wan(line)}.sourceAddress`,
            message: `${line.address} is neither the line's address nor one of secondaryAddresses: it could not be sent from`,
          }
        : undefined,
    ];
  });

const checks: readonly Check[] = [
  linesAreDistinct,
  addressesAreDistinct,
  interfaceNamesAreFree,
  namesAreFree,
  targetsAreOutside,
  canariesAreEnough,
  roundFits,
  promisesCanBeKept,
  limitsMakeSense,
  version6Can,
  maintenanceIsALine,
  pinsSaySomething,
  servicesAreDistinct,
  portsAreDistinct,
  serversAreInside,
  addressesAreOfHosts,
  linesAreOutside,
  standingLinesAreSound,
];
