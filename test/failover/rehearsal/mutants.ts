/** What each scenario is for: a broken controller that it does not let pass. */
import { type DualWan, parseDualWan } from "../../../src/failover/args";
import { demandNames as d } from "../../../src/failover/rehearsal";
import { own } from "../../../src/failover/rehearsal/controllers";
import type { Controller } from "../../../src/failover/rehearsal/stage";
import { broken, lines, officeOf, without } from "./offices";

export interface Mutant {
  /** What is broken, in words that follow "where". */
  readonly where: string;
  readonly controller: Controller;
  /** The demand that is missed; the beginning of its name. */
  readonly demand: string;
  /** Default: PPPoE, DHCP. */
  readonly office?: DualWan;
}

const replaced = (...pairs: readonly (readonly [string | RegExp, string])[]): Controller =>
  broken((rsc) => pairs.reduce((text, [what, by]) => text.replaceAll(what, by), rsc));

const nothingDecides = { where: "nothing decides", controller: without(/^\/system scheduler add/) } as const;

const noConnectionEnds = {
  where: "no connection is ended",
  controller: replaced(["/ip firewall connection remove \\$entry", ":put \\$entry"]),
} as const;

/** The first run is left: it is what the stand-ins are replaced by. */
const rowsStay = {
  where: "addresses are not brought into rows",
  controller: replaced([
    ":if (\\$1 = \\$2) do={ :return false }",
    String.raw`:if (\$1 = \$2 or !(\$1 ~ \"192.0.2\")) do={ :return false }`,
  ]),
  demand: d.rowsFollow,
} as const;

/** What stands at the beginning of each round. */
const roundBegins = ":local nowUp [/system resource get uptime]";
const eachRound = (what: string) => replaced([roundBegins, `${what}; ${roundBegins}`]);

/** Hooks run the sync script; it is not in the file twice in this form. */
const hookRuns =
  /:global dualWanHook true; :if \(\[:len \[\/system script find where name=\\"upd_route_rules_sync\\"\]\] = 1\) do=\{ \/system script run \\"upd_route_rules_sync\\" \}/g;

const noHooks = {
  where: "hooks do nothing, and rounds are seldom",
  controller: replaced([hookRuns, ""], [/(\/system scheduler add .*interval=)"?5s"?/g, '$1"1m"']),
  demand: d.rowsBehind,
} as const;

const web = officeOf("PPPoE, DHCP", {
  inbound: [{ name: "web", protocol: "tcp", port: 443, to: "192.168.88.20" }],
});
const dhcpFirst = officeOf("DHCP, PPPoE");
const bothLeased = officeOf("DHCP, DHCP");
const targets = (...hosts: readonly string[]) => officeOf("PPPoE, DHCP", { probes: { targets: hosts } });

const deadCounts = {
  where: "a host that is dead itself counts as lost",
  controller: replaced([String.raw`:if (\$silent < 2 or \$heard = 0) do=`, ":if (true) do="]),
  demand: d.said,
} as const;

const impatient = parseDualWan({
  wans: [...lines["PPPoE, DHCP"]],
  probes: { fail: 1, recover: 1, dwell: "0s", window: 1 },
});

/** The office's own file, made for other arguments. */
const madeFor = (other: DualWan): Controller => ({ name: "broken", install: () => own.install(other) });

/** By scenario; or why there is none. */
export const mutants: Readonly<Record<string, readonly Mutant[] | { readonly none: string }>> = {
  "link-down": [{ ...nothingDecides, demand: d.back }],
  "session-ended": [
    { ...nothingDecides, demand: d.back },
    { where: "the way back is taken at once", controller: madeFor(impatient), demand: d.early },
  ],
  "lease-ended": [{ ...nothingDecides, demand: d.back, office: dhcpFirst }],
  "black-hole": [
    { ...nothingDecides, demand: d.newConnections },
    {
      where: "pinned connections are ended by the way back",
      controller: replaced([
        /(:set dualWanMoved \\\$nowUp[\s\S]{0,40}?):if \(!\(\\\$dualWanLines->\\\$at->\\"up\\"\)\) do=\{/g,
        "$1:if (true) do={",
      ]),
      demand: d.flowsKept,
      office: officeOf("PPPoE, DHCP", { flows: "pin" }),
    },
  ],
  "silent-provider": [{ ...nothingDecides, demand: d.back }],
  "loss-30": [{ ...nothingDecides, demand: d.onBackup }],
  "loss-50": [{ ...nothingDecides, demand: d.onBackup }],
  latency: [{ ...nothingDecides, demand: d.onBackup }],
  "captive-portal": [
    {
      ...nothingDecides,
      demand: d.newConnections,
      office: officeOf("PPPoE, DHCP", { probes: { kind: "tcp" } }),
    },
  ],
  "both-down": [
    {
      where: "it is said in every round that no line works",
      controller: replaced([
        String.raw`:if ([:typeof (\$dualWanTold->\"no line works\")] = \"nothing\") do={`,
        ":if (true) do={",
      ]),
      demand: "that no line works is said once",
    },
  ],
  flapping: [
    { ...nothingDecides, demand: d.allInAll },
    { where: "there is no patience", controller: madeFor(impatient), demand: d.switches },
  ],
  "flapping-link": [{ ...nothingDecides, demand: d.back }],
  "new-address-active": [{ ...noConnectionEnds, demand: d.standingFlows }],
  "new-address-standby": [{ ...rowsStay, office: dhcpFirst }],
  "new-lease-active": [{ ...rowsStay, office: dhcpFirst }],
  "new-lease-standby": [rowsStay, noHooks],
  "new-gateway-active": [{ ...rowsStay, office: dhcpFirst }],
  "new-gateway-standby": [rowsStay],
  "same-gateway": [{ ...nothingDecides, demand: d.newConnections, office: bothLeased }],
  "gateway-elsewhere": [{ ...nothingDecides, demand: "ends on ISP2" }],
  "carrier-nat": [{ ...nothingDecides, demand: "ends on ISP2" }],
  inbound: [
    {
      where: "no connection is marked",
      controller: without(/comment="ISP. mark conn"/),
      demand: "questions from outside without an answer",
      office: web,
    },
    {
      where: "a complaint stands in the log in every round",
      controller: eachRound(String.raw`:log error \"dual-wan: cannot do anything\"`),
      demand: d.complaints,
    },
  ],
  "standing-flows": [
    { ...noConnectionEnds, demand: d.flowsAfterSwitch },
    {
      where: "WireGuard keeps to the address that was answered last",
      controller: without(/comment="Own UDP follows/),
      demand: d.flowsMove,
    },
  ],
  "backup-dies-later": [{ ...noConnectionEnds, demand: d.standingFlows }],
  "rule-deleted": [{ ...nothingDecides, demand: "the missing rule is said once" }],
  "row-doubled": [{ ...nothingDecides, demand: "the double route is said once" }],
  "interface-renamed": [{ ...nothingDecides, demand: "the missing interface is said once" }],
  "third-default": [{ ...nothingDecides, demand: "the other route is said once" }],
  "own-mark": [
    {
      where: "marked packets are sent by their line, wherever they go",
      controller: replaced([' dst-address-list="!local-networks" dst-address-type="!local"', ""]),
      demand: "questions between networks inside",
    },
  ],
  "script-deleted": [{ ...nothingDecides, demand: d.newConnections }],
  "quiet-hour": [
    {
      where: "a route is written in every round",
      controller: eachRound(
        "/ip route set [find comment=GW2] distance=3; /ip route set [find comment=GW2] distance=2",
      ),
      demand: d.writes,
    },
  ],
  "quiet-day": { none: "demands what quiet-hour does, and takes long" },
  "slow-answers": [
    {
      where: "a round runs beside another",
      controller: replaced([
        String.raw`:if ([:len [/system script job find where script=\"upd_route_rules\"]] < 2) do={`,
        ":if (true) do={",
      ]),
      demand: d.runsAtOnce,
    },
  ],
  reboot: [
    { ...nothingDecides, demand: d.newConnections },
    {
      where: "a restart forgets that the backup was used",
      controller: replaced([String.raw`{up=(\$seen->\"way\" <= (\$wan->\"rank\"));`, "{up=true;"]),
      demand: d.switches,
      office: officeOf("PPPoE, DHCP", { probes: { dwell: "0s" } }),
    },
  ],
  "power-cut-midway": [
    {
      where: "the status is not written",
      controller: replaced([String.raw`/system script set \$records source=`, String.raw`:put \$records; #`]),
      demand: d.recorded,
    },
  ],
  "clock-jump": [{ ...nothingDecides, demand: d.newConnections }],
  "canary-dead": [
    { ...deadCounts, office: targets("1.1.1.1", "8.8.8.8") },
    { ...deadCounts, office: targets("1.1.1.1", "8.8.8.8", "9.9.9.9") },
  ],
  "probe-leak": [
    {
      where: "a rule that is switched off counts as one that is there",
      controller: replaced([/:if \(\[\/routing rule get \\\$rules disabled\] = true\)/g, ":if (false)"]),
      demand: d.switches,
      // It would drop such probes.
      office: officeOf("PPPoE, DHCP", { sourceGuard: false }),
    },
  ],
  forced: [{ ...nothingDecides, demand: d.onBackup }],
};
