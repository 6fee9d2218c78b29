/** The file that describes a network: providers, targets, measured traffic, and what happens when. JSON or YAML. */
import { readFileSync } from "node:fs";
import { parseDocument } from "yaml";
import { z } from "zod";
import { parseDuration } from "../config/time";
import type { NetworkOptions, TimelineEvent } from "../network";
import { ControlError } from "./failure";

export interface NetworkFile extends Pick<NetworkOptions, "isps" | "targets" | "sources" | "seed"> {
  /** From the start on. */
  readonly timeline?: readonly TimelineEvent[];
}

const isAddress = (text: string): boolean =>
  /^(?:\d{1,3}\.){3}\d{1,3}$/.test(text) && text.split(".").every((part) => Number(part) <= 255);
const isHost = (text: string): boolean => {
  const [address = "", length, ...more] = text.split("/");
  return (
    more.length === 0 && isAddress(address) && (length === undefined || /^([12]?\d|3[0-2])$/.test(length))
  );
};

const name = z.string().min(1);
const address = z.string().refine(isAddress, "an IPv4 address is written like 203.0.113.1");
const host = z.string().refine(isHost, "an address is written like 203.0.113.10 or 198.51.100.20/24");
const time = z.union([
  z.number().min(0),
  z
    .string()
    .refine(
      (text) => parseDuration(text) !== undefined,
      "a time is milliseconds, or written like 90s or 1h30m",
    ),
]);
const percent = z.number().min(0).max(100);
const milliseconds = z.number().min(0);
const port = z.int().min(1).max(65535);

const isp = z.strictObject({
  name,
  access: z.enum(["pppoe", "dhcp", "static", "lte"]),
  interface: name,
  address: z.union([host, z.array(host).min(1)]),
  gateway: address,
  user: z.string().optional(),
  password: z.string().optional(),
  lease: z.number().positive().optional(),
  server: address.optional(),
  dns: z.array(address).optional(),
  latency: milliseconds.optional(),
  jitter: milliseconds.optional(),
  loss: percent.optional(),
  proxyArp: z.boolean().optional(),
  sourceFilter: z.boolean().optional(),
});

const status = z.int().min(100).max(599);

const target = z.strictObject({
  address,
  names: z.array(name).optional(),
  icmp: z.boolean().optional(),
  tcp: z.union([z.boolean(), z.array(port)]).optional(),
  udp: z.union([z.boolean(), z.array(port)]).optional(),
  http: z
    .union([
      status,
      z.strictObject({
        status: status.optional(),
        body: z.string().optional(),
        headers: z.record(z.string(), z.string()).optional(),
      }),
    ])
    .optional(),
  ftp: z.record(z.string().startsWith("/"), z.string()).optional(),
  dns: z.record(z.string(), z.array(address)).optional(),
  latency: milliseconds.optional(),
});

const common = { name, every: z.number().positive().optional(), outageAfter: z.int().positive().optional() };
const onLan = { from: address, interface: name };
const source = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("host"),
    ...common,
    ...onLan,
    to: address,
    protocol: z.enum(["udp", "tcp", "icmp"]).optional(),
    port: port.optional(),
  }),
  z.strictObject({
    kind: z.literal("tcp"),
    ...common,
    ...onLan,
    to: address,
    port: port.optional(),
    giveUp: milliseconds.optional(),
  }),
  z.strictObject({
    kind: z.literal("udp"),
    ...common,
    from: z.union([z.literal("router"), address]),
    keepsSource: z.boolean().optional(),
    interface: name.optional(),
    to: address,
    port,
    sourcePort: port.optional(),
  }),
  z.strictObject({
    kind: z.literal("forward"),
    ...common,
    isp: name,
    port,
    protocol: z.enum(["tcp", "udp"]).optional(),
    from: address.optional(),
    host: address.optional(),
    interface: name.optional(),
    standing: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal("router"), ...common, isp: name, to: address }),
  z.strictObject({
    kind: z.literal("gre"),
    ...common,
    to: address,
    tunnel: name.optional(),
    isp: name.optional(),
  }),
]);

const event = z.strictObject({
  at: time,
  isp: name.optional(),
  set: z
    .strictObject({
      link: z.boolean(),
      answers: z.boolean(),
      upstream: z.enum(["up", "blackhole"]),
      loss: percent,
      latency: milliseconds,
      jitter: milliseconds,
      captive: z.boolean(),
    })
    .partial()
    .optional(),
  does: z.enum(["terminate", "forget", "renumber"]).optional(),
  address: host.optional(),
  gateway: address.optional(),
  link: name.optional(),
  up: z.boolean().optional(),
  target: address.optional(),
  alive: z.boolean().optional(),
});

const file = z
  .strictObject({
    seed: z.int().min(0).optional(),
    isps: z.array(isp).min(1),
    targets: z.array(target).optional(),
    sources: z.array(source).optional(),
    timeline: z.array(event).optional(),
  })
  .superRefine(({ isps, targets = [], sources = [], timeline = [] }, context) => {
    const complain = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    const names = isps.map((one) => one.name);
    const known = (isp: string | undefined, path: (string | number)[]): void => {
      if (isp !== undefined && !names.includes(isp))
        complain(path, `there is no ISP ${isp} (there are: ${names.join(", ")})`);
    };
    isps.forEach((one, index) => {
      if (names.indexOf(one.name) !== index)
        complain(["isps", index, "name"], `there are two ISPs ${one.name}`);
      const first = isps.findIndex((other) => other.interface === one.interface);
      if (first !== index)
        complain(
          ["isps", index, "interface"],
          `${one.interface} has ${names[first]} at its other end already`,
        );
    });
    sources.forEach((one, index) => {
      if ("isp" in one) known(one.isp, ["sources", index, "isp"]);
      if (sources.findIndex((other) => other.name === one.name) !== index)
        complain(["sources", index, "name"], `there are two sources ${one.name}`);
    });
    timeline.forEach((one, index) => {
      known(one.isp, ["timeline", index, "isp"]);
      if (one.isp === undefined && (one.set !== undefined || one.does !== undefined))
        complain(["timeline", index], "says what an ISP does, and not which");
      if (one.target !== undefined && !hosts(targets, sources).has(one.target))
        complain(["timeline", index, "target"], `there is no target ${one.target}`);
    });
  });

/** Hosts of the internet: targets, and whom sources speak to. */
const hosts = (
  targets: readonly { readonly address: string }[],
  sources: readonly object[],
): ReadonlySet<string> =>
  new Set([
    ...targets.map((one) => one.address),
    ...sources.flatMap((one) => ("to" in one && typeof one.to === "string" ? [one.to] : [])),
  ]);

/** `isps[0].gateway` */
const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((step, index) =>
      typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${String(step)}`,
    )
    .join("");

/**
 * Reads what describes a network.
 *
 * @param text JSON or YAML
 * @param path named in errors
 * @throws ControlError with a line for each mistake
 */
export function parseNetworkFile(text: string, path: string): NetworkFile {
  // JSON is YAML.
  const document = parseDocument(text);
  const [mistake] = document.errors;
  if (mistake !== undefined) throw new ControlError(`${path}: ${mistake.message.split("\n")[0]}`);
  const read = file.safeParse(document.toJS());
  if (read.success) return read.data as NetworkFile;
  const lines = read.error.issues.map((issue) => {
    const place = placeOf(issue.path);
    return `${path}: ${place === "" ? "" : `${place}: `}${issue.message}`;
  });
  throw new ControlError(lines.join("\n"));
}

/** @throws ControlError when the file cannot be read, or describes no network */
export function readNetworkFile(path: string): NetworkFile {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new ControlError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  return parseNetworkFile(text, path);
}

/** What the router has, by name. */
export interface Plugs {
  readonly ports: readonly string[];
  readonly modems: readonly string[];
}

/** The LTE modems that the lines need. */
export const modemsOf = ({ isps }: NetworkFile): string[] =>
  isps.filter(({ access }) => access === "lte").map((isp) => isp.interface);

/** @throws ControlError when a line is plugged into a port or modem that the router has not */
export function checkPorts({ isps }: NetworkFile, { ports, modems }: Plugs, path: string): void {
  isps.forEach(({ access, interface: port }, index) => {
    const [what, present] = access === "lte" ? (["modem", modems] as const) : (["port", ports] as const);
    if (!present.includes(port))
      throw new ControlError(
        `${path}: isps[${index}].interface: the router has no ${what} ${port} (it has: ${present.join(", ")})`,
      );
  });
}
