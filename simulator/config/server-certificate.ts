/** Whether the router can trust the certificate of a server on the internet: they are all good, the router may not be. */
import type { Router } from "./router";

/** What a clock shows that nobody has set since boot; no certificate is as old. */
const oldestClock = Date.UTC(2000, 0, 1);

/** Why the router does not trust it; undefined if it does. */
export function certificateTrouble(router: Router): "no authority" | "too early" | undefined {
  // Since 7.19 public authorities are known (release notes); before, one has to be imported. Which one is not looked at.
  const trusts = router.rows("/certificate").some((row) => row.values.trusted === "true");
  if (!trusts && !router.atLeast("7.19")) return "no authority";
  return router.wall() < oldestClock ? "too early" : undefined;
}
