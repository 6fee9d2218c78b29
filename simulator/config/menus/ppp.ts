/** PPP profiles. */
import type { Behaviours, Router } from "../behaviour";
import { uniqueName } from "./unique";

const path = "/ppp/profile";

function seed(router: Router): void {
  const menu = router.menus.get(path);
  if (menu === undefined) return;
  const facts = { default: "true" };
  const common = { "change-tcp-mss": "yes" };
  router.insert(menu, { id: "*0", menu: path, values: { name: "default", ...common }, facts });
  const encrypted = { name: "default-encryption", "use-encryption": "yes", ...common };
  router.insert(menu, { id: "*FFFFFFFE", menu: path, values: encrypted, facts });
}

export const ppp: Behaviours = {
  [path]: {
    noun: "profile",
    unique: [uniqueName("profile")],
    seed,
    // The text is not established.
    refuse: (row, command) =>
      row.facts.default === "true" && command === "remove"
        ? "failure: can not remove default profile"
        : undefined,
  },
};
