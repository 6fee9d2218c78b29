import type { Menu } from "../../provider/menus/language";
import type { RouterOsVersion } from "../../simulator";
import { conformance } from "./suite";
import { simulatedTarget } from "./targets/simulated";

/** The suite on a simulated router of this version, for every kind or those that `concerns` picks. */
export function conformanceOf(version: RouterOsVersion, concerns?: (menu: Menu) => boolean): void {
  conformance({
    concerns,
    name: `simulated RouterOS ${version}`,
    version,
    simulated: true,
    open: () => simulatedTarget(version),
  });
}
