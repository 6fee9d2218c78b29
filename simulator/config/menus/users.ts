/** Users, groups, and who is logged in. */
import type { Behaviours, Draft, Router } from "../behaviour";
import { notPermitted } from "../errors";
import { sessionRow } from "../sessions";
import type { Row } from "../store/row";
import { uniqueName } from "./unique";

const policies = [
  ...["local", "telnet", "ssh", "ftp", "reboot", "read", "write", "policy", "test", "winbox", "password"],
  ...["web", "sniff", "sensitive", "api", "romon", "rest-api"],
];

/** What the built-in groups may not do. */
const lacking: Readonly<Record<string, readonly string[]>> = {
  read: ["ftp", "write", "policy", "sensitive"],
  write: ["ftp", "policy", "sensitive"],
  full: [],
};

/** v6 knows no REST API. */
const knownPolicies = (router: Router): readonly string[] =>
  policies.filter((policy) => policy !== "rest-api" || router.major >= 7);

function seedGroups(router: Router): void {
  const menu = router.menus.get("/user/group");
  if (menu === undefined) return;
  for (const [name, without] of Object.entries(lacking)) {
    const policy = knownPolicies(router)
      .filter((word) => !without.includes(word))
      .join(",");
    router.insert(menu, { id: menu.store.newId(), menu: menu.path, values: { name, policy }, facts: {} });
  }
}

function seedUsers(router: Router): void {
  const menu = router.menus.get("/user");
  const groups = router.menus.get("/user/group");
  if (menu === undefined || groups === undefined) return;
  if (groups.store.rows().length === 0) seedGroups(router);
  for (const user of router.options.users ?? [{ name: "admin", password: "" }]) {
    const group = router.find(["/user/group"], user.group ?? "full");
    if (group === undefined) throw new Error(`user ${user.name}: there is no group ${user.group}`);
    const values = {
      name: user.name,
      password: user.password,
      group,
      disabled: String(user.disabled === true),
    };
    router.insert(menu, { id: menu.store.newId(), menu: menu.path, values, facts: {} });
  }
}

/** Nobody gives away what he has not. */
function checkGroup(draft: Draft): void {
  const given = (draft.values.policy ?? "").split(",").filter((word) => word !== "" && !word.startsWith("!"));
  if (draft.written.has("policy") && given.some((word) => !draft.caller.policies.has(word)))
    throw notPermitted();
}

/** The rows of `/user/active` are sessions. */
const active = (router: Router): Row[] =>
  [...router.sessions.values()].map((session) => sessionRow(router, session));

export const users: Behaviours = {
  "/user": {
    unique: [uniqueName("user")],
    writePolicies: ["policy"],
    seed: seedUsers,
    facts: { expired: () => "false" },
  },
  "/user/group": {
    noun: "user group",
    unique: [uniqueName("group")],
    missing: { name: "failure: invalid group name" },
    writePolicies: ["policy"],
    seed: (router) => {
      if (router.rows("/user/group").length === 0) seedGroups(router);
    },
    onWrite: checkGroup,
  },
  "/user/active": { view: active },
};
