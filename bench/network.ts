/**
 * `npx ts-node bench/network.ts [hours]`: what a day (default 24 hours) of an office costs on the simulated network, whose
 * scheduler starts a script every five seconds that pings four targets over two lines. Prints a table and writes JSON
 * to `bench/results/`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  createConfigurationPlane,
  createNetwork,
  manualClock,
  type Network,
  type RouterConfiguration,
  type SourceOptions,
} from "../simulator/index";
import { installJobs } from "../simulator/jobs";
import { installScripts } from "../simulator/script";

const targets = ["77.88.8.8", "8.8.8.8", "94.100.180.200", "208.67.222.222"];
const ports = ["pppoe-isp1", "ether2"];

const standing: readonly SourceOptions[] = [
  { kind: "tcp", name: "session", from: "192.168.88.11", interface: "bridge", to: "9.9.9.9" },
  { kind: "udp", name: "sip", from: "192.168.88.12", interface: "bridge", to: "9.9.9.10", port: 5060 },
  { kind: "forward", name: "web", isp: "ISP2", port: 80, host: "192.168.88.20", interface: "bridge" },
];
const desk: SourceOptions = {
  kind: "host",
  name: "desk",
  from: "192.168.88.10",
  interface: "bridge",
  to: "8.8.8.8",
};

function router(clock: ReturnType<typeof manualClock>): RouterConfiguration {
  const made = createConfigurationPlane({ version: "7.21.5", clock });
  const { add } = made.hand;
  add("/interface/bridge", { name: "bridge" });
  add("/ip/address", { address: "192.168.88.1/24", interface: "bridge" });
  const dial = { name: "pppoe-isp1", interface: "ether1", "add-default-route": "yes", disabled: "no" };
  add("/interface/pppoe-client", dial);
  add("/ip/dhcp-client", { interface: "ether2", "default-route-distance": "2", disabled: "no" });
  for (const [name, port, gateway] of [
    ["ISP1", "pppoe-isp1", "pppoe-isp1"],
    ["ISP2", "ether2", "198.51.100.1"],
  ] as const) {
    add("/routing/table", { name, fib: "" });
    add("/ip/route", { gateway, "routing-table": name });
    add("/ip/firewall/nat", { chain: "srcnat", action: "masquerade", "out-interface": port });
    const mark = { chain: "prerouting", action: "mark-connection", "connection-mark": "no-mark" };
    const fresh = { "connection-state": "new", "in-interface": port };
    add("/ip/firewall/mangle", { ...mark, ...fresh, "new-connection-mark": `from-${name}` });
    for (const [chain, on] of [
      ["prerouting", { "in-interface": "bridge", "dst-address-type": "!local" }],
      ["output", {}],
    ] as const) {
      const marked = { chain, action: "mark-routing", "connection-mark": `from-${name}`, passthrough: "no" };
      add("/ip/firewall/mangle", { ...marked, ...on, "new-routing-mark": name });
    }
  }
  for (const chain of ["input", "forward"]) {
    add("/ip/firewall/filter", { chain, action: "accept", "connection-state": "established,related" });
    add("/ip/firewall/filter", { chain, action: "drop", "connection-state": "invalid" });
  }
  add("/ip/firewall/nat", {
    chain: "dstnat",
    action: "dst-nat",
    protocol: "tcp",
    "dst-port": "80",
    "in-interface": "ether2",
    "to-addresses": "192.168.88.20",
  });
  return made;
}

/** Counts the answers of each target by each line, as a controller does. */
const controller = `:foreach port in={${ports.map((port) => `"${port}"`).join(";")}} do={
  :local answers 0
  :foreach target in={${targets.join(";")}} do={
    :set answers ($answers + [/ping $target count=1 interface=$port])
  }
  :if ($answers = 0) do={ :log warning "$port does not answer" }
}`;

function addController(plane: RouterConfiguration): void {
  installJobs(plane, installScripts(plane));
  const policy = "read,write,test";
  plane.hand.add("/system/script", { name: "controller", source: controller, policy });
  const start = { "start-date": "2026-01-01", "start-time": "00:00:00", interval: "5s" };
  plane.hand.add("/system/scheduler", { name: "controller", "on-event": "controller", policy, ...start });
}

async function day(
  hours: number,
  sources: readonly SourceOptions[],
): Promise<{ seconds: number; network: Network }> {
  const clock = manualClock();
  const plane = router(clock);
  const network = createNetwork({
    router: plane,
    isps: [
      { name: "ISP1", access: "pppoe", interface: "ether1", address: "203.0.113.10", gateway: "203.0.113.1" },
      {
        name: "ISP2",
        access: "dhcp",
        interface: "ether2",
        address: "198.51.100.20/24",
        gateway: "198.51.100.1",
      },
    ],
    targets: targets.map((address) => ({ address })),
    sources,
  });
  addController(plane);
  const begun = process.hrtime.bigint();
  await network.run(hours * 3_600_000);
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  const runs = Number(plane.hand.print("/system/script")[0]?.["run-count"]);
  if (!(runs >= hours * 720 - 1)) throw new Error(`the controller ran ${runs} times in ${hours} h`);
  return { seconds, network };
}

async function main(): Promise<void> {
  const hours = Number(process.argv[2] ?? 24);
  const figures = [];
  for (const [figure, sources, limit] of [
    [`${hours} h, traffic off`, [], 30],
    [`${hours} h, one host every 100 ms`, [desk], 120],
    [`${hours} h, one host every 100 ms and three standing flows`, [desk, ...standing], 120],
  ] as const) {
    const { seconds, network } = await day(hours, sources);
    const packets = network.report().sources.reduce((sum, { sent }) => sum + sent, 0);
    const most = (limit * hours) / 24;
    figures.push({
      figure,
      seconds: Number(seconds.toFixed(2)),
      "at most": most,
      met: seconds <= most,
      packets,
    });
  }
  console.table(figures);
  mkdirSync(join(__dirname, "results"), { recursive: true });
  const file = join(__dirname, "results", "network.json");
  writeFileSync(file, `${JSON.stringify({ node: process.version, hours, figures }, null, 2)}\n`);
  console.log(`As JSON: ${file}`);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
