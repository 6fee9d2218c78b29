/** What is said of a router before an office is set up on it. Each finding: where it is said, and where it is not. */
import assert from "node:assert/strict";
import type { RouterOsVersion } from "../../../simulator";
import type { DualWanArgs } from "../../../src/failover/args";
import { type Finding, findingsOf } from "../../../src/failover/preflight/findings";
import type { RouterState } from "../../../src/failover/status/rows";
import { fileOf, type Lab, lab } from "../support/lab";
import { dhcp, everything, lte, plain, pppoe, standing } from "../support/offices";
import { planOf } from "../support/plans";
import { stateOf } from "../support/state";

interface Case {
  /** What is with the router, or with the arguments. */
  readonly what: string;
  readonly args?: object;
  /** What somebody did on the router before. */
  readonly router?: (lab: Lab) => void | Promise<void>;
  /** What the simulated router has not: what is read of it, changed. */
  readonly read?: (state: RouterState) => RouterState;
  readonly version?: RouterOsVersion;
  readonly policies?: readonly string[];
  /** Level, check and words of each finding, as `level check: words`. None: nothing is said. */
  readonly says?: readonly RegExp[];
}

/** A router that nothing can be said of: with name servers and the time. */
function sound({ router }: Lab): void {
  router.hand.set("/ip/dns", "", { servers: "9.9.9.9" });
  router.hand.set("/system/ntp/client", "", { enabled: "yes" });
}

async function found(one: Case): Promise<readonly string[]> {
  const planned = planOf((one.args ?? plain) as unknown as DualWanArgs);
  const office = lab(planned, one.version === undefined ? {} : { version: one.version });
  sound(office);
  await one.router?.(office);
  await office.clock.advance(3_000);
  const state = await stateOf(office, one.policies);
  return findingsOf({ ...planned, state: one.read?.(state) ?? state }).map(
    ({ level, check, message }: Finding) => `${level} ${check}: ${message}`,
  );
}

function each(cases: readonly Case[]): void {
  for (const one of cases) {
    const says = one.says ?? [];
    it(`${one.what}: ${says.length === 0 ? "nothing is said" : "is said"}`, async () => {
      const words = await found(one);
      assert.equal(words.length, says.length, words.join("\n"));
      for (const [index, pattern] of says.entries()) assert.match(words[index] ?? "", pattern);
    });
  }
}

/** Rows of a menu instead of those that are there. */
const withRows =
  (menu: keyof RouterState["menus"], ...rows: readonly Record<string, string>[]) =>
  (state: RouterState): RouterState => ({ ...state, menus: { ...state.menus, [menu]: rows } });

const with6 = (args: object) => ({ ...args, dialect: 6 });
const filter = "/ip/firewall/filter";
const fast = { chain: "forward", action: "fasttrack-connection", comment: "defconf: fasttrack" };
const telegram = { telegram: { token: "1:a", chat: "1" } };
const email = { email: { to: "noc@example.com" } };
const notify = (...all: readonly object[]) => ({ ...plain, onSwitch: { notify: all } });
const web = { name: "web", protocol: "tcp", port: 443, to: "192.168.88.20" };
const src = { ...plain, natMode: "src-nat" };

describe("before an office is set up", function () {
  this.timeout(60_000);

  describe("of a router that is fit for it", () => {
    each([
      { what: "RouterOS 7" },
      { what: "RouterOS 6", args: with6(plain) },
      { what: "an office with everything", args: everything },
      { what: "an office by routes", args: { wans: [pppoe, standing], strategy: "recursive" } },
      { what: "LTE behind the others", args: { wans: [dhcp, lte] } },
      {
        what: "the office is there already",
        router: async (office) => {
          await office.type(fileOf(planOf(plain)));
          await office.clock.advance(120_000);
        },
      },
    ]);
  });

  describe("its version", () => {
    each([
      {
        what: "RouterOS 6 for an office of 7",
        version: "6.49",
        says: [/^error version: The router runs 6\.49: set "dialect" to 6, or upgrade it to RouterOS 7$/],
      },
      {
        what: "RouterOS 7 for an office of 6",
        args: with6(plain),
        version: "7.21.5",
        says: [
          /^error version: The router runs 7\.21\.5, but dialect 6 is for RouterOS 6: leave "dialect" out$/,
        ],
      },
      {
        what: "older than anything",
        read: (state) => ({ ...state, version: "7.11.3" }),
        says: [
          /^error version: This component needs RouterOS 7\.12 or newer, and the router runs 7\.11\.3: .*upgrade$/,
        ],
      },
      {
        what: "older than 6.49",
        args: with6(plain),
        read: (state) => ({ ...state, version: "6.48.6" }),
        says: [/^error version: This component needs RouterOS 6\.49 or newer, and the router runs 6\.48\.6/],
      },
      {
        what: "older than probes by DNS",
        args: { ...plain, probes: { kind: "dns" }, objectives: { blackHole: "1m" } },
        version: "7.12.2",
        says: [
          /^error version: probes\.kind "dns" needs RouterOS 7\.16 or newer, .*: leave it out or upgrade$/,
        ],
      },
      {
        what: "older than checks of gateways that can be tuned",
        args: {
          ...plain,
          strategy: "recursive",
          probes: { checkGateway: { interval: "2s", timeout: "1s", count: 2 } },
        },
        version: "7.18.2",
        says: [/^error version: probes\.checkGateway needs RouterOS 7\.21 or newer/],
      },
    ]);
  });

  describe("device-mode", () => {
    const how =
      /change it with \/system\/device-mode\/update and confirm at the device \(button or power cut\)$/;
    const mode = (values: Record<string, string>) => withRows("/system/device-mode", values);
    each([
      {
        what: "a home without a scheduler",
        read: mode({ mode: "home", scheduler: "false", fetch: "false", email: "false" }),
        says: [new RegExp(`^error device-mode: Device-mode home lets no scheduler run, .*${how.source}`)],
      },
      {
        what: "a home that does not tell",
        read: mode({ mode: "home" }),
        says: [/^error device-mode: .*no scheduler/],
      },
      { what: "a home whose scheduler was switched on", read: mode({ mode: "home", scheduler: "true" }) },
      {
        what: "one that was flagged",
        read: mode({ mode: "advanced", scheduler: "true", flagged: "true" }),
        says: [/^error device-mode: Device-mode advanced \(flagged\) lets no scheduler run/],
      },
      {
        what: "no fetch for a telegram",
        args: notify(telegram),
        read: mode({ mode: "advanced", scheduler: "true", fetch: "false" }),
        says: [new RegExp(`^error device-mode: .*lets nothing be fetched, .*${how.source}`)],
      },
      {
        what: "no fetch, and nothing is fetched",
        args: notify(email),
        read: mode({ mode: "advanced", scheduler: "true", fetch: "false", email: "true" }),
      },
      {
        what: "no mail for an e-mail",
        args: notify(email),
        read: mode({ mode: "advanced", scheduler: "true", email: "no" }),
        says: [new RegExp(`^error device-mode: .*lets no mail be sent: ${how.source}`)],
      },
    ]);
  });

  describe("the user's policies", () => {
    const base = ["read", "write", "policy", "sensitive"];
    const add = /: its scripts may do no more than it may\. Add it to the user's group$/;
    each([
      { what: "all that is used", policies: [...base, "test"] },
      {
        what: "no test, where the scripts ping",
        policies: base,
        says: [new RegExp(`^error policies: The user of the deployment lacks test${add.source}`)],
      },
      { what: "no test, where the routes ask", args: { ...plain, strategy: "recursive" }, policies: base },
      {
        what: "no ftp, where something is fetched",
        args: notify(telegram),
        policies: [...base, "test"],
        says: [/^error policies: .* lacks ftp: /],
      },
      { what: "no ftp, where only mail is sent", args: notify(email), policies: [...base, "test"] },
      { what: "nothing but reading", policies: ["read"], says: [/lacks write, policy, sensitive, test: /] },
      {
        what: "a router that does not tell",
        read: ({ policies: _, ...state }) => ({ ...state, policies: undefined }),
      },
    ]);
  });

  describe("interfaces", () => {
    each([
      {
        what: "a port that is not there",
        args: { wans: [pppoe, { ...dhcp, interface: "ether9" }] },
        read: (state) => withRows("/interface", { name: "ether1" }, { name: "bridge" })(state),
        says: [/^error interfaces: ISP2: the router has no interface ether9\. It has ether1, bridge$/],
      },
      {
        what: "a port of a bridge",
        router: ({ router }) =>
          void router.hand.add("/interface/bridge/port", { bridge: "bridge", interface: "ether2" }),
        says: [/^error interfaces: ISP2: ether2 is a port of a bridge, .*: take it out of the bridge$/],
      },
      {
        what: "no such inside",
        read: withRows("/interface", { name: "ether1" }, { name: "ether2" }),
        says: [
          /^note interfaces: The router has no interface bridge \(lan\.interface\); only rehearsals use it$/,
        ],
      },
      {
        what: "a session that is not there yet, on a port that is",
        args: { wans: [{ ...pppoe, pppoeInterface: "dsl" }, dhcp] },
      },
    ]);
  });

  for (const dialect of [7, 6] as const)
    describe(`default routes of others, RouterOS ${dialect}`, () => {
      const args = { ...plain, dialect };
      const route =
        (properties: Record<string, string>) =>
        ({ router }: Lab) =>
          void router.hand.add("/ip/route", { "dst-address": "0.0.0.0/0", ...properties });
      const among =
        /with distance 5, which is among those that are decided by \(1 to 12\): .* Remove it, or give it a distance above 20/;
      each([
        {
          what: "one among ours",
          args,
          router: route({ gateway: "192.168.88.254", distance: "5", comment: "old" }),
          says: [
            new RegExp(
              `^warning defaults: The router has a default route by 192\\.168\\.88\\.254 \\("old"\\) ${among.source}`,
            ),
          ],
        },
        { what: "one behind ours", args, router: route({ gateway: "192.168.88.254", distance: "30" }) },
        {
          what: "one that is switched off",
          args,
          router: route({ gateway: "192.168.88.254", disabled: "yes" }),
        },
        { what: "one of ours", args, router: route({ gateway: "ether1", distance: "1", comment: "GW1" }) },
        {
          what: "that of a client which is declared",
          args: { wans: [pppoe, { ...dhcp, hooks: false }], dialect },
          router: ({ router }) =>
            void router.hand.add("/ip/dhcp-client", { interface: "ether2", disabled: "no" }),
        },
        {
          what: "that of an LTE modem",
          args: { wans: [dhcp, lte], dialect },
          router: async ({ router, clock }) => {
            router.hand.set("/interface/lte/apn", "default", { "default-route-distance": "2" });
            await clock.advance(30_000);
          },
          says: [
            /^warning defaults: The router has a dynamic default route by .*default-route-distance of its APN profile/,
          ],
        },
      ]);
    });

  describe("FastTrack", () => {
    const rule = ({ router }: Lab) => void router.hand.add(filter, fast);
    each([
      {
        what: "a rule that nobody named",
        router: rule,
        says: [
          /^note fasttrack: The router has a FastTrack rule \("defconf: fasttrack"\): connections with a mark are accepted before it, so that they keep to their line$/,
        ],
      },
      {
        what: "a rule, and all internet traffic is marked",
        args: { ...plain, flows: "pin" },
        router: rule,
        says: [
          /^note fasttrack: .*With flows "pin" that is all internet traffic: the router's processor carries it$/,
        ],
      },
      {
        what: "a rule that is named",
        args: { ...plain, lan: { fastTrackRule: "defconf: fasttrack" } },
        router: rule,
      },
      {
        what: "a rule for unmarked connections alone",
        router: ({ router }) => void router.hand.add(filter, { ...fast, "connection-mark": "no-mark" }),
      },
      {
        what: "a rule that is switched off",
        router: ({ router }) => void router.hand.add(filter, { ...fast, disabled: "yes" }),
      },
      {
        what: "a name that no rule has",
        args: { ...plain, lan: { fastTrackRule: "fasttrack" } },
        router: rule,
        says: [
          /^warning fasttrack: The router has no FastTrack rule "fasttrack" \(lan\.fastTrackRule\), .*: give the comment of its rule, which is "defconf: fasttrack"$/,
          /^note fasttrack: /,
        ],
      },
      {
        what: "a name, and no rule at all",
        args: { ...plain, lan: { fastTrackRule: "fasttrack" } },
        says: [/^warning fasttrack: .*: leave the argument out$/],
      },
    ]);
  });

  describe("rp-filter", () => {
    const set =
      (value: string) =>
      ({ router }: Lab) =>
        router.hand.set("/ip/settings", "", { "rp-filter": value });
    each([
      {
        what: "strict",
        router: set("strict"),
        says: [
          /^error rp-filter: rp-filter is strict: .* Set it to loose \(\/ip\/settings\/set rp-filter=loose/,
        ],
      },
      { what: "loose", router: set("loose") },
    ]);
  });

  describe("connection tracking", () => {
    const set =
      (enabled: string) =>
      ({ router }: Lab) =>
        router.hand.set("/ip/firewall/connection/tracking", "", { enabled });
    const off =
      /^error tracking: Connection tracking is off: .* Set it to auto \(\/ip\/firewall\/connection\/tracking\/set enabled=auto\)$/;
    each([
      { what: "off", router: set("no"), says: [off] },
      { what: "off, RouterOS 6", args: with6(plain), router: set("no"), says: [off] },
      { what: "on", router: set("yes") },
      { what: "as it is by default", router: set("auto") },
    ]);
  });

  for (const dialect of [7, 6] as const)
    describe(`marks of others, RouterOS ${dialect}`, () => {
      const rule =
        (row: Record<string, string>) =>
        ({ router }: Lab) => {
          if (dialect === 7) router.hand.add("/routing/table", { name: "vpn", fib: "" });
          router.hand.add("/ip/firewall/mangle", {
            chain: "prerouting",
            action: "mark-routing",
            "new-routing-mark": "vpn",
            ...row,
          });
        };
      const args = { ...plain, dialect };
      const adopting = { ...args, adopt: true };
      each([
        {
          what: "in prerouting",
          args,
          router: rule({ comment: "to vpn" }),
          says: [
            /^warning mangle: The router has a mangle rule of its own \("to vpn"\) in prerouting that marks routing with vpn: .*Remove it, or say the same by pinning$/,
          ],
        },
        {
          what: "in output, without a comment",
          args,
          router: rule({ chain: "output" }),
          says: [/^warning mangle: .* \(without a comment, \*\w+\) in output that marks routing with vpn/],
        },
        { what: "that are switched off", args, router: rule({ disabled: "yes" }) },
        { what: "in a chain of their own", args, router: rule({ chain: "mine" }) },
        {
          what: "of connections alone",
          args,
          router: ({ router }) =>
            void router.hand.add("/ip/firewall/mangle", {
              chain: "prerouting",
              action: "mark-connection",
              "new-connection-mark": "vpn",
            }),
        },
        { what: "that may be taken over", args: adopting, router: rule({}) },
        {
          what: "with a name, where the rest is taken over",
          args: adopting,
          router: rule({ comment: "to vpn" }),
          says: [/^warning mangle: /],
        },
      ]);
    });

  for (const dialect of [7, 6] as const)
    describe(`routing rules of others, RouterOS ${dialect}`, () => {
      const menu = dialect === 7 ? "/routing/rule" : "/ip/route/rule";
      const args = { ...plain, dialect };
      const rule =
        (row: Record<string, string>) =>
        ({ router }: Lab) => {
          if (dialect === 7) router.hand.add("/routing/table", { name: "vpn", fib: "" });
          router.hand.add(menu, { action: "lookup", ...row });
        };
      each([
        {
          what: "before ours",
          args,
          router: rule({ "src-address": "192.168.88.0/24", table: "vpn", comment: "guests" }),
          says: [
            /^warning rules: The router has a routing rule of its own \("guests", lookup vpn\) before those of the office: .*Remove it, move it behind them, or say the same by pinning$/,
          ],
        },
        {
          what: "behind ours",
          args,
          router: async (office) => {
            await office.type(fileOf(planOf(args)));
            await office.clock.advance(120_000);
            rule({ "src-address": "192.168.88.0/24", table: "vpn" })(office);
          },
        },
        {
          what: "that are switched off",
          args,
          router: rule({ "src-address": "192.168.88.0/24", table: "vpn", disabled: "yes" }),
        },
        {
          what: "that lead to a network inside",
          args,
          router: rule({ "dst-address": "10.1.0.0/16", table: "main" }),
        },
      ]);
    });

  describe("hosts that are asked alone", () => {
    each([
      {
        what: "one for all lines",
        args: { ...plain, probes: { targets: ["1.1.1.1"] } },
        says: [/^warning targets: 1\.1\.1\.1 alone says whether a line works: .*Take two targets or more$/],
      },
      { what: "two", args: { ...plain, probes: { targets: ["1.1.1.1", "9.9.9.9"] } } },
    ]);
  });

  describe("addresses behind a provider's NAT", () => {
    const leased =
      (address: string) =>
      ({ router }: Lab) =>
        void router.hand.add("/ip/address", { address, interface: "ether2" });
    const forwarding = { ...plain, inbound: [web] };
    each([
      {
        what: "of carriers, with forwarded ports",
        args: forwarding,
        router: leased("100.64.0.9/24"),
        says: [
          /^warning cgnat: ISP2 has the address 100\.64\.0\.9, behind the provider's NAT: .* on the other lines only, unless that box forwards them to this address\. .*hairpin, because the router has not that address$/,
        ],
      },
      {
        what: "private, with services of the router",
        args: { ...plain, routerServices: [{ name: "winbox", protocol: "tcp", port: 8291 }] },
        router: leased("192.168.1.9/24"),
        says: [/^warning cgnat: ISP2 has the address 192\.168\.1\.9/],
      },
      { what: "of carriers, with nothing forwarded", router: leased("100.64.0.9/24") },
      { what: "of the internet, with forwarded ports", args: forwarding, router: leased("198.51.100.9/24") },
    ]);
  });

  describe("gateways", () => {
    const twin = (gateway: string) => ({
      wans: [standing, { ...standing, interface: "ether2", address: "203.0.113.131/25", gateway }],
    });
    each([
      {
        what: "one on two lines",
        args: twin("203.0.113.129"),
        says: [
          /^note gateways: ISP2 has the same gateway as another line, 203\.0\.113\.129: its routes name the interface, so that is no trouble$/,
        ],
      },
      { what: "two on two lines", args: twin("203.0.113.132") },
    ]);
  });

  describe("the clock", () => {
    each([
      {
        what: "not set",
        read: withRows("/system/clock", { date: "1970-01-01", time: "00:01:00" }),
        says: [
          /^warning clock: The router's clock says 1970-01-01: until NTP has answered, the status tells times by uptime$/,
        ],
      },
      {
        what: "set by hand",
        router: ({ router }) => router.hand.set("/system/ntp/client", "", { enabled: "no" }),
        says: [/^note clock: The router's NTP client is off: /],
      },
    ]);
  });

  describe("name servers", () => {
    const none = ({ router }: Lab) => router.hand.set("/ip/dns", "", { servers: "" });
    const gave = (client: Record<string, string>) => (state: RouterState) =>
      withRows("/ip/dhcp-client", { interface: "ether2", "use-peer-dns": "true", ...client })(
        withRows("/ip/dns", { servers: "", "dynamic-servers": "203.0.113.1" })(state),
      );
    each([
      {
        what: "none of its own, and only declared lines that give some",
        router: none,
        read: gave({}),
        says: [
          /^error dns: .*only those that its lines give it \(203\.0\.113\.1\), and they are switched off .* could resolve a name any more\. First set some .*\/ip\/dns\/set servers=/,
        ],
      },
      {
        what: "none of its own, and another client that gives some",
        router: none,
        read: gave({ interface: "ether7" }),
        says: [/^warning dns: .*only those .*Those of the declared lines are switched off .*: set some /],
      },
      {
        what: "none of its own, and a modem that may give some",
        args: { wans: [dhcp, lte] },
        router: none,
        read: gave({}),
        says: [/^warning dns: .*only those /],
      },
      {
        what: "none, and resolving by HTTPS",
        router: ({ router }) =>
          router.hand.set("/ip/dns", "", { servers: "", "use-doh-server": "https://9.9.9.9/dns-query" }),
      },
      {
        what: "none at all",
        router: none,
        says: [/^warning dns: The router has no DNS servers of its own: set some/],
      },
      { what: "none, and no line that is declared gave any", args: { wans: [standing, lte] }, router: none },
    ]);
  });

  describe("rows that are there twice", () => {
    const two =
      (menu: string, row: Record<string, string>) =>
      ({ router }: Lab) => {
        router.hand.add(menu, row);
        router.hand.add(menu, { ...row, log: "yes" });
      };
    const accept = { chain: "prerouting", action: "accept" };
    each([
      {
        what: "one of ours",
        router: two("/ip/firewall/mangle", { ...accept, comment: "ISP1 mangle" }),
        says: [
          /^error twins: The router has 2 rows "ISP1 mangle" in \/ip\/firewall\/mangle: .* Remove or rename all but one$/,
        ],
      },
      { what: "one of others", router: two("/ip/firewall/mangle", { ...accept, comment: "mine" }) },
      {
        what: "one of ours, once",
        router: ({ router }) =>
          void router.hand.add("/ip/firewall/mangle", { ...accept, comment: "ISP1 mangle" }),
      },
    ]);
  });

  describe("lines that are up", () => {
    const adopted = { ...plain, adopt: true, wans: [{ ...pppoe, pppoeInterface: "pppoe-isp1" }, dhcp] };
    const dialled =
      (properties: Record<string, string>) =>
      async ({ router }: Lab) => {
        router.hand.add("/interface/pppoe-client", {
          name: "pppoe-isp1",
          interface: "ether1",
          user: "user1",
          password: "secret-of-isp1",
          disabled: "no",
          "default-route-distance": "251",
          ...properties,
        });
      };
    each([
      { what: "and stay as they are", args: adopted, router: dialled({}) },
      {
        what: "and are dialled with another user",
        args: adopted,
        router: dialled({ user: "somebody" }),
        says: [
          /^warning redial: ISP1 line is up, and this deployment changes its user: the line is dialled anew, which interrupts it for some seconds$/,
        ],
      },
      {
        what: "and get a hook",
        router: ({ router }) =>
          void router.hand.add("/ip/dhcp-client", { interface: "ether2", disabled: "no" }),
        says: [
          /^warning redial: ISP2 line is up, and this deployment changes its script: the line is leased anew/,
        ],
      },
      {
        what: "and get none",
        args: adopted,
        router: ({ router }) =>
          void router.hand.add("/ip/dhcp-client", { interface: "ether2", disabled: "no" }),
      },
    ]);
  });

  describe("translation", () => {
    const masquerade =
      (properties: Record<string, string>) =>
      ({ router }: Lab) => {
        router.hand.add("/interface/list", { name: "WAN" });
        router.hand.add("/ip/firewall/nat", { chain: "srcnat", action: "masquerade", ...properties });
      };
    const before =
      /^warning nat: The router masquerades what leaves by the lines already \("defconf: masquerade"\), before natMode "src-nat" gets to it: remove that rule$/;
    each([
      {
        what: "of all lines",
        args: src,
        router: masquerade({ "out-interface-list": "WAN", comment: "defconf: masquerade" }),
        says: [before],
      },
      {
        what: "of one line",
        args: src,
        router: masquerade({ "out-interface": "ether2" }),
        says: [/^warning nat: /],
      },
      { what: "of something else", args: src, router: masquerade({ "out-interface": "bridge" }) },
      { what: "where we masquerade, too", router: masquerade({ "out-interface-list": "WAN" }) },
    ]);
  });

  describe("the line in use", () => {
    each([
      {
        what: "the backup",
        router: async (office) => {
          await office.type(fileOf(planOf(plain)));
          await office.clock.advance(120_000);
          office.network.link("ether1", false);
          await office.clock.advance(60_000);
        },
        says: [
          /^note status: CHR is on its backup ISP2 since 2026-01-01 12:0\d:\d\d: ISP1 has no link, no address or no route\. The deployment leaves it there$/,
        ],
      },
      {
        what: "forced by the arguments",
        args: { ...plain, maintenance: "ISP2" },
        says: [/^note status: ISP2 is forced by the arguments$/],
      },
      {
        what: "forced on the router",
        router: async (office) => {
          await office.type(fileOf(planOf(plain)));
          await office.type("/system script set [find where name=upd_route_rules_maintenance] source=ISP1");
        },
        says: [/^note status: ISP1 is forced by pulumi-routeros maintenance$/],
      },
    ]);
  });

  it("errors are said before warnings, and warnings before notes", async () => {
    const words = await found({
      what: "",
      router: ({ router }) => {
        router.hand.set("/ip/dns", "", { servers: "" });
        router.hand.set("/system/ntp/client", "", { enabled: "no" });
        router.hand.set("/ip/settings", "", { "rp-filter": "strict" });
      },
    });
    assert.deepEqual(
      words.map((one) => one.split(" ")[0]),
      ["error", "warning", "note"],
    );
  });
});
