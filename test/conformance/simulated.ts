import type { RouterOsVersion } from "../../simulator";
import { conformance } from "./suite";
import { simulatedTarget } from "./targets/simulated";

/** The suite on a simulated router of this version. */
export function conformanceOf(version: RouterOsVersion): void {
  conformance({
    name: `simulated RouterOS ${version}`,
    version,
    simulated: true,
    open: () => simulatedTarget(version),
  });
}
