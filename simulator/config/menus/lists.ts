/** Interface lists and their members. */
import type { Behaviours } from "../behaviour";
import type { Router } from "../router";
import { unique, uniqueName } from "./unique";

const builtin = [
  ["*2000000", "all", "contains all interfaces"],
  ["*2000001", "none", "contains no interfaces"],
  ["*2000002", "dynamic", "contains dynamic interfaces"],
  ["*2000003", "static", "contains static interfaces"],
] as const;

export const interfaceLists: Behaviours = {
  "/interface/list": {
    noun: "interface list",
    unique: [uniqueName("interface list")],
    seed: (router: Router) => {
      const menu = router.menus.get("/interface/list");
      if (menu === undefined) return;
      for (const [id, name, comment] of builtin) {
        router.insert(menu, { id, menu: menu.path, values: { name, comment }, facts: { builtin: "true" } });
      }
    },
  },
  "/interface/list/member": {
    noun: "interface list member",
    // The wording is not established.
    unique: [unique(["list", "interface"], "failure: already have such entry")],
  },
};
