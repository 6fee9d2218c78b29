/** Arguments → office: checked, with every default decided. */
import { namesOf } from "../names";
import { longestRound } from "./budget";
import { type Mistake, mistakesOf, unknownLine } from "./checks";
import { idleOf } from "./idle";
import type {
  Access,
  DualWan,
  Flush,
  Gateway,
  Line,
  Notification,
  Objectives,
  Probing,
  Strategy,
} from "./model";
import { privateNetworks } from "./networks";
import { placeOf } from "./place";
import { dualWanSchemas, type ParsedArgs, type ParsedWan } from "./schema";
import type { DualWanArgs } from "./types";

/**
 * Arguments that no office can have. `message` lists every mistake with its place.
 *
 * @example
 * try {
 *   parseDualWan({ wans: [] });
 * } catch (error) {
 *   if (error instanceof DualWanError) console.error(error.mistakes);
 * }
 */
export class DualWanError extends Error {
  readonly mistakes: readonly Mistake[];
  constructor(mistakes: readonly Mistake[]) {
    super(
      `These arguments of the failover cannot be used:\n${mistakes.map(({ at, message }) => `- ${at}: ${message}`).join("\n")}`,
    );
    this.name = "DualWanError";
    this.mistakes = mistakes;
  }
}

/**
 * Checks the arguments of a failover and decides every default.
 *
 * @param value arguments as a program or a site file gives them
 * @throws DualWanError that lists all mistakes
 * @example
 * parseDualWan({ wans: [{ access: "dhcp", interface: "ether1" }, { access: "dhcp", interface: "ether2" }] }).lines.length; // 2
 */
export function parseDualWan(value: DualWanArgs | Readonly<Record<string, unknown>>): DualWan {
  const { strategy } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (strategy !== undefined && strategy !== "script" && strategy !== "recursive")
    throw new DualWanError([{ at: "strategy", message: 'use "script" or "recursive"' }]);
  const parsed = dualWanSchemas[strategy ?? "script"].safeParse(value);
  if (!parsed.success) {
    throw new DualWanError(
      parsed.error.issues.map(({ path, message }) => ({
        at: placeOf(path),
        message: `${spoken(message)}${elsewhere(path, message, strategy)}`,
      })),
    );
  }
  const { office, mistakes } = decide(parsed.data);
  const all = [...mistakes, ...mistakesOf(office), ...idleOf(parsed.data)];
  if (all.length > 0) throw new DualWanError(all);
  return office;
}

/** What zod expects, in our words. */
const expected: Readonly<Record<string, string>> = {
  string: "a text is needed",
  number: "a number is needed",
  boolean: "true or false is needed",
  array: "a list is needed",
  object: "a group of arguments is needed",
};

/** zod's words where ours are missing. */
function spoken(message: string): string {
  return message
    .replace(/^Invalid input: expected \w+, received undefined$/, "is missing")
    .replace(/^Invalid input: expected (\w+), received (\w+)$/, (whole, type: string, got: string) =>
      expected[type] ? `${expected[type]}, not ${article(got)}` : whole,
    )
    .replace(
      /^Invalid option: expected one of (.*)$/,
      (_, words: string) => `use ${words.split("|").join(" or ")}`,
    )
    .replace(/^Unrecognized keys?: /, "there is no such argument: ");
}

const article = (type: string): string =>
  type === "null" ? "nothing" : /^[aeo]/.test(type) ? `an ${type}` : `a ${type}`;

/** Arguments of probes that the other strategy has. */
const elsewhere = (path: readonly PropertyKey[], message: string, strategy: unknown): string =>
  path.join() === "probes" && message.startsWith("Unrecognized")
    ? ` with strategy "${strategy ?? "script"}"`
    : "";

function decide(args: ParsedArgs): { office: DualWan; mistakes: readonly Mistake[] } {
  const mistakes: Mistake[] = [];
  const { dialect, adopt } = args;
  const lines = args.wans.map((wan, index) => lineOf(wan, index + 1, adopt === true));
  const named = (name: string, at: string): Line => {
    const found = lines.find((line) => line.name === name);
    if (found === undefined) mistakes.push({ at, message: unknownLine({ lines }, name) });
    return found ?? (lines[0] as Line);
  };
  const strategy = strategyOf(args, lines);
  const office: DualWan = {
    dialect,
    lines,
    names: namesOf(dialect, args.naming?.prefix),
    lan: {
      ...args.lan,
      networks: [...new Set([...privateNetworks, ...args.lan.networks])],
      fastTrackRule: args.lan.fastTrackRule,
    },
    flows: args.flows,
    natMode: args.natMode,
    strategy,
    interval: args.interval ?? usualInterval(lines, strategy),
    objectives: objectivesOf(args, strategy),
    flush: flushOf(args.onSwitch.flush),
    notify: args.onSwitch.notify.map(notificationOf),
    flushDns: args.onSwitch.flushDns,
    updateCloudDns: args.onSwitch.updateCloudDns,
    inbound: args.inbound.map((forward) => ({ ...forward, toPort: forward.toPort })),
    routerServices: args.routerServices,
    pins: args.pinning.map((pin, index) => ({
      name: pin.name,
      line: named(pin.wan, `pinning[${index}].wan`),
      hosts: pin.hosts,
      list: pin.list,
      protocol: pin.protocol,
      port: pin.port,
      mode: pin.mode,
    })),
    gre: args.tunnels.gre.map(({ wan, name, remoteAddress, keepalive, mtu }, index) => ({
      line: named(wan, `tunnels.gre[${index}].wan`),
      name,
      remoteAddress,
      keepalive,
      mtu,
    })),
    ipsec: args.tunnels.ipsec.map(({ wan, name, peer, dstAddress, proposal, protocol }, index) => ({
      line: named(wan, `tunnels.ipsec[${index}].wan`),
      name,
      peer,
      dstAddress,
      proposal,
      protocol,
    })),
    sourceGuard: args.sourceGuard,
    maintenance: args.maintenance,
    adopt,
    preflight: args.preflight,
  };
  return { office, mistakes };
}

function lineOf(wan: ParsedWan, number: number, adopted: boolean): Line {
  const name = wan.name ?? `ISP${number}`;
  const { access, gateway } = accessOf(wan);
  return {
    number,
    name,
    access,
    gateway,
    interface: wan.access === "pppoe" ? (wan.pppoeInterface ?? `pppoe-${name.toLowerCase()}`) : wan.interface,
    address: wan.sourceAddress ?? (wan.access === "static" ? wan.address.split("/")[0] : undefined),
    secondaryAddresses: wan.secondaryAddresses,
    metered: wan.metered !== false,
    blockList: typeof wan.metered === "object" ? wan.metered.block : undefined,
    // What is set up elsewhere is not written to, and a profile of somebody else's is not changed.
    hooks: canHook(wan) && (wan.hooks ?? !adopted) && !(wan.access === "pppoe" && wan.profile !== undefined),
  };
}

const canHook = ({ access }: ParsedWan): boolean => access === "pppoe" || access === "dhcp";

function accessOf(wan: ParsedWan): { access: Access; gateway: Gateway } {
  switch (wan.access) {
    case "pppoe": {
      const {
        interface: port,
        user,
        password,
        profile,
        serviceName,
        acName,
        allow,
        keepaliveTimeout,
        mtu,
      } = wan;
      return {
        access: {
          kind: "pppoe",
          port,
          user,
          password,
          profile,
          serviceName,
          acName,
          allow,
          keepaliveTimeout,
          mtu,
        },
        gateway: { by: "interface" },
      };
    }
    case "dhcp":
      return { access: { kind: "dhcp" }, gateway: { by: "dhcp" } };
    case "static":
      return {
        access: { kind: "static", address: wan.address },
        gateway: { by: "address", address: wan.gateway },
      };
    case "existing":
      return {
        access: { kind: "existing" },
        gateway:
          wan.gateway === "interface" || wan.gateway === "dhcp"
            ? { by: wan.gateway }
            : { by: "address", address: wan.gateway },
      };
  }
}

/** Milliseconds that an answer may take where nothing else is said. */
const usualWait = 250;

function strategyOf(args: ParsedArgs, lines: readonly Line[]): Strategy {
  if (args.strategy === "recursive") {
    const { targets, checkGateway } = args.probes;
    const canaries = lines.map((_, index) => targets.filter((__, place) => place % lines.length === index));
    return { kind: "recursive", checking: { canaries, settings: checkGateway } };
  }
  const { maxRtt, port, kind, packets = 2, fail, dwell = 60_000, failback, ...rest } = args.probes;
  const probing: Probing = {
    ...rest,
    kind,
    port: port ?? (kind === "tcp" ? 443 : kind === "http" ? 80 : undefined),
    packets: kind === "ping" ? packets : 1,
    fail: fail ?? (kind === "ping" ? 3 : 2),
    dwell,
    wait: maxRtt ?? usualWait,
    maxRtt,
    failback: typeof failback === "object" ? { after: failback.after } : failback,
  };
  return { kind: "script", probing };
}

/** Five seconds, or the whole seconds that a round of many lines needs. */
function usualInterval(lines: readonly Line[], strategy: Strategy): number {
  if (strategy.kind === "recursive") return 5_000;
  return Math.max(5_000, Math.ceil(longestRound(lines, strategy.probing) / 1000) * 1000);
}

function objectivesOf({ objectives }: ParsedArgs, strategy: Strategy): Objectives {
  const weighed = strategy.kind === "script";
  return {
    blackHole: objectives.blackHole ?? (weighed ? 20_000 : 22_000),
    loss: objectives.loss ?? (weighed && strategy.probing.kind === "ping" ? 60_000 : undefined),
    linkLoss: objectives.linkLoss ?? 2_000,
    flowRecovery: objectives.flowRecovery ?? 5_000,
    flapping: objectives.flapping ?? (weighed ? 2 : undefined),
  };
}

/** The services whose connections the how-to ends: SIP, IAX, IPsec with and without NAT, L2TP, and OSPF. */
const howToServices = [
  { protocol: "udp", port: 5060 },
  { protocol: "udp", port: 4569 },
  { protocol: "udp", port: 4500 },
  { protocol: "udp", port: 500 },
  { protocol: "udp", port: 1701 },
  { protocol: "ospf", port: undefined },
] as const;

function flushOf(flush: ParsedArgs["onSwitch"]["flush"]): Flush {
  if (typeof flush === "string") return { what: flush };
  const services =
    flush.services === "how-to"
      ? howToServices
      : flush.services.map(({ protocol, port }) => ({ protocol, port }));
  return { what: "services", services };
}

function notificationOf(given: ParsedArgs["onSwitch"]["notify"][number]): Notification {
  if ("telegram" in given) return { by: "telegram", ...given.telegram };
  if ("email" in given) return { by: "email", to: given.email.to, from: given.email.from };
  if ("webhook" in given) return { by: "webhook", ...given.webhook };
  return { by: "script", script: given.script };
}
