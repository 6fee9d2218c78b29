/** `/system/scheduler`: starts what its entries say when their time has come, and never waits for a run to end. */
import type { CallOff } from "../clock";
import { allows } from "../config/device-mode";
import { nextRun } from "../config/menus/schedule";
import type { Router } from "../config/router";
import { policiesOf, systemUser, userNamed } from "../config/sessions";
import { isDisabled, type Row } from "../config/store/row";
import { type Launcher, policyWords } from "./launch";

const path = "/system/scheduler";

interface Plan {
  readonly signature: string;
  readonly callOff: CallOff;
}

export interface Scheduler {
  /** Plans every entry anew: the clock was set, or the router has started. */
  plan(): void;
}

export function createScheduler(router: Router, launch: Launcher): Scheduler {
  const plans = new Map<string, Plan>();

  /** What decides when an entry fires. */
  const signatureOf = (row: Row): string =>
    [
      row.values["start-date"],
      row.values["start-time"],
      row.values.interval,
      row.values.days,
      row.values.disabled,
      row.facts["_default-start"],
    ].join("\n");

  function drop(id: string): void {
    plans.get(id)?.callOff();
    plans.delete(id);
  }

  function follow(): void {
    const rows = allows(router, "scheduler") ? router.rows(path) : [];
    const present = new Set(rows.map((row) => row.id));
    for (const id of [...plans.keys()]) if (!present.has(id)) drop(id);
    for (const row of rows) {
      const signature = signatureOf(row);
      if (plans.get(row.id)?.signature === signature) continue;
      drop(row.id);
      arm(row, signature, router.wall());
    }
  }

  function arm(row: Row, signature: string, from: number): void {
    const due = nextRun(row, router, from);
    if (due === undefined) {
      plans.set(row.id, { signature, callOff: () => {} });
      return;
    }
    const callOff = router.clock.schedule(due - router.wall(), () => fire(row.id, signature, due));
    plans.set(row.id, { signature, callOff });
  }

  function fire(id: string, signature: string, due: number): void {
    const row = router.store(path)?.get(id);
    if (row === undefined || isDisabled(row)) return;
    // A timer of the machine may be early by a part of a millisecond: the moment that was due is over all the same.
    arm(row, signature, Math.max(due, router.wall()));
    run(row);
  }

  function run(row: Row): void {
    const store = router.store(path);
    if (store === undefined) return;
    router.mark(store, row.id, { "run-count": String(Number(row.facts["run-count"] ?? "0") + 1) });
    const user = row.facts.owner ?? systemUser;
    const policies = policyWords(row.values.policy);
    const event = row.values["on-event"] ?? "";
    const origin = `scheduler:${row.values.name ?? ""}`;
    launch({
      by: "scheduler",
      origin,
      event,
      user,
      policies: new Set(policies),
      allowed: mayRun(user, policies),
    });
  }

  /** Nothing runs for a user who is gone or may no longer do it (reasoned). */
  function mayRun(user: string, policies: readonly string[]): boolean {
    if (user === systemUser) return true;
    const owner = userNamed(router, user);
    if (owner === undefined) return false;
    const held = policiesOf(router, owner);
    return policies.every((policy) => held.has(policy));
  }

  router.watch((dirty) => {
    if (dirty.has("wall")) plan();
    else if (dirty.has(path)) follow();
  });

  function plan(): void {
    for (const id of [...plans.keys()]) drop(id);
    follow();
  }

  plan();
  return { plan };
}
