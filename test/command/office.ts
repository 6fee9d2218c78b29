/** A simulated router on which the plan of an office was imported by hand, and the command line beside it. */

import { stripVTControlCharacters } from "node:util";
import {
  createNetwork,
  type Network,
  type PacedClock,
  pacedClock,
  type RouterOptions,
  runScript,
  type SimulatedRouter,
  startRouter,
} from "../../simulator/index";
import { runProgram } from "../../src/cli/program";
import type { Streams } from "../../src/cli/streams";
import { parseDualWan } from "../../src/failover/args";
import { ispOf, targetsOf } from "../../src/failover/rehearsal/surroundings";

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in this process. */
export async function command(
  args: readonly string[],
  streams: Partial<Pick<Streams, "width" | "ask" | "input">> = {},
): Promise<Ended> {
  const said = { out: "", err: "" };
  const code = await runProgram(args, {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    width: 120,
    input: () => Promise.reject(new Error("standard input was read")),
    ...streams,
  });
  // Colours, where the tests run in a terminal.
  return { code, out: stripVTControlCharacters(said.out), err: said.err };
}

/** Runs with these environment variables, and with none else that a router could be reached by. */
export async function withEnvironment<T>(
  variables: Readonly<Record<string, string>>,
  run: () => Promise<T>,
): Promise<T> {
  const before = Object.entries(process.env).filter(([name]) => name.startsWith("ROUTEROS_"));
  for (const [name] of before) delete process.env[name];
  Object.assign(process.env, variables);
  try {
    return await run();
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
    Object.assign(process.env, Object.fromEntries(before));
  }
}

/** The how-to's office, as a site file. */
export const siteYaml = `wans:
  - { access: pppoe, interface: ether1, user: user1, password: secret-of-isp1 }
  - { access: dhcp, interface: ether2 }
`;
const wans = [
  { access: "pppoe", interface: "ether1", user: "user1", password: "secret-of-isp1" },
  { access: "dhcp", interface: "ether2" },
];

export const person = { name: "watcher", password: "long password, and wide" };

export interface LivingRouter {
  readonly router: SimulatedRouter;
  readonly network: Network;
  /** Lets virtual time go by. */
  pass(seconds: number): Promise<void>;
  /** Imports a file as its administrator. */
  import(rsc: string): Promise<void>;
  stop(): Promise<void>;
}

/** A router with two providers around it and a clock that stands still; nothing of the office is on it yet. */
export async function livingRouter(options: RouterOptions = {}): Promise<LivingRouter> {
  const clock: PacedClock = pacedClock({ speed: 0, start: Date.UTC(2026, 0, 1, 12) });
  const router = await startRouter({
    clock,
    interfaces: ["ether1", "ether2", "ether3"],
    users: [
      { name: "admin", password: "" },
      { ...person, group: "full" },
    ],
    tls: true,
    ...options,
  });
  const { config, plane } = router;
  config.add("/interface/bridge", { name: "bridge" });
  config.add("/interface/bridge/port", { bridge: "bridge", interface: "ether3" });
  config.add("/ip/address", { address: "192.168.88.1/24", interface: "bridge" });
  const office = parseDualWan({ wans });
  const network = createNetwork({
    router: plane,
    seed: 1,
    isps: office.lines.map((line) => ispOf(line)),
    targets: targetsOf(office),
    sources: [],
  });
  const pass = (seconds: number) => clock.step(seconds * 1000);

  async function importFile(rsc: string): Promise<void> {
    const caller = plane.login("admin", "", "console", "");
    if (caller === undefined) throw new Error("admin cannot log in to the simulated router");
    let over = false;
    const run = runScript(rsc, router.scripts.host({ caller, signal: new AbortController().signal })).finally(
      () => {
        over = true;
      },
    );
    run.catch(() => {});
    // It waits for lines to dial: the clock goes on as far as it has to.
    while (!over) await clock.step(50);
    await run;
    plane.logout(caller);
  }

  // The office's hosts ask the router, and a line's own servers are not used.
  await importFile("/ip dns set servers=9.9.9.9");
  return {
    router,
    network,
    pass,
    import: importFile,
    stop: async () => {
      await router.stop();
      clock.stop();
    },
  };
}
