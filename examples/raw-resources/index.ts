/**
 * A small office router, with each kind of resource at least once.
 *
 *   ether1 ── PPPoE ── internet         bridge-lan ── 192.168.10.0/24
 *   ether2 ── DHCP  ── backup line
 *
 * Where one object names another, the program passes the other one's output (`wan.name`, not "WAN"): so Pulumi knows
 * the order in which they must be created, and removed again.
 */
import * as pulumi from "@pulumi/pulumi";
import {
  DhcpClient,
  FirewallAddressListEntry,
  FirewallFilter,
  FirewallMangle,
  FirewallNat,
  GreTunnel,
  InterfaceList,
  InterfaceListMember,
  IpAddress,
  IpSettings,
  IpsecPolicy,
  Netwatch,
  PppoeClient,
  PppProfile,
  Route,
  RouterItem,
  RoutingRule,
  RoutingSettings,
  RoutingTable,
  RuleOrder,
  Scheduler,
  Script,
  ScriptRun,
} from "pulumi-routeros";

const config = new pulumi.Config();

// ---- Lines to the internet ------------------------------------------------------------------------------------------

const wan = new InterfaceList("wan", { name: "WAN", comment: "Lines to the internet" });

const lineProfile = new PppProfile("isp1-profile", {
  name: "isp1",
  changeTcpMss: "yes",
  useEncryption: "no",
});

const isp1 = new PppoeClient("isp1", {
  name: "pppoe-isp1",
  interface: "ether1",
  user: config.require("pppoeUser"),
  // A secret of the stack configuration: it is encrypted in the state, and masked in everything that is printed.
  password: config.requireSecret("pppoePassword"),
  profile: lineProfile.name,
  comment: "ISP1",
});

// The backup line brings its own default route, behind that of the main line.
const isp2 = new DhcpClient("isp2", { interface: "ether2", usePeerDns: false, defaultRouteDistance: 12 });

new InterfaceListMember("wan-isp1", { list: wan.name, interface: isp1.name });
new InterfaceListMember("wan-isp2", { list: wan.name, interface: isp2.interface });

// ---- The office's network -------------------------------------------------------------------------------------------

// Bridges have no class of their own: RouterItem is the way to every other menu. `key` says what a row is known by.
const lan = new RouterItem("lan", {
  path: "/interface/bridge",
  key: ["name"],
  properties: { name: "bridge-lan", comment: "Office network" },
});
const lanName = lan.properties.apply(({ name }) => String(name));

new IpAddress("lan-address", { address: "192.168.10.1/24", interface: lanName });

// ---- Routes ---------------------------------------------------------------------------------------------------------

new Route("main-route", {
  comment: "GW1",
  gateway: isp1.name,
  distance: 1,
  // A failover script on the router may move this distance. It is written once, then the router's own business: the
  // live value is in the output `runtime`, and a change of it is shown, but is no drift.
  runtimeOwned: ["distance"],
});

// What must always leave by the main line has a table of its own.
const table = new RoutingTable("isp1-table", { name: "ISP1", fib: true });
new Route("isp1-route", { comment: "ISP1 route", gateway: isp1.name, routingTable: table.name });
new RoutingRule("mail-server", {
  comment: "Mail server by ISP1",
  srcAddress: "192.168.10.5",
  action: "lookup-only-in-table",
  table: table.name,
});

// ---- Settings -------------------------------------------------------------------------------------------------------

// Settings are always there: what is declared is set, and put back when the resource is deleted.
new IpSettings("ip-settings", { rpFilter: "loose" });
// A gateway that does not answer any more is noticed after 4 s instead of 20 s.
new RoutingSettings("gateway-checks", { checkGatewayPingInterval: "2s", checkGatewayPingCount: 2 });

// ---- Firewall -------------------------------------------------------------------------------------------------------

// Rules of one section stand together, by rank. Gaps between the ranks leave room for more.
const markConnection = new FirewallMangle("mark-connection", {
  section: "isp1-replies",
  rank: 10,
  comment: "ISP1 mark conn",
  chain: "prerouting",
  inInterface: isp1.name,
  connectionState: ["new"],
  connectionMark: "no-mark",
  action: "mark-connection",
  newConnectionMark: "from-ISP1",
});
const markRouting = new FirewallMangle("mark-routing", {
  section: "isp1-replies",
  rank: 20,
  comment: "ISP1 mark routing",
  chain: "prerouting",
  inInterfaceList: pulumi.interpolate`!${wan.name}`,
  dstAddressType: "!local",
  connectionMark: "from-ISP1",
  action: "mark-routing",
  newRoutingMark: table.name,
  passthrough: false,
});

// The order itself is a resource: a rule moved by hand is drift, and `pulumi up` moves it back.
new RuleOrder("mangle-order", { section: "isp1-replies", rules: [markConnection, markRouting] });

new FirewallNat("masquerade", {
  comment: "Office to internet",
  chain: "srcnat",
  outInterfaceList: wan.name,
  action: "masquerade",
});

const admins = new FirewallAddressListEntry("admins", {
  list: "admins",
  address: config.get("admins") ?? "198.51.100.0/24",
  comment: "Head office",
});
new FirewallFilter("from-internet", {
  comment: "Nobody but admins from the internet",
  chain: "input",
  inInterfaceList: wan.name,
  srcAddressList: pulumi.interpolate`!${admins.list}`,
  connectionState: ["new"],
  action: "drop",
});

// ---- Tunnels to the head office -------------------------------------------------------------------------------------

const headOffice = config.get("headOffice") ?? "198.51.100.1";

new GreTunnel("gre", {
  name: "gre-head-office",
  remoteAddress: headOffice,
  localAddress: "192.0.2.10",
  // RouterOS makes an IPsec peer of its own for the tunnel; packets on the fast path would go past it.
  ipsecSecret: config.requireSecret("greSecret"),
  allowFastPath: false,
});

const peer = new RouterItem("peer", {
  path: "/ip/ipsec/peer",
  key: ["name"],
  properties: { name: "head-office-backup", address: "198.51.100.2/32", "exchange-mode": "ike2" },
});
const peerName = peer.properties.apply(({ name }) => String(name));
new RouterItem("identity", {
  path: "/ip/ipsec/identity",
  key: ["peer"],
  properties: { peer: peerName },
  // In a bag of their own, credentials are secret in the state whatever RouterOS calls them.
  secretProperties: { secret: config.requireSecret("ipsecSecret") },
});
new IpsecPolicy("policy", {
  comment: "Office to head office",
  peer: peerName,
  tunnel: true,
  srcAddress: "192.168.10.0/24",
  dstAddress: "10.0.0.0/8",
});

// ---- Scripts --------------------------------------------------------------------------------------------------------

const report = new Script("report", {
  name: "report-uptime",
  policy: ["read"],
  source: `:local uptime [/system/resource/get uptime]
:log info "up for $uptime"
`,
});
new Scheduler("report-daily", {
  name: "report-daily",
  onEvent: report.name,
  interval: "1d",
  startTime: "06:00:00",
  policy: ["read"],
});
// Runs once, and again whenever the script has changed. What it writes to the log is the output `report`.
const firstReport = new ScriptRun("first-report", {
  script: report.name,
  triggers: [report.source],
  logPrefix: "up for",
});
new Netwatch("head-office-watch", {
  comment: "Head office answers",
  host: headOffice,
  type: "icmp",
  interval: "30s",
  downScript: ':log warning "the head office does not answer"',
});

/** The lines to the internet, for `pulumi stack output`. */
export const lines = [isp1.name, isp2.interface];

/** What the script said when it ran. */
export const uptime = firstReport.report;
