/** A simulated router as status and the checks before a deployment read it. */
import { type RouterState, readState } from "../../../src/failover/status/rows";
import type { Lab } from "./lab";

/** What a user with these policies reads of a router; by default all that a deployment needs. */
export function stateOf(
  { router }: Pick<Lab, "router">,
  policies: readonly string[] | undefined = ["read", "write", "test", "policy", "sensitive", "ftp", "api"],
): Promise<RouterState> {
  const identity = router.hand.print("/system/identity")[0]?.name ?? "";
  return readState({
    version: router.version,
    identity,
    ...(policies !== undefined && { policies }),
    rows: async (path) => {
      try {
        return router.hand.print(path);
      } catch {
        // A menu that this version has not.
        return undefined;
      }
    },
  });
}
