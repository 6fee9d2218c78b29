/** Whether the router can trust the certificate of a server on the internet: they are all good, the router may not be. */
import { fail } from "../errors";
import type { Router } from "../router";

/** What a clock shows that nobody has set since boot; no certificate is as old. */
const oldestClock = Date.UTC(2000, 0, 1);

/** @throws CommandFailure when `check-certificate` fails */
export function checkCertificate(router: Router): void {
  // Since 7.19 public authorities are known (release notes); before, one has to be imported. Which one is not looked at.
  const trusts = router.rows("/certificate").some((row) => row.values.trusted === "true");
  if (!trusts && !router.atLeast("7.19")) throw fail("failure: ssl: no trusted CA certificate found (6)");
  if (router.wall() < oldestClock) throw fail("failure: SSL: ssl: cert not valid (not yet valid) (6)");
}
