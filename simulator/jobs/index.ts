/** What a router does by itself: its scheduler, its hooks, its boot, its clock. */
import type { RouterConfiguration } from "../config/plane";
import type { Scripts } from "../script";
import { followPorts } from "./boot";
import { hookRunner } from "./hooks";
import { launcher } from "./launch";
import { ntpClient } from "./ntp";
import { createScheduler } from "./scheduler";

/**
 * Lets a router with scripts live: `/system/scheduler`, scripts of DHCP clients, PPP profiles and netwatch, NTP, and
 * what happens at boot. Everything is on the router's clock.
 *
 * @throws when the router has jobs already
 * @example
 * const plane = createConfigurationPlane({ version: "7.21.5", clock: manualClock() });
 * installJobs(plane, installScripts(plane));
 */
export function installJobs(plane: RouterConfiguration, scripts: Scripts): void {
  plane.attachJobs((router) => {
    const launch = launcher(router, scripts);
    plane.onHook = hookRunner(launch);
    const ports = followPorts(router);
    ntpClient(router);
    const scheduler = createScheduler(router, launch);
    return {
      rebooted: () => {
        ports.boot();
        scheduler.plan();
      },
    };
  });
}
