/** `/safe-mode`, 7.18 and later: whoever takes it holds it alone, and its connection's death undoes what was written since. */

import type { RootCommand, RootContext, Router } from "../behaviour";
import { argumentsOf } from "../commands/arguments";
import type { Caller } from "../contract";
import { fail, notSimulated, unknownParameter } from "../errors";
import { project } from "../printing";
import { writerOf } from "../writes";

const since = "7.18";
const done = { returnsRows: false } as const;

function take(context: RootContext): typeof done {
  const { router, caller, request } = context;
  checkArguments(context, "on-error");
  const onError = argumentsOf(request).get("on-error") ?? "unroll";
  if (!["unroll", "release", "abort", "ask"].includes(onError))
    throw fail("input does not match any value of on-error");
  if (onError === "abort" || onError === "ask") throw notSimulated(`/safe-mode/take on-error=${onError}`);
  const { safeMode } = router.history;
  // The text is not established; that it is an error is.
  if (safeMode !== undefined) throw fail(`failure: safe mode is already taken by ${safeMode.user}`);
  router.history.take({ owner: caller.id, user: caller.user, onSessionEnd: onError as "unroll" | "release" });
  return done;
}

/** Whoever it is: a release from another login clears a stale hold (tik4net). */
function release(context: RootContext): typeof done {
  checkArguments(context);
  mustBeHeld(context.router);
  context.router.history.release();
  return done;
}

function unroll(context: RootContext): typeof done {
  const { router, caller } = context;
  checkArguments(context);
  mustBeHeld(router);
  router.replay(writerOf(caller), "unroll", () => router.history.unroll());
  return done;
}

function toggle(context: RootContext): typeof done {
  return context.router.history.safeMode === undefined ? take(context) : release(context);
}

function mustBeHeld(router: Router): void {
  // The text is not established.
  if (router.history.safeMode === undefined) throw fail("failure: safe mode is not taken");
}

/** `enabled user current owner` (7.18 command tree): `current` says whether it is held by the session that asks. */
function state(router: Router, caller: Caller): Record<string, string> {
  const { safeMode } = router.history;
  if (safeMode === undefined) return { enabled: "false" };
  return {
    enabled: "true",
    user: safeMode.user,
    current: String(safeMode.owner === caller.id),
    owner: `*${safeMode.owner.toString(16).toUpperCase()}`,
  };
}

function checkArguments({ router, request }: RootContext, ...known: readonly string[]): void {
  for (const [name] of request.arguments)
    if (!known.includes(name)) throw unknownParameter(router.major, name);
}

export const safeMode: Readonly<Record<string, RootCommand>> = {
  "/safe-mode/take": { since, policies: ["write"], run: take },
  "/safe-mode/release": { since, policies: ["write"], run: release },
  "/safe-mode/unroll": { since, policies: ["write"], run: unroll },
  "/safe-mode/toggle": { since, policies: ["write"], run: toggle },
  "/safe-mode/print": {
    since,
    policies: ["read"],
    run: (context) => {
      checkArguments(context, ".proplist", "proplist", "as-value", "without-paging");
      const { router, caller, output, request } = context;
      const given = argumentsOf(request);
      const names = (given.get(".proplist") ?? given.get("proplist"))?.split(",");
      output.row(project(state(router, caller), names));
      return { returnsRows: true };
    },
  },
  "/safe-mode/get": {
    since,
    policies: ["read"],
    run: (context) => {
      checkArguments(context, "value-name");
      const printed = state(context.router, context.caller);
      const name = argumentsOf(context.request).get("value-name");
      const pairs = Object.entries(printed).map(([key, value]) => `${key}=${value}`);
      if (name === undefined) return { ret: pairs.join(";"), returnsRows: false };
      return { ret: Object.hasOwn(printed, name) ? printed[name] : "", returnsRows: false };
    },
  },
};
