/**
 * Offices of every kind, for properties. What is generated is always accepted: the values that depend on each other (names,
 * ports, times) are derived, not filtered.
 */
import fc from "fast-check";
import type { DualWanArgs } from "../../../src/failover/args";

type Plain = Readonly<Record<string, unknown>>;

/** Leaves a property out as often as it is given. */
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Without the properties that are undefined, as a program would write it. */
function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      member === undefined ? [] : [[name, written(member)]],
    ),
  );
}

/** Names by the place of a line, so that no two lines have one name; some are words of RouterOS or of our comments. */
const lineNames = [
  ["Fiber", "primary", "isp-a"],
  ["Cable", "rule", "isp-b"],
  ["LTE-5G", "GW1", "isp-c"],
  ["Sat", "WAN", "isp-d"],
] as const;

const ports = ["ether1", "ether2", "sfp-sfpplus1", "vlan.100"] as const;

/** Hosts that nobody of a generated office has. */
const hosts = [
  "1.1.1.1",
  "8.8.8.8",
  "9.9.9.9",
  "208.67.222.222",
  "1.0.0.1",
  "8.8.4.4",
  "149.112.112.112",
  "208.67.220.220",
] as const;

const line = (index: number) => {
  const port = ports[index];
  const shared = {
    name: maybe(fc.constantFrom(...(lineNames[index] ?? []))),
    secondaries: fc.nat(2),
    /** Its own address: not given, one of its own, or one of the secondary ones. */
    source: fc.constantFrom("none", "own", "secondary"),
    metered: fc.constantFrom(undefined, false, true, { block: "heavy" }),
    hooks: maybe(fc.boolean()),
  };
  const finished = (
    given: Plain & { readonly source: string; readonly secondaries: number },
    own: string,
  ) => {
    const { source, secondaries, hooks, ...rest } = given;
    const canHook = rest.access === "dhcp" || (rest.access === "pppoe" && rest.profile === undefined);
    const more = Array.from({ length: secondaries }, (_, place) => `198.51.${100 + index}.${9 + place}/29`);
    return {
      ...rest,
      hooks: hooks === true && !canHook ? undefined : hooks,
      secondaryAddresses: more.length === 0 ? undefined : more,
      sourceAddress: source === "own" ? own : source === "secondary" ? more[0]?.split("/")[0] : undefined,
    };
  };
  const pppoe = fc
    .record({
      ...shared,
      access: fc.constant("pppoe"),
      interface: fc.constant(port),
      pppoeInterface: maybe(fc.constant(`dsl${index}`)),
      user: fc.constantFrom("user1", "office@provider.example"),
      password: fc.constant(`password-of-${index}`),
      profile: maybe(fc.constant("of-the-provider")),
      serviceName: maybe(fc.constant("internet")),
      acName: maybe(fc.constant("bras-1")),
      allow: maybe(fc.subarray(["pap", "chap", "mschap1", "mschap2"], { minLength: 1 })),
      keepaliveTimeout: maybe(fc.integer({ min: 1, max: 600 })),
      mtu: maybe(fc.constantFrom(1480, 1492)),
    })
    .map((given) => finished(given, `203.0.112.${10 + index}`));
  const dhcp = fc
    .record({ ...shared, access: fc.constant("dhcp"), interface: fc.constant(port) })
    .map((given) => finished(given, `203.0.112.${20 + index}`));
  const standing = fc
    .record({
      ...shared,
      access: fc.constant("static"),
      interface: fc.constant(port),
      isPrivate: fc.boolean(),
    })
    .map(({ isPrivate, ...given }) => {
      // Behind two modems of one make, two lines have one network and one gateway.
      const [own, length, gateway] = isPrivate
        ? [`192.168.1.${10 + index}`, 24, "192.168.1.1"]
        : [`203.0.113.${16 * index + 2}`, 28, `203.0.113.${16 * index + 1}`];
      return { ...finished(given, own), address: `${own}/${length}`, gateway };
    });
  const existing = fc
    .record({
      ...shared,
      access: fc.constant("existing"),
      interface: fc.constant(`lte${index}`),
      gateway: fc.constantFrom(undefined, "interface", "dhcp", `203.0.114.${16 * index + 1}`),
    })
    .map((given) => finished(given, `203.0.114.${16 * index + 2}`));
  return fc.oneof(pppoe, dhcp, standing, existing);
};

const lines = fc
  .integer({ min: 2, max: 4 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => line(index))));

/** Probes that the default interval and objectives leave room for, or any. */
const scriptProbes = fc.record({
  kind: fc.constantFrom("ping", "ping", "tcp", "http", "dns"),
  targets: maybe(fc.shuffledSubarray([...hosts], { minLength: 1, maxLength: 8 })),
  port: maybe(fc.constantFrom(80, 443, 8443)),
  packets: maybe(fc.integer({ min: 1, max: 5 })),
  maxRtt: maybe(fc.constantFrom("10ms", "250ms", 1, "1s")),
  window: maybe(fc.integer({ min: 1, max: 20 })),
  losses: maybe(
    fc
      .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }))
      .map(([a, b]) => ({ lossLimit: Math.max(a, b) + 1, recoverLoss: Math.min(a, b) })),
  ),
  fail: maybe(fc.integer({ min: 1, max: 9 })),
  recover: maybe(fc.integer({ min: 1, max: 60 })),
  dwell: maybe(fc.constantFrom("0s", "1m", 300)),
  failback: maybe(fc.constantFrom("automatic", "manual", { after: "30m" }, { after: 0 })),
});

const recursiveProbes = fc.record({
  targets: maybe(fc.shuffledSubarray([...hosts], { minLength: 4, maxLength: 8 })),
  checkGateway: maybe(
    fc.record({
      interval: fc.constantFrom("100ms", "2s", 10),
      timeout: fc.constantFrom("1ms", "1s"),
      count: fc.integer({ min: 1, max: 5 }),
    }),
  ),
});

const servicePort = fc.constantFrom(
  { protocol: "udp", port: 5060 },
  { protocol: "tcp", port: 22 },
  { protocol: "gre" },
  { protocol: "icmp" },
  { protocol: "ospf" },
);

const notification = fc.constantFrom(
  { telegram: { token: "1234:telegram-token", chat: "-100123" } },
  { telegram: { token: "5678:telegram-token", chat: "@office" } },
  { email: { to: "noc@example.com" } },
  { email: { to: "noc@example.com", from: "router@example.com" } },
  { webhook: { url: "https://hooks.example.com/webhook-token?a=b&c=%20" } },
  { script: "tell-everybody" },
);

const onSwitch = fc.record({
  flush: maybe(
    fc.oneof(
      fc.constantFrom("departed-wan", "nothing", { services: "how-to" }),
      fc.uniqueArray(servicePort, { minLength: 1, maxLength: 3 }).map((services) => ({ services })),
    ),
  ),
  notify: maybe(fc.array(notification, { maxLength: 4 })),
  flushDns: maybe(fc.boolean()),
  updateCloudDns: maybe(fc.boolean()),
});

const clients = maybe(fc.subarray(["203.0.116.0/24", "203.0.117.9", "198.18.0.0/15"]));

const forward = (index: number) =>
  fc.record({
    name: fc.constantFrom(...(["web", "rdp", "Cameras-1"][index] ?? "").split(" ")),
    protocol: fc.constantFrom("tcp", "udp"),
    port: fc.constantFrom(8000 + index, `${9000 + 100 * index}-${9010 + 100 * index}`),
    to: fc.constantFrom("192.168.88.10", "10.0.0.20"),
    toPort: maybe(fc.constantFrom(443, "5000-5010")),
    from: clients,
    hairpin: maybe(fc.boolean()),
  });

const service = (index: number) =>
  fc.record({
    name: fc.constant(["winbox", "wireguard"][index]),
    protocol: fc.constantFrom("tcp", "udp"),
    port: fc.constantFrom(22 + index, `${13231 + 10 * index}-${13239 + 10 * index}`),
    from: clients,
  });

/** Some of the first few things of a kind. */
const some = <T>(most: number, of: (index: number) => fc.Arbitrary<T>) =>
  maybe(
    fc
      .nat(most)
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => of(index))))
      .map((all) => all as T[]),
  );

/** A line by its place; there may be fewer. */
const place = fc.nat(3);

const pin = (index: number) =>
  fc.record({
    place,
    name: fc.constant(["voip", "cameras", "guests"][index]),
    what: fc.constantFrom(
      { hosts: ["192.168.88.20"] },
      { hosts: ["192.168.90.0/24", "192.168.88.21"], protocol: "udp", port: "5060-5090" },
      { list: "phones" },
      { list: "phones", protocol: "tcp" },
      { protocol: "tcp", port: 25 },
    ),
    mode: maybe(fc.constantFrom("strict", "fallback")),
  });

const tunnels = fc.record({
  gre: some(2, (index) =>
    fc.record({
      place,
      name: fc.constant(`gre-hq${index}`),
      remoteAddress: fc.constant(`203.0.118.${1 + index}`),
      keepalive: maybe(fc.constant("10s,10")),
      mtu: maybe(fc.constant(1400)),
    }),
  ),
  ipsec: some(2, (index) =>
    fc.record({
      place,
      name: fc.constant(["hq", "cloud"][index]),
      peer: fc.constant(["hq-peer", "cloud-peer"][index]),
      dstAddress: fc.constant(`10.${200 + index}.0.0/16`),
      proposal: maybe(fc.constant("strong")),
      protocol: maybe(fc.constant("gre")),
    }),
  ),
});

const lan = fc.record({
  networks: maybe(
    fc.subarray(["192.168.88.0/24", "10.9.0.0/16", "203.0.119.0/24", "203.0.119.77", "10.0.0.0/8"]),
  ),
  interface: maybe(fc.constant("lan")),
  wanList: maybe(fc.constant("uplinks")),
  fastTrackRule: maybe(fc.constant("defconf: fasttrack")),
});

const everything = fc.record({
  wans: lines,
  dialect: fc.constantFrom(undefined, 7 as const, 6 as const),
  strategy: fc.constantFrom(undefined, "script" as const, "recursive" as const),
  scriptProbes: maybe(scriptProbes),
  recursiveProbes: maybe(recursiveProbes),
  isSlow: fc.boolean(),
  lan: maybe(lan),
  flows: maybe(fc.constantFrom("follow", "pin")),
  natMode: maybe(fc.constantFrom("masquerade", "src-nat")),
  onSwitch: maybe(onSwitch),
  inbound: some(3, forward),
  routerServices: some(2, service),
  pinning: some(3, pin),
  tunnels: maybe(tunnels),
  sourceGuard: maybe(fc.boolean()),
  naming: maybe(fc.record({ prefix: fc.constantFrom("office", "hq-1") })),
  maintenance: maybe(place),
  adopt: maybe(fc.boolean()),
  preflight: maybe(fc.constantFrom("off", "warn", "enforce")),
});

type Everything = typeof everything extends fc.Arbitrary<infer T> ? T : never;

function assembled(given: Everything): DualWanArgs {
  const { scriptProbes: scripted, recursiveProbes: routed, isSlow, maintenance, ...rest } = given;
  const nameAt = (index: number) => {
    const at = index % given.wans.length;
    return (given.wans[at] as { readonly name?: string }).name ?? `ISP${at + 1}`;
  };
  const named = <T extends { readonly place: number }>(things: readonly T[] | undefined) =>
    things?.map(({ place: index, ...thing }) => ({ ...thing, wan: nameAt(index) }));
  const isRouted = given.strategy === "recursive";
  const pings = !isRouted && kindOf(given) === "ping";
  return written({
    ...rest,
    // Only pings are asked seldom.
    wans: given.wans.map((wan) =>
      !pings && (wan as { readonly metered?: unknown }).metered === true
        ? { ...wan, metered: undefined }
        : wan,
    ),
    ...(isRouted ? byRoutes(given, routed) : byScript(given, scripted)),
    ...(isSlow && { interval: "45s" }),
    pinning: named(given.pinning)?.map(({ what, mode, ...thing }) => ({
      ...thing,
      ...what,
      mode: isRouted && mode === "fallback" ? "strict" : mode,
    })),
    tunnels: given.tunnels && { gre: named(given.tunnels.gre), ipsec: named(given.tunnels.ipsec) },
    maintenance: maintenance === undefined || isRouted ? undefined : nameAt(maintenance),
  }) as DualWanArgs;
}

/** What any probes can keep. */
const generous = { blackHole: "1h", loss: "1h", linkLoss: "2s", flowRecovery: 5, flapping: 2 };

const kindOf = ({ dialect, scriptProbes: probes }: Everything): string =>
  dialect === 6 || probes === undefined ? "ping" : probes.kind;

function byScript(given: Everything, probes: Everything["scriptProbes"]): Plain {
  const { wans, isSlow } = given;
  if (probes === undefined) return { objectives: isSlow || wans.length > 3 ? generous : undefined };
  const { losses, port, packets, maxRtt, dwell, ...rest } = probes;
  const kind = kindOf(given);
  const hasPort = kind === "tcp" || kind === "http";
  return {
    probes: {
      ...rest,
      ...losses,
      kind,
      ...(hasPort && { port }),
      ...(kind === "http" && { targets: rest.targets ?? hosts.slice(0, 2) }),
      ...(kind === "ping" && { packets }),
      ...(kind !== "dns" && { maxRtt }),
      ...(probes.failback !== "manual" && { dwell }),
    },
    objectives: kind === "ping" ? generous : { ...generous, loss: undefined },
  };
}

function byRoutes({ dialect }: Everything, probes: Everything["recursiveProbes"]): Plain {
  if (probes === undefined) return {};
  return {
    probes: dialect === 6 ? { targets: probes.targets } : probes,
    objectives: { blackHole: "1h" },
  };
}

/** Arguments of an office with two to four lines, of all kinds, for both dialects and strategies. */
export const offices: fc.Arbitrary<DualWanArgs> = everything.map(assembled);

/** Every password, token and URL with a token of arguments. */
export function secretsOf({ wans, onSwitch }: DualWanArgs): readonly string[] {
  const ofLines = wans.flatMap((line) => (line.access === "pppoe" ? [line.password] : []));
  const ofNotes = (onSwitch?.notify ?? []).flatMap((one) =>
    "telegram" in one ? [one.telegram.token] : "webhook" in one ? [one.webhook.url] : [],
  );
  return [...ofLines, ...ofNotes];
}
