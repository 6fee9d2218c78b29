/** What is accepted as an office, with messages for a network engineer. Rules over several values are in `checks.ts`. */
import { isIPv4 } from "node:net";
import { menus, parseDuration } from "pulumi-routeros-provider";
import { z } from "zod";
import { networkOf } from "./networks";

/** Names that end up in comments, tables, marks, lists and scripts: nothing RouterOS or a regular expression trips over. */
const name = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9-]{0,19}$/,
    "use a letter and then letters, digits or hyphens, 20 at most: RouterOS and its scripts take no others everywhere",
  );

const anyName = z.string().min(1, "a name is needed").max(60, "RouterOS takes no name that long");
const noSign = [
  /^(?![!*])/,
  "a name begins with neither ! nor *: RouterOS reads those as something else",
] as const;

/** Names of things that are on the router already: what RouterOS itself takes, less what a script would have to quote. */
const routerName = anyName
  .regex(/^[^\s"'\\$;{}[\]()?,]*$/, "a name has no blanks, quotes, brackets, commas, semicolons, $ or \\")
  .regex(...noSign);

/** The same of an interface, which may have blanks between its words: `ether2 - backup`. Scripts compare it, or quote it. */
const interfaceName = anyName
  .regex(
    /^[^"'\\$;{}[\]()?,\t\r\n]*$/,
    "an interface has no quotes, brackets, commas, semicolons, $, \\, tabs or line breaks in its name",
  )
  .regex(/^(?! )(?:.*[^ ])?$/s, "a name has no blank at its beginning or end")
  .regex(...noSign);

/** An interface that packets leave by: a gateway is written with it, `192.0.2.1%ether1`. */
const port = interfaceName.regex(
  /^[^%@]*$/,
  "an interface of a line has no % or @ in its name: gateways are written with them",
);

/** A comment or free text that a script looks for. */
const remark = z
  .string()
  .refine((text) => text.trim() !== "", "a text is needed")
  .max(100, "at most 100 characters")
  .regex(/^[^"\\$\r\n]*$/, 'no quotes ("), $, \\ or line breaks: a script has to find it');

const address = z
  .string()
  .refine((text) => isIPv4(text), { error: 'an IPv4 address is needed, such as "203.0.113.10"' });

/** `10.0.0.0/8`; a bare address is a network of one. */
export function isNetwork(text: string): boolean {
  const [host = "", length, ...more] = text.split("/");
  if (more.length > 0 || !isIPv4(host)) return false;
  return length === undefined || (/^\d{1,2}$/.test(length) && Number(length) <= 32);
}

const network = z
  .string()
  .refine(isNetwork, { error: 'a network is needed, such as "192.168.88.0/24"', abort: true })
  .transform(networkOf);

/** A list in which nothing is there twice: RouterOS would refuse the second one. */
const distinct = (of: z.ZodType<string, string>) =>
  z
    .array(of)
    .default([])
    .transform((all) => [...new Set(all)]);

const interfaceAddress = z.string().refine((text) => text.includes("/") && isNetwork(text), {
  error: 'an address with its prefix length is needed, such as "198.51.100.20/24"',
});

/** A duration, in milliseconds. */
const duration = (least: number, most: number, span: string) =>
  z
    .union([z.string(), z.number()], { error: 'a duration is needed, such as "5s" or "250ms"' })
    .transform((value, context): number => {
      const microseconds = parseDuration(value);
      const milliseconds = microseconds === undefined ? Number.NaN : microseconds / 1000;
      if (milliseconds >= least && milliseconds <= most) return milliseconds;
      context.addIssue({
        code: "custom",
        message: `a duration from ${span} is needed, such as "5s" or "250ms"`,
      });
      return z.NEVER;
    });

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const count = (least: number, most: number) =>
  z
    .number(`a whole number from ${least} to ${most} is needed`)
    .int(`a whole number from ${least} to ${most} is needed`)
    .min(least, `at least ${least}`)
    .max(most, `at most ${most}`);

const percent = count(1, 100);

const ports = z
  .union([z.number(), z.string()], {
    error: "a port or a range of ports is needed, such as 443 or 5000-5010",
  })
  .transform((value) => String(value))
  .refine(isPortRange, { error: "a port from 1 to 65535 is needed, or a range such as 5000-5010" });

function isPortRange(text: string): boolean {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (match === null) return false;
  const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])];
  return from >= 1 && to >= from && to <= 65535;
}

const secret = z.string().min(1, "it is empty");

const line = {
  name: name.optional(),
  sourceAddress: address.optional(),
  secondaryAddresses: distinct(interfaceAddress),
  metered: z
    .union([z.boolean(), z.strictObject({ block: routerName })], {
      error: 'use true, false or { block: "heavy" }, the name of an address list',
    })
    .default(false),
  hooks: z.boolean().optional(),
};

const pppoe = z.strictObject({
  ...line,
  access: z.literal("pppoe"),
  interface: port,
  pppoeInterface: port.optional(),
  user: z.string().min(1, "the provider's user name is needed"),
  password: secret,
  profile: routerName.optional(),
  serviceName: z.string().optional(),
  acName: z.string().optional(),
  allow: z
    .array(z.enum(["pap", "chap", "mschap1", "mschap2"]))
    .min(1, "at least one method is needed: leave it out for all")
    .optional(),
  keepaliveTimeout: z
    .number('the number of seconds is needed. "disabled" would never notice a dead line')
    .int()
    .min(1, "at least 1 second")
    .max(600, "at most 600 seconds: the line would be dead for twice as long before it is noticed")
    .default(10),
  mtu: count(512, 1500).optional(),
});

const dhcp = z.strictObject({ ...line, access: z.literal("dhcp"), interface: port });

const standing = z.strictObject({
  ...line,
  access: z.literal("static"),
  interface: port,
  address: interfaceAddress,
  gateway: address,
});

const existing = z.strictObject({
  ...line,
  access: z.literal("existing"),
  interface: port,
  gateway: z
    .string()
    .refine((text) => text === "interface" || text === "dhcp" || isIPv4(text), {
      error: 'use "interface" for a point-to-point line, "dhcp", or the gateway\'s address',
    })
    .default("interface"),
});

const wan = z.discriminatedUnion("access", [pppoe, dhcp, standing, existing], {
  error: 'access is needed: "pppoe", "dhcp", "static" or "existing"',
});

const lan = z.strictObject({
  networks: distinct(network),
  interface: interfaceName.default("bridge"),
  wanList: routerName.default("WAN"),
  fastTrackRule: remark.optional(),
});

const standardTargets = ["1.1.1.1", "8.8.8.8", "9.9.9.9", "208.67.222.222"];
const targets = z.array(address).min(1, "at least one target is needed").max(8, "at most eight targets");

const failback = z.union(
  [z.enum(["automatic", "manual"]), z.strictObject({ after: duration(0, 30 * 24 * hour, "0s to 30d") })],
  { error: 'use "automatic", "manual" or { after: "30m" }' },
);

const scriptProbes = z.strictObject({
  kind: z.enum(["ping", "tcp", "http", "dns"]).default("ping"),
  targets: targets.optional(),
  port: count(1, 65535).optional(),
  packets: count(1, 5).optional(),
  maxRtt: duration(10, second, "10ms to 1s").optional(),
  window: count(1, 60).default(6),
  lossLimit: percent.default(13),
  recoverLoss: count(0, 100).default(5),
  fail: count(1, 60).optional(),
  recover: count(1, 1000).default(12),
  dwell: duration(0, 24 * hour, "0s to 1d").optional(),
  failback: failback.default("automatic"),
});

/**
 * Of the hosts that are asked by default none answers HTTP as netwatch wants it: without `http-codes` 100 to 299 are good
 * (manual, "Netwatch"), and they have no web server, or one that leads elsewhere (301).
 */
const probes = scriptProbes.transform(({ targets: given, ...rest }, context) => {
  if (rest.kind === "http" && given === undefined)
    context.addIssue({
      code: "custom",
      path: ["targets"],
      message:
        'are needed with kind "http": addresses of hosts that answer GET / over plain HTTP with 200 or 204, best your own. ' +
        "The hosts that are asked otherwise do not, and no line would ever be up",
    });
  return { ...rest, targets: given ?? standardTargets };
});

const recursiveProbes = z.strictObject({
  targets: targets.default(standardTargets),
  checkGateway: z
    .strictObject({
      interval: duration(100, 10 * minute, "100ms to 10m"),
      timeout: duration(1, second, "1ms to 1s"),
      count: count(1, 100),
    })
    .optional(),
});

const objective = duration(0, 24 * hour, "0s to 1d").optional();
const objectives = z.strictObject({
  blackHole: objective,
  loss: objective,
  linkLoss: objective,
  flowRecovery: objective,
  flapping: count(0, 1000).optional(),
});

const servicePort = z.strictObject({
  protocol: z.enum(["tcp", "udp", "ospf", "gre", "icmp"]),
  port: count(1, 65535).optional(),
});

const flush = z.union(
  [
    z.enum(["departed-wan", "nothing"]),
    z.strictObject({
      services: z.union([z.literal("how-to"), z.array(servicePort).min(1, "at least one service is needed")]),
    }),
  ],
  {
    error:
      'use "departed-wan", "nothing", { services: "how-to" } or { services: [{ protocol: "udp", port: 5060 }] }; protocols are ' +
      "tcp, udp, ospf, gre and icmp",
  },
);

const notification = z.union(
  [
    z.strictObject({
      telegram: z.strictObject({
        token: secret,
        chat: z.string().regex(/^-?\d+$|^@\w+$/, "the number of a chat is needed, or @channel"),
      }),
    }),
    z.strictObject({
      email: z.strictObject({
        to: z.email("an e-mail address is needed"),
        from: z.email("an e-mail address is needed").optional(),
      }),
    }),
    z.strictObject({
      webhook: z.strictObject({ url: z.string().regex(/^https?:\/\/[^\s"\\$]+$/, "a URL is needed") }),
    }),
    z.strictObject({ script: routerName }),
  ],
  { error: "use { telegram }, { email }, { webhook } or { script }" },
);

const onSwitch = z.strictObject({
  flush: flush.default("departed-wan"),
  notify: z.array(notification).default([]),
  flushDns: z.boolean().default(false),
  updateCloudDns: z.boolean().default(false),
});

const sources = distinct(network);
const forward = z.strictObject({
  name,
  protocol: z.enum(["tcp", "udp"]),
  port: ports,
  to: address,
  toPort: ports.optional(),
  from: sources,
  hairpin: z.boolean().default(true),
});

const routerService = z.strictObject({ name, protocol: z.enum(["tcp", "udp"]), port: ports, from: sources });

const pin = z.strictObject({
  name,
  wan: z.string(),
  hosts: distinct(network),
  list: routerName.optional(),
  protocol: z.enum(["tcp", "udp"]).optional(),
  port: ports.optional(),
  mode: z.enum(["strict", "fallback"]).default("strict"),
});

const tunnels = z.strictObject({
  gre: z
    .array(
      z.strictObject({
        name: interfaceName,
        wan: z.string(),
        remoteAddress: menus.GreTunnel.properties.remoteAddress.codec.schema,
        keepalive: menus.GreTunnel.properties.keepalive.codec.schema.optional(),
        mtu: count(68, 65535).optional(),
      }),
    )
    .default([]),
  ipsec: z
    .array(
      z.strictObject({
        name,
        wan: z.string(),
        peer: routerName,
        dstAddress: network,
        proposal: routerName.default("default"),
        protocol: menus.IpsecPolicy.properties.protocol.codec.schema.optional(),
      }),
    )
    .default([]),
});

/** Of `{}`: every default of an object whose members all have one. */
const withDefaults = <T extends z.ZodType>(schema: T) => z.preprocess((value) => value ?? {}, schema);

const common = {
  wans: z
    .array(wan)
    .min(2, "a failover needs two lines at least: a primary and a backup")
    .max(8, "at most eight lines"),
  lan: withDefaults(lan),
  flows: z.enum(["follow", "pin"]).default("follow"),
  natMode: z.enum(["masquerade", "src-nat"]).default("masquerade"),
  interval: duration(second, 10 * minute, "1s to 10m").optional(),
  objectives: withDefaults(objectives),
  onSwitch: withDefaults(onSwitch),
  inbound: z.array(forward).default([]),
  routerServices: z.array(routerService).default([]),
  pinning: z.array(pin).default([]),
  tunnels: withDefaults(tunnels),
  sourceGuard: z.boolean().default(true),
  naming: z.strictObject({ prefix: name }).optional(),
  maintenance: z.string().optional(),
  adopt: z.boolean().optional(),
  preflight: z.enum(["off", "warn", "enforce"]).default("warn"),
  dialect: z.union([z.literal(6), z.literal(7)], { error: "use 7, or 6 for RouterOS 6.49" }).default(7),
};

const byScript = z.strictObject({
  ...common,
  strategy: z.literal("script").default("script"),
  probes: withDefaults(probes),
});

const byRoutes = z.strictObject({
  ...common,
  strategy: z.literal("recursive"),
  probes: withDefaults(recursiveProbes),
});

/** The arguments by their strategy; which of the two is meant is asked first, so that messages are about that one. */
export const dualWanSchemas = { script: byScript, recursive: byRoutes } as const;

export type ParsedArgs = z.output<typeof byScript> | z.output<typeof byRoutes>;
export type ParsedWan = z.output<typeof wan>;
