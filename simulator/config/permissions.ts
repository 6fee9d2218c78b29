/** Which policies a command needs. Missing one is `not enough permissions (9)`. */
import type { Menu } from "./behaviour";
import type { Caller, Policy } from "./contract";
import { notPermitted } from "./errors";

const reading = new Set(["print", "get", "find", "listen", "export", "monitor", "monitor-traffic", "check"]);

/**
 * Commands that need a policy of their own. `test`: ping (MikroTik manual, "User"; homeassistant-mikrotik #244) and
 * e-mail (manual, "User").
 */
const special: Readonly<Record<string, readonly Policy[]>> = {
  ping: ["test"],
  send: ["test"],
  reboot: ["reboot"],
  shutdown: ["reboot"],
};

export function policiesFor(command: string, menu: Menu | undefined): readonly Policy[] {
  const own = special[command];
  if (own !== undefined) return own;
  if (reading.has(command)) return ["read"];
  return ["write", ...(menu?.behaviour.writePolicies ?? [])];
}

export function checkPermitted(caller: Caller, command: string, menu: Menu | undefined): void {
  if (policiesFor(command, menu).some((policy) => !caller.policies.has(policy))) throw notPermitted();
}
