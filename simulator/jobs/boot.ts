/** What the router does between power-on and the moment it forwards again; and what its log says of links. */
import type { CallOff } from "../clock";
import type { Router } from "../config/router";
import { isDisabled } from "../config/store/row";

/** Milliseconds after boot until ports get a link: startup entries of the scheduler run before (manual). Assumed. */
const linkDelay = 5000;

export interface Ports {
  /** The router has just been switched on. On a network its ports have no link until it has booted. */
  boot(): void;
}

/** Follows the links of Ethernet ports, and tells the log when one comes or goes. */
export function followPorts(router: Router): Ports {
  const known = new Map<string, boolean>();
  let callOff: CallOff | undefined;
  let quiet = true;

  const look = (): void => {
    for (const row of router.rows("/interface/ethernet")) {
      const name = row.values.name ?? "";
      const linked = !isDisabled(row) && router.lines.linked(name);
      const before = known.get(row.id);
      known.set(row.id, linked);
      if (quiet || before === undefined || before === linked) continue;
      router.log.write("interface,info", `${name} link ${linked ? "up (speed 1G, full duplex)" : "down"}`);
    }
  };

  look();
  quiet = false;
  router.watch((dirty) => {
    if (dirty.has("lines") || dirty.has("/interface")) look();
  });

  return {
    boot: () => {
      callOff?.();
      if (router.network === undefined) return;
      // What was up before the restart is nothing that the log knows of.
      quiet = true;
      router.lines.power(false);
      quiet = false;
      callOff = router.clock.schedule(linkDelay, () => router.lines.power(true));
    },
  };
}
