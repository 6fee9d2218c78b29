/** The lines themselves: sessions, leases, addresses, and what starts the sync script when they change. */
import type { Access, DualWan, Line } from "../../args";
import { hookSource } from "../../controller/hooks";
import { type RowStep, row } from "../step";

/**
 * Distance of the route that a line brings itself: behind all of ours, and used if somebody removes those. From 251 on; of more
 * than five lines a little less, because 255 is RouterOS's largest.
 */
const lastResort = ({ lines: all }: DualWan, line: Line): number =>
  Math.min(250, 255 - all.length) + line.number;

/** Whether lines are declared that could bring name servers and do not: a provider's answer its own customers only. */
export const bringsNoServers = ({ lines: all }: DualWan): boolean =>
  all.some(({ access }) => access.kind === "pppoe" || access.kind === "dhcp");

export function lines(office: DualWan): RowStep[] {
  return office.lines.flatMap((line) => [...lineRows(office, line), ...secondaryRows(office, line)]);
}

/**
 * The DHCP clients, when whatever leaves by any line is translated. A new one brings a route, and one that is taken over gives
 * up its own nearer one: from then on packets may leave by another line, and a connection that begins untranslated stays so.
 */
export function leases(office: DualWan): RowStep[] {
  const translated = office.lines.map((line) => office.names.ofLine(line.name, "NAT"));
  return office.lines
    .filter(({ access }) => access.kind === "dhcp")
    .map((line) => dhcp(office, line, translated));
}

/** Key of the step after which a line's interface is there; none for an interface that is there anyway. */
export const lineKey = (line: Line): readonly string[] =>
  line.access.kind === "pppoe" ? [`${line.name} line`] : [];

/** Keys after which rows can name what a line has: its interface, its standing address. */
export const lineReady = (line: Line): readonly string[] =>
  line.access.kind === "static" ? [`${line.name} address`] : lineKey(line);

/** Keys after which a line can carry packets. */
export const lineCarries = (line: Line): readonly string[] =>
  line.access.kind === "dhcp" ? [`${line.name} line`] : lineReady(line);

function lineRows(office: DualWan, line: Line): RowStep[] {
  switch (line.access.kind) {
    case "pppoe":
      return pppoe(office, line, line.access);
    case "static":
      return [
        row(
          "IpAddress",
          { key: `${line.name} address`, part: "lines", reason: `The standing address of ${line.name}.` },
          { address: line.access.address, interface: line.interface, comment: line.name },
        ),
      ];
    case "dhcp":
    case "existing":
      return [];
  }
}

type Session = Extract<Access, { kind: "pppoe" }>;

function pppoe(office: DualWan, line: Line, access: Session): RowStep[] {
  const { port, user, password, profile, serviceName, acName, allow, keepaliveTimeout, mtu } = access;
  const own = office.names.profile(line.name);
  const hook = hookSource(office);
  const given = {
    profile: line.hooks ? own : profile,
    serviceName,
    acName,
    allow: allow && [...allow],
    maxMtu: mtu,
    maxMru: mtu,
  };
  const session = row(
    "PppoeClient",
    {
      key: `${line.name} line`,
      part: "lines",
      after: line.hooks ? [`${line.name} profile`] : [],
      reason: `${line.name} is dialled. The default route that it brings stands behind ours (distance ${lastResort(office, line)}), for the case that ours are removed by hand.`,
      redials: ["interface", "user", "password", "profile", "serviceName", "acName", "allow"],
    },
    {
      name: line.interface,
      interface: port,
      user,
      password,
      ...given,
      keepaliveTimeout,
      addDefaultRoute: true,
      defaultRouteDistance: lastResort(office, line),
      usePeerDns: false,
      // Of a line that is taken over, what the arguments do not say is left as it is: writing it may dial anew.
      ...(office.adopt === true && {
        runtimeOwned: notGiven({ ...given, mrru: undefined, hostUniq: undefined }),
      }),
    },
  );
  if (!line.hooks) return [session];
  const up = row(
    "PppProfile",
    {
      key: `${line.name} profile`,
      part: "lines",
      reason: `A profile of its own: its scripts tell at once that ${line.name} has come or gone. RouterOS's default profile is never changed.`,
    },
    { name: own, changeTcpMss: "yes", onUp: hook, onDown: hook },
  );
  return [up, session];
}

const notGiven = (given: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(given)
    .filter(([, value]) => value === undefined)
    .map(([name]) => name);

function dhcp(office: DualWan, line: Line, after: readonly string[]): RowStep {
  const adopted = office.adopt === true;
  return row(
    "DhcpClient",
    {
      key: `${line.name} line`,
      part: "leases",
      after,
      reason: `The address of ${line.name} comes by DHCP. The default route that the lease brings stands behind ours (distance ${lastResort(office, line)}), for the case that ours are removed by hand.`,
      redials: ["interface", "script"],
    },
    {
      interface: line.interface,
      addDefaultRoute: "yes",
      defaultRouteDistance: lastResort(office, line),
      usePeerDns: false,
      ...(line.hooks && { script: hookSource(office) }),
      ...(adopted && { runtimeOwned: [...(line.hooks ? [] : ["script"]), "dhcpOptions", "usePeerNtp"] }),
    },
  );
}

function secondaryRows(office: DualWan, line: Line): RowStep[] {
  return line.secondaryAddresses.map((address) =>
    row(
      "IpAddress",
      {
        key: `${line.name} secondary ${address}`,
        part: "lines",
        after: [...lineKey(line)],
        reason: `A further address of ${line.name}. Its comment says "secondary", so that it is never taken for the line's own.`,
      },
      {
        address,
        interface: line.interface,
        comment: office.names.ofLine(line.name, "secondary"),
      },
    ),
  );
}
