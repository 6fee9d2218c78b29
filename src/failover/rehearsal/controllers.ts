/** What is rehearsed: the office's own plan. */
import type { DualWan } from "../args";
import { planDualWan } from "../plan";
import { toRsc } from "../render/rsc";
import type { Controller } from "./stage";

/** The plan of the office, imported as its `.rsc` file; the setup script at its end is the first run. */
export const own: Controller = {
  name: "DualWanFailover",
  install: (office: DualWan) => ({ rsc: toRsc(office, planDualWan(office), { showSensitive: true }) }),
};
