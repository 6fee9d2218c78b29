/** Who may log in, and who is. */
import type { Caller, Policy } from "./contract";
import type { Router } from "./router";
import { isDisabled, type Row } from "./store/row";

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

export function openSession(router: Router, caller: Caller): void {
  router.sessions.set(caller.id, { caller, since: router.clock.now() });
  const { user, address, via } = caller;
  router.log.write("system,info,account", `user ${user} logged in from ${address} via ${via}`);
}

export function closeSession(router: Router, caller: Caller): void {
  if (!router.sessions.delete(caller.id)) return;
  const { user, address, via } = caller;
  router.log.write("system,info,account", `user ${user} logged out from ${address} via ${via}`);
}
