/**
 * What a program or a site file says about an office with several internet lines. Plain data: see `schema.ts` for what
 * is checked while a site is read, and `model.ts` for what comes out of it.
 */

/** A length of time: RouterOS's forms (`"5s"`, `"1m30s"`, `"250ms"`, `"00:00:05"`), or a number of seconds. */
export type Duration = string | number;

/** What every line has. */
export interface LineArgs {
  /**
   * Name of the line in comments, tables, marks and log lines: letters, digits and hyphens. Default `ISP1`, `ISP2` … in
   * the order of `wans`, the names of the how-to that this package grew out of.
   */
  name?: string;
  /**
   * The line's own address that packets and probes leave from, where its interface has several. Default: the one the
   * line brings, else the only one whose comment does not say "secondary".
   */
  sourceAddress?: string;
  /**
   * Further addresses of the line, with prefix length (`"203.0.113.11/29"`). They are put on its interface with the
   * comment `secondary`, may leave by this line only, and are never taken for its main address.
   */
  secondaryAddresses?: string[];
  /**
   * The line is paid by volume. While it stands by, it is probed every sixth round instead of every one, as long as nothing about it is in doubt. `{ block }` is
   * the name of an address list of hosts that may not use it at all. Default false. Where netwatch or the routes ask,
   * only `{ block }` has a meaning.
   */
  metered?: boolean | { block: string };
  /**
   * Whether the line starts the sync script by itself when its address changes: a PPP profile of its own, or the script
   * of its DHCP client. Default true; false where `adopt` is set, because writing a hook dials or leases a line anew. True
   * is refused where a line can have none: `static`, `existing`, and PPPoE with a `profile` of yours.
   */
  hooks?: boolean;
}

/** A line that the router dials. Its interface is declared, too. */
export interface PppoeLineArgs extends LineArgs {
  access: "pppoe";
  /** Ethernet port or VLAN that the provider is on. */
  interface: string;
  /** Name of the PPPoE interface. Default `pppoe-isp1` … from the line's name. */
  pppoeInterface?: string;
  user: string;
  password: string;
  /** PPP profile of yours. The line then has no hook, because profiles of others are not changed. Default: one of its own. */
  profile?: string;
  serviceName?: string;
  acName?: string;
  /** Authentication methods. Default: all. */
  allow?: ("pap" | "chap" | "mschap1" | "mschap2")[];
  /** Seconds without an answer after which the line is down. Default 10; `disabled` is refused. */
  keepaliveTimeout?: number;
  /** Largest packet, in bytes. Default: found by the line itself. */
  mtu?: number;
}

/** A line whose address comes by DHCP. Its DHCP client is declared, too. */
export interface DhcpLineArgs extends LineArgs {
  access: "dhcp";
  interface: string;
}

/** A line with a standing address. The address is declared, too. */
export interface StaticLineArgs extends LineArgs {
  access: "static";
  interface: string;
  /** With prefix length: `"198.51.100.20/24"`. */
  address: string;
  gateway: string;
}

/** A line that is set up elsewhere (LTE, an interface of another program): nothing of it is written. */
export interface ExistingLineArgs extends LineArgs {
  access: "existing";
  interface: string;
  /**
   * `interface` (default) for point-to-point lines such as LTE, `dhcp` to follow the DHCP client that is there, or the
   * gateway's address.
   */
  gateway?: string;
}

export type WanArgs = PppoeLineArgs | DhcpLineArgs | StaticLineArgs | ExistingLineArgs;

/** The inside of the office. */
export interface LanArgs {
  /**
   * Networks behind the router. Traffic between them, and to the router, never goes by a line's table. Default: the
   * private networks 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16; what is given here comes in addition.
   */
  networks?: string[];
  /** Interface of the inside, for the checks before a deployment and for rehearsals. Default `bridge`. */
  interface?: string;
  /** Interface list that the lines are members of. Default `WAN`, which RouterOS's default firewall uses. */
  wanList?: string;
  /**
   * Comment of the FastTrack rule that the router has, such as `defconf: fasttrack`: it gets `connection-mark=no-mark`, so
   * that only unmarked connections take the short way. Without it a rule is put before any FastTrack rule that accepts marked
   * connections, which has the same effect and leaves that rule alone.
   */
  fastTrackRule?: string;
}

/** What counts as a working line, where a script on the router decides. */
export type ProbeArgs = UsualProbeArgs | HttpProbeArgs;

/** Probes that the hosts which are asked by default answer. */
interface UsualProbeArgs extends ProbeLimitArgs {
  /**
   * `ping` (default), or by netwatch `tcp`, where a provider's portal answers pings in everybody's name, or `dns`, where a
   * provider drops pings. RouterOS 7.
   */
  kind?: "ping" | "tcp" | "dns";
  /** Hosts on the internet that are asked by each line. Default 1.1.1.1, 8.8.8.8, 9.9.9.9 and 208.67.222.222. */
  targets?: string[];
}

/** Probes by HTTP: they see a portal that sends browsers to its own page. */
interface HttpProbeArgs extends ProbeLimitArgs {
  /** By netwatch, `GET /` over plain HTTP. Codes 100 to 299 are good; 3xx is not. RouterOS 7. */
  kind: "http";
  /** Addresses of hosts that answer with 200 or 204, best your own: the default ones have no web server, or answer 301. */
  targets: string[];
}

interface ProbeLimitArgs {
  /** TCP port, or port of the HTTP server. Default 443 for `tcp`, 80 for `http`. */
  port?: number;
  /** Pings to a target in one round; the later ones go only to targets that have answered the first. Default 2, 1 to 5. */
  packets?: number;
  /** Longest round trip that counts as an answer; a later one counts as lost. Default 250 ms, at most 1 s. */
  maxRtt?: Duration;
  /** Rounds that loss is counted over. Default 6. */
  window?: number;
  /** Percent of probes lost in the window above which a round is bad. Default 13. */
  lossLimit?: number;
  /** Percent of probes lost in the window up to which a round is good again. Default 5. */
  recoverLoss?: number;
  /** Bad rounds until a line is down. Default 3; 2 for probes by netwatch, which are later by a probe. */
  fail?: number;
  /** Good rounds in a row until a line is up again. Default 12. */
  recover?: number;
  /** Least time on a line before a better one takes over again, once that is up. Default 60 s. */
  dwell?: Duration;
  /**
   * How the way back is taken: `automatic` (default) after `recover` and `dwell`; `{ after }` when the better line has been
   * up for that long; `manual`: never by itself (sticky backup), but by `maintenance`.
   */
  failback?: "automatic" | "manual" | { after: Duration };
}

/** Which hosts the routes themselves ask; nothing is weighed. */
export interface RecursiveProbeArgs {
  /**
   * Hosts on the internet, at least one for each line; each line gets its own, in turn. Everybody in the office reaches
   * such a host by that line only, so take some that nobody uses. Default 1.1.1.1, 8.8.8.8, 9.9.9.9 and 208.67.222.222.
   */
  targets?: string[];
  /**
   * How the router asks them: interval 100 ms to 10 min, timeout 1 ms to 1 s, `count` misses. Default: RouterOS's 10 s, 1 s
   * and 2. RouterOS 7.21 and newer; holds for every route of the router that is checked.
   */
  checkGateway?: { interval: Duration; timeout: Duration; count: number };
}

/** What the office is promised. The generator refuses arguments that cannot keep it, a rehearsal measures it. */
export interface ObjectiveArgs {
  /** Longest time without internet when a line dies beyond its gateway. Default 20 s; 22 s for `recursive`. */
  blackHole?: Duration;
  /** Longest time until the backup is used when a line loses 30 percent. Default 60 s. */
  loss?: Duration;
  /** Longest interruption of new connections when a line loses its link, session or lease. Default 2 s. */
  linkLoss?: Duration;
  /** Longest interruption of a standing flow after a switch. Default 5 s. */
  flowRecovery?: Duration;
  /** Changes of the active line while one comes and goes every 20 s for ten minutes. Default 2. */
  flapping?: number;
}

/** A service by protocol and port. */
export interface ServicePortArgs {
  protocol: "tcp" | "udp" | "ospf" | "gre" | "icmp";
  port?: number;
}

export interface TelegramArgs {
  telegram: { token: string; chat: string };
}
export interface EmailArgs {
  /** Sent by `/tool/e-mail`, whose server is set on the router. */
  email: { to: string; from?: string };
}
export interface WebhookArgs {
  /** Asked with POST and a JSON body `{"office": …, "text": …}`. */
  webhook: { url: string };
}
export interface OwnScriptArgs {
  /** Name of a script of yours. It finds the text in the global `dualWanText`. */
  script: string;
}
export type NotificationArgs = TelegramArgs | EmailArgs | WebhookArgs | OwnScriptArgs;

/** What happens when another line takes over. */
export interface OnSwitchArgs {
  /**
   * Which connections are ended, so that they begin anew on the other line: `departed-wan` (default), all that left by the
   * line that is left; `{ services }`, those of some services, wherever they go (`how-to`: SIP, IAX, IPsec, L2TP and
   * OSPF); `nothing`.
   */
  flush?: "departed-wan" | "nothing" | { services: "how-to" | ServicePortArgs[] };
  /** Who is told, beside the router's log, of switches, of a dead backup, and of the end of a total outage. */
  notify?: NotificationArgs[];
  /** Whether the router's DNS cache is emptied. Default false. */
  flushDns?: boolean;
  /** Whether the router's name at MikroTik's cloud is updated at once. Default false. */
  updateCloudDns?: boolean;
}

/** A port of every line's address that is forwarded to a server inside. */
export interface ForwardArgs {
  /** Name in the comments. */
  name: string;
  protocol: "tcp" | "udp";
  /** Port or range on the line's address: `443`, `"5000-5010"`. */
  port: number | string;
  /** Server inside. */
  to: string;
  /** Port of the server. Default the same. */
  toPort?: number | string;
  /** Of the hosts outside, only these addresses or networks. Default anybody. Hosts inside are not limited by it: see `hairpin`. */
  from?: string[];
  /**
   * Whether hosts inside reach the server by the line's address, too: all of them, whatever `from` says. Default true. It has no
   * effect by a line whose own address is private, because the address that hosts use is then on the provider's box.
   */
  hairpin?: boolean;
}

/** A service of the router itself that is reachable on every line. */
export interface RouterServiceArgs {
  /** Name in the comments: `winbox`. */
  name: string;
  protocol: "tcp" | "udp";
  port: number | string;
  /** Only from these addresses or networks. Default anybody. */
  from?: string[];
}

/** Hosts or services that use one line. */
export interface PinArgs {
  /** Name in the comments. */
  name: string;
  /** The line's name: `ISP2`. */
  wan: string;
  /** Addresses or networks inside. Default: all. */
  hosts?: string[];
  /** Name of an address list of hosts inside. */
  list?: string;
  protocol?: "tcp" | "udp";
  /** Destination port or range; needs `protocol`. */
  port?: number | string;
  /** `strict` (default): no internet while the line is down; `fallback`: as everybody else then (strategy `script`). */
  mode?: "strict" | "fallback";
}

export interface GreArgs {
  /** Name of the interface. */
  name: string;
  /** The line whose address it leaves from. */
  wan: string;
  remoteAddress: string;
  /** `"10s,10"`, or left out for none. */
  keepalive?: string;
  mtu?: number;
}

export interface IpsecArgs {
  name: string;
  /** The line whose address it protects. */
  wan: string;
  /** IPsec peer, which is set up elsewhere. */
  peer: string;
  dstAddress: string;
  /** Name of the IPsec proposal. Default `default`, which every router has. */
  proposal?: string;
  protocol?: string;
}

/**
 * Tunnels whose local address follows a line. Tunnels that are set up elsewhere follow, too, when their comment is that of
 * the line's (`ISP1 GRE`, `ISP1 IPSec policy`).
 */
export interface TunnelArgs {
  gre?: GreArgs[];
  ipsec?: IpsecArgs[];
}

interface CommonArgs {
  /** The lines, best first: the first is used while it works. */
  wans: [WanArgs, WanArgs, ...WanArgs[]];
  lan?: LanArgs;
  /**
   * `follow` (default): connections from inside are not marked; they may take FastTrack, and are ended at a switch. `pin`: they
   * are marked by the line they leave by and never use another; no packet ever leaves with the wrong address, and none of them
   * takes FastTrack.
   */
  flows?: "follow" | "pin";
  /** `masquerade` (default), or `src-nat` to the line's address, which survives a short loss of the link. */
  natMode?: "masquerade" | "src-nat";
  /** Time between two rounds of the router's script. Default 5 s. */
  interval?: Duration;
  objectives?: ObjectiveArgs;
  onSwitch?: OnSwitchArgs;
  inbound?: ForwardArgs[];
  routerServices?: RouterServiceArgs[];
  pinning?: PinArgs[];
  tunnels?: TunnelArgs;
  /** Whether the router itself sends from no other address than the line's (the how-to's "restrict output"). Default true. */
  sourceGuard?: boolean;
  /**
   * Prefix of every comment, list, table, mark and script: `office` gives `office ISP1 NAT`. Default none, which gives the
   * how-to's names.
   */
  naming?: { prefix: string };
  /** Name of the line that is used whatever the probes say, while it works at all. */
  maintenance?: string;
  /** Take over what is on the router already, changing only what differs. Default `routeros:adopt`, else false. */
  adopt?: boolean;
  /**
   * The router is read before anything is declared, and what would go wrong is said: `warn` (default), an error that ends the
   * deployment: `enforce`, not at all: `off`.
   */
  preflight?: "off" | "warn" | "enforce";
}

/** A script on the router weighs probes and decides. */
interface ScriptStrategy {
  strategy?: "script";
  probes?: ProbeArgs;
}

/** The routes themselves ask a host behind each line; nothing is written while the office runs. */
interface RecursiveStrategy {
  strategy: "recursive";
  probes?: RecursiveProbeArgs;
  /** Nothing on the router could force a line. */
  maintenance?: undefined;
}

interface RouterOs7 {
  /** The router's RouterOS: 7 (default), or 6 (6.49). */
  dialect?: 7;
}

/** What RouterOS 6 cannot do does not compile. */
interface RouterOs6 {
  dialect: 6;
  probes?: { kind?: "ping"; checkGateway?: undefined };
}

/**
 * Everything about an office with several internet lines.
 *
 * @example
 * const office: DualWanArgs = {
 *   wans: [
 *     { access: "pppoe", interface: "ether1", user: "user1", password: "secret" },
 *     { access: "dhcp", interface: "ether2" },
 *   ],
 * };
 */
export type DualWanArgs = CommonArgs & (ScriptStrategy | RecursiveStrategy) & (RouterOs7 | RouterOs6);
