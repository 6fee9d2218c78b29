/** What the router does between power-on and the moment it forwards again. */
import type { CallOff } from "../clock";
import type { Router } from "../config/router";
import { isDisabled } from "../config/store/row";

/** Milliseconds after boot until ports get a link: startup entries of the scheduler run before (manual). Assumed. */
const linkDelay = 5000;

/** Ports have no link until the router has booted; then they come up, and so do the clients on them. */
export function booting(router: Router): () => void {
  let callOff: CallOff | undefined;
  return () => {
    callOff?.();
    if (router.network === undefined) return;
    router.lines.power(false);
    callOff = router.clock.schedule(linkDelay, () => router.lines.power(true));
  };
}

/** Tells the log when the link of an Ethernet port comes or goes. */
export function logLinks(router: Router): void {
  const known = new Map<string, boolean>();
  const look = (say: boolean): void => {
    for (const row of router.rows("/interface/ethernet")) {
      const name = row.values.name ?? "";
      const linked = !isDisabled(row) && router.lines.linked(name);
      const before = known.get(row.id);
      known.set(row.id, linked);
      if (!say || before === undefined || before === linked) continue;
      router.log.write("interface,info", `${name} link ${linked ? "up (speed 1G, full duplex)" : "down"}`);
    }
  };
  look(false);
  router.watch((dirty) => {
    if (dirty.has("lines") || dirty.has("/interface")) look(true);
  });
}
