/** An office with two lines whose router lives: its scheduler runs a script that pings by both lines every five seconds. */
import {
  createConfigurationPlane,
  createNetwork,
  installJobs,
  installScripts,
  manualClock,
  type SourceOptions,
} from "../simulator/index";

const targets = ["77.88.8.8", "8.8.8.8", "94.100.180.200", "208.67.222.222"];

/** Pings by each line's own address, which a rule sends to the line, and says when the number of replies changes. */
const probe = `:global probeState
:local state ""
:foreach port in={"pppoe-isp1";"ether2"} do={
  :local replies 0
  :foreach row in=[/ip/address/find where interface=$port] do={
    :local own [/ip/address/get $row address]
    :set own [:pick $own 0 [:find $own "/"]]
    :foreach target in={${targets.join("; ")}} do={
      :set replies ($replies + [/ping $target src-address=$own count=1])
    }
  }
  :set state "$state $port=$replies"
}
:if ($state != $probeState) do={ :log info "replies:$state" }
:set probeState $state
`;

export const desk: SourceOptions = {
  kind: "host",
  name: "desk",
  from: "192.168.88.10",
  interface: "bridge",
  to: "8.8.8.8",
};

/** What happens at the start of each six hours: what the log has to be the same about. */
const trouble = (hours: number) =>
  Array.from({ length: Math.ceil(hours / 6) }, (_, part) => part * 6 * 60).flatMap((minute) => [
    { at: `${minute + 1}m`, isp: "ISP1", set: { loss: 20, jitter: 30 } },
    { at: `${minute + 3}m`, isp: "ISP1", set: { loss: 0, jitter: 0 } },
    { at: `${minute + 4}m`, isp: "ISP1", does: "terminate" as const },
    { at: `${minute + 5}m`, isp: "ISP2", set: { upstream: "blackhole" as const } },
    { at: `${minute + 6}m`, isp: "ISP2", set: { upstream: "up" as const } },
  ]);

export interface Day {
  /** Of real time. */
  readonly seconds: number;
  /** Of the script. */
  readonly runs: number;
  readonly packets: number;
  /** Of the network and of the router. */
  readonly log: string;
}

/** Lets an office live for some hours of virtual time. */
export async function officeDay(hours: number, sources: readonly SourceOptions[]): Promise<Day> {
  const clock = manualClock();
  const router = createConfigurationPlane({ version: "7.21.5", clock });
  installJobs(router, installScripts(router));
  const { add, print } = router.hand;
  add("/interface/bridge", { name: "bridge" });
  add("/ip/address", { address: "192.168.88.1/24", interface: "bridge" });
  const dial = { name: "pppoe-isp1", interface: "ether1", "add-default-route": "yes", disabled: "no" };
  add("/interface/pppoe-client", dial);
  add("/ip/dhcp-client", { interface: "ether2", "default-route-distance": "2", disabled: "no" });
  for (const [table, port, gateway, own] of [
    ["ISP1", "pppoe-isp1", "pppoe-isp1", "203.0.113.10"],
    ["ISP2", "ether2", "198.51.100.1", "198.51.100.20"],
  ] as const) {
    add("/routing/table", { name: table, fib: "" });
    add("/ip/route", { gateway, "routing-table": table });
    add("/routing/rule", { "src-address": own, action: "lookup-only-in-table", table });
    add("/ip/firewall/nat", { chain: "srcnat", action: "masquerade", "out-interface": port });
  }
  for (const chain of ["input", "forward"]) {
    add("/ip/firewall/filter", { chain, action: "accept", "connection-state": "established,related" });
    add("/ip/firewall/filter", { chain, action: "drop", "connection-state": "invalid" });
  }
  const policy = "read,write,test";
  add("/system/script", { name: "probe", source: probe, policy });
  add("/system/scheduler", { name: "probe", interval: "5s", "on-event": "probe", policy });
  const network = createNetwork({
    router,
    isps: [
      { name: "ISP1", access: "pppoe", interface: "ether1", address: "203.0.113.10", gateway: "203.0.113.1" },
      {
        ...{ name: "ISP2", access: "dhcp", interface: "ether2" },
        ...{ address: "198.51.100.20/24", gateway: "198.51.100.1" },
      },
    ],
    targets: targets.map((address) => ({ address })),
    sources,
  });
  network.timeline(trouble(hours));
  const begun = process.hrtime.bigint();
  await network.run(hours * 3_600_000);
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  const routerLog = print("/log").map(({ time, topics, message }) => `${time} ${topics} ${message}\n`);
  return {
    seconds,
    runs: Number(print("/system/script")[0]?.["run-count"]),
    packets: network.report().sources.reduce((sum, { sent }) => sum + sent, 0),
    log: network.log.text() + routerLog.join(""),
  };
}
