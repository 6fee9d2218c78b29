/** Who may log in, and who is. */
import type { Caller, Policy } from "./contract";
import type { Router, Session } from "./router";
import { isDisabled, type Row } from "./store/row";
import { dateTime } from "./time";

/** The router itself: owner of what nobody wrote, and who hooks and netwatch run as. It has globals of its own. */
export const systemUser = "*sys";

/** The `/user` row of that name if it may log in through the API with this password. */
export function authenticate(router: Router, name: string, password: string): Row | undefined {
  const user = userNamed(router, name);
  if (user === undefined || isDisabled(user)) return undefined;
  return (user.values.password ?? "") === password ? user : undefined;
}

export function userNamed(router: Router, name: string): Row | undefined {
  return router.rows("/user").find((row) => row.values.name === name);
}

/** Policies of a user's group; `!policy` words are those it has not. */
export function policiesOf(router: Router, user: Row): ReadonlySet<Policy> {
  const group = router
    .rows("/user/group")
    .find((row) => row.values.name === router.value("/user", user, "group"));
  const words = (group?.values.policy ?? "").split(",");
  return new Set(words.filter((word) => word !== "" && !word.startsWith("!")));
}

const activeUsers = "/user/active";
const idOf = (caller: Caller): string => `*${caller.id.toString(16).toUpperCase()}`;

/** A session as `/user/active` has it. */
export function sessionRow(router: Router, { caller, since }: Session): Row {
  const user = userNamed(router, caller.user);
  const facts = {
    when: dateTime(since, router.atLeast("7.10")),
    name: caller.user,
    address: caller.address,
    via: caller.via === "api-ssl" ? "api" : caller.via,
    group: user === undefined ? "" : (router.value("/user", user, "group") ?? ""),
    radius: "false",
  };
  return { id: idOf(caller), menu: activeUsers, values: {}, facts };
}

export function openSession(router: Router, caller: Caller): void {
  const session = { caller, since: router.wall() };
  router.sessions.set(caller.id, session);
  const row = sessionRow(router, session);
  router.announce(activeUsers, row.id, row);
  const store = router.store("/user");
  const account = userNamed(router, caller.user);
  if (store !== undefined && account !== undefined) {
    router.mark(store, account.id, { "last-logged-in": dateTime(session.since, router.atLeast("7.10")) });
  }
  const { user, address, via } = caller;
  router.log.write("system,info,account", `user ${user} logged in from ${address} via ${via}`);
}

export function closeSession(router: Router, caller: Caller): void {
  if (!router.sessions.delete(caller.id)) return;
  router.announce(activeUsers, idOf(caller), undefined);
  const { user, address, via } = caller;
  router.log.write("system,info,account", `user ${user} logged out from ${address} via ${via}`);
}
