/** A simulated router and the projects that are measured against it. */
import { type SimulatedRouter, startRouter } from "../simulator/index";
import type { CliResult } from "../test/support/cli-run";
import { createProject, type PulumiProject } from "../test/support/pulumi-project";

const password = "bench-password";

/** A router of a branch office with twelve Ethernet ports. */
export function officeRouter(options: { readonly latency?: number; readonly foreignRows?: number } = {}) {
  return startRouter({
    version: "7.21.5",
    users: [{ name: "admin", password, group: "full" }],
    interfaces: Array.from({ length: 12 }, (_, index) => `ether${index + 1}`),
    tls: false,
    ...(options.latency !== undefined && { latency: options.latency }),
    ...(options.foreignRows !== undefined && {
      foreignRows: { "/ip/firewall/address-list": options.foreignRows },
    }),
  });
}

export function projectOn(router: SimulatedRouter, program: string): Promise<PulumiProject> {
  return createProject({
    program,
    config: {
      "routeros:host": "127.0.0.1",
      "routeros:port": String(router.port),
      "routeros:tls": "false",
      "routeros:user": "admin",
      "routeros:password": { secret: password },
    },
  });
}

export function projectAlone(program: string): Promise<PulumiProject> {
  return createProject({ program });
}

/** The call's milliseconds. @throws Error with what the CLI printed when it failed. */
export function succeeded(what: string, { code, stdout, stderr, ms }: CliResult): number {
  if (code === 0) return ms;
  throw new Error(`${what} ended with code ${code}:\n${stdout}${stderr}`);
}

/** Commands that each session has sent since the log was reset, in the order of the sessions. */
export function commandsBySession(router: SimulatedRouter): number[] {
  const counts = new Map<number, number>();
  for (const { session } of router.commands.entries) counts.set(session, (counts.get(session) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b).map(([, count]) => count);
}
