/** The world around a rehearsed office: a provider behind each line, hosts on the internet, and people who use them. */
import type { IspOptions, SourceOptions, TargetOptions } from "routeros-simulator";
import { askedName, type DualWan, type Line } from "../args";
import type { Scenario } from "./scenario";

/** Host inside that people sit at, and its network. */
export const lan = {
  router: "192.168.88.1/24",
  desk: "192.168.88.10",
  phone: "192.168.88.12",
  server: "192.168.88.20",
};

/** Hosts on the internet that people use; of TEST-NET-3 (RFC 5737). */
export const internet = {
  site: "203.0.113.80",
  session: "203.0.113.81",
  sip: "203.0.113.60",
  peer: "203.0.113.51",
};

/** Addresses of the benchmarking network (RFC 2544), one /24 a line, for what the arguments leave to the provider. */
export const provided = (line: Pick<Line, "number">, host: number): string => `198.18.${line.number}.${host}`;

/** The port that a line's cable is in. */
export const portOf = (line: Line): string =>
  line.access.kind === "pppoe" ? line.access.port : line.interface;

/** How a provider is made for a line. `changes` are a scenario's. */
export function ispOf(line: Line, changes: Partial<IspOptions> = {}): IspOptions {
  const base = { name: line.name, interface: portOf(line), gateway: provided(line, 1), latency: 10 };
  return { ...base, ...accessOf(line), ...changes };
}

function accessOf(line: Line): Pick<IspOptions, "access" | "address"> & Partial<IspOptions> {
  const { access, gateway } = line;
  switch (access.kind) {
    case "pppoe":
      return { access: "pppoe", address: provided(line, 10) };
    case "dhcp":
      return { access: "dhcp", address: `${provided(line, 20)}/24` };
    case "static":
      return {
        access: "static",
        address: access.address,
        gateway: gateway.by === "address" ? gateway.address : provided(line, 1),
      };
    case "existing":
      if (gateway.by === "interface") return { access: "lte", address: provided(line, 30) };
      return {
        access: gateway.by === "dhcp" ? "dhcp" : "static",
        address: `${line.address ?? provided(line, 30)}/24`,
        gateway: gateway.by === "address" ? gateway.address : provided(line, 1),
      };
  }
}

/** Whom the office's probes ask. */
export function targetsOf({ strategy }: DualWan): TargetOptions[] {
  const hosts = strategy.kind === "script" ? strategy.probing.targets : strategy.checking.canaries.flat();
  return hosts.map((address) => ({ address, dns: { [askedName]: ["203.0.113.99"] } }));
}

/** Port of the router that is asked from outside: WinBox. */
const managed = 8291;

/** Milliseconds between two uses of a source where days are played. */
const seldom = 30_000;

/** Who uses the office's internet, and how it is measured. */
export function sourcesOf(office: DualWan, traffic: Scenario["traffic"]): SourceOptions[] {
  const sources = usualSources(office);
  return traffic === "light" ? sources.map((source) => ({ ...source, every: seldom })) : sources;
}

function usualSources(office: DualWan): SourceOptions[] {
  const inside = { interface: office.lan.interface };
  return [
    { kind: "host", name: "new connections", from: lan.desk, ...inside, to: internet.site },
    { kind: "tcp", name: "standing TCP session", from: lan.desk, ...inside, to: internet.session },
    {
      kind: "udp",
      name: "SIP phone",
      from: lan.phone,
      ...inside,
      to: internet.sip,
      port: 5060,
      every: 500,
      outageAfter: 2,
    },
    {
      ...{ kind: "udp", name: "WireGuard of the router", from: "router", keepsSource: true },
      ...{ to: internet.peer, port: 51820, every: 500, outageAfter: 2 },
    },
    ...office.lines.flatMap((line): SourceOptions[] => [
      { kind: "forward", name: `WinBox by ${line.name}`, isp: line.name, port: managed },
      { kind: "router", name: `own ping by ${line.name}`, isp: line.name, to: internet.peer },
      ...office.inbound.map(
        ({ name, protocol, port }): SourceOptions => ({
          ...{ kind: "forward", name: `${name} by ${line.name}`, isp: line.name, protocol },
          ...{ port: Number(port.split("-")[0]), host: lan.server, interface: office.lan.interface },
        }),
      ),
    ]),
    ...office.gre.map(
      ({ name, remoteAddress }): SourceOptions => ({
        kind: "gre",
        name: `tunnel ${name}`,
        to: remoteAddress,
        tunnel: name,
        every: 1000,
      }),
    ),
  ];
}
