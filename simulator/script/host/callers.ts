/** As whom scripts run. */
import type { Caller } from "../../config/contract";
import { notPermitted } from "../../config/errors";
import type { ScriptRun } from "../../config/scripting";

/**
 * The caller of hooks (DHCP, PPP) and of netwatch: they run with few policies whoever wrote them (manual), and see
 * the globals of `*sys` only.
 */
export const hookCaller: Caller = {
  id: -2,
  user: "*sys",
  policies: new Set(["read", "write", "test", "reboot"]),
  via: "script",
  address: "",
};

/**
 * The script runs with its own policies, which its caller must have, unless it does not require them. One that has none
 * runs with the caller's, but with `use-script-permissions` with none. The newest manual says so of every script: here
 * they get no more than both have.
 */
export function callerOf({ script, caller, withItsOwnPermissions }: ScriptRun): Caller {
  const policies = new Set(
    (script.values.policy ?? "").split(",").filter((word) => word !== "" && !word.startsWith("!")),
  );
  const free = script.values["dont-require-permissions"] === "true";
  const lacks = [...policies].some((policy) => !caller.policies.has(policy));
  if (lacks && !free) throw notPermitted();
  const inherits = policies.size === 0 && !withItsOwnPermissions;
  return { ...caller, via: "script", policies: inherits ? caller.policies : policies };
}
