/** IPsec: the rows that are there from the start, and names. */
import type { Behaviours, Fact, MenuBehaviour, Router } from "../behaviour";
import { link } from "../references";
import type { Words } from "../store/row";
import { generateName } from "./names";
import { uniqueName } from "./unique";

const base = "/ip/ipsec";

function seedDefault(menuPath: string, id: string, values: (router: Router) => Words): MenuBehaviour["seed"] {
  return (router) => {
    const menu = router.menus.get(menuPath);
    if (menu !== undefined) {
      router.insert(menu, { id, menu: menuPath, values: values(router), facts: { default: "true" } });
    }
  };
}

/** Default rows can be changed, not removed. The text is not established. */
const keepDefault: MenuBehaviour["refuse"] = (row, command) =>
  row.facts.default === "true" && command === "remove" ? "failure: can not remove default" : undefined;

function named(menu: string, noun: string, id: string): MenuBehaviour {
  return {
    noun,
    unique: [uniqueName(noun)],
    seed: seedDefault(menu, id, () => ({ name: "default" })),
    refuse: keepDefault,
  };
}

/** A template is no policy: it has no state. */
const unlessTemplate =
  (text: string): Fact =>
  ({ values }) =>
    values.template === "true" ? undefined : text;

export const ipsec: Behaviours = {
  [`${base}/profile`]: named(`${base}/profile`, "profile", "*FFFFFFFF"),
  [`${base}/proposal`]: named(`${base}/proposal`, "proposal", "*FFFFFFFF"),
  [`${base}/policy/group`]: named(`${base}/policy/group`, "group", "*FFFFFFFF"),
  [`${base}/peer`]: {
    noun: "peer",
    unique: [uniqueName("peer")],
    onAdd: (draft) => generateName(draft, "peer"),
  },
  [`${base}/identity`]: { noun: "identity" },
  [`${base}/policy`]: {
    noun: "policy",
    missing: { peer: "failure: Peer not set!" },
    seed: seedDefault(`${base}/policy`, "*FFFFFFFF", () => ({
      group: "default",
      "src-address": "::/0",
      "dst-address": "::/0",
      proposal: link(`${base}/proposal`, "*FFFFFFFF"),
      template: "true",
    })),
    refuse: keepDefault,
    facts: {
      active: unlessTemplate("false"),
      "ph2-count": unlessTemplate("0"),
      "ph2-state": unlessTemplate("no-phase2"),
    },
  },
};
