/** Address lists: timeouts that count down, names that become addresses. */
import type { Behaviours, Draft, Fact, Router } from "../behaviour";
import { isDisabled, type Row } from "../store/row";
import type { DerivedRow } from "../store/store";
import { dateTime, duration, parseDuration } from "../time";
import { uniqueAmongEnabled } from "./unique";

const path = "/ip/firewall/address-list";
const timers = new WeakMap<Router, Map<string, () => void>>();

/** An entry with a timeout is dynamic and goes when it is over. The time left is not configuration. */
function takeTimeout(draft: Draft): void {
  const { timeout } = draft.values;
  delete draft.values.timeout;
  if (timeout !== undefined) {
    delete draft.facts.dynamic;
    delete draft.facts._expires;
  }
  if (draft.values.dynamic === "true") draft.facts.dynamic = "true";
  delete draft.values.dynamic;
  const now = draft.router.clock.now();
  draft.facts["creation-time"] ??= dateTime(draft.router.wall(now), draft.router.atLeast("7.10"));
  if (timeout === undefined || timeout === "none-static") return;
  const seconds = parseDuration(timeout);
  // `0s` is how an entry without timeout is written.
  if (seconds === 0) return;
  draft.facts.dynamic = "true";
  if (seconds !== undefined) draft.facts._expires = String(now + seconds * 1000);
}

function arm(row: Row, router: Router): void {
  const expires = row.facts._expires;
  if (expires === undefined) return;
  const own = timers.get(router) ?? new Map<string, () => void>();
  timers.set(router, own);
  own.get(row.id)?.();
  const left = Number(expires) - router.clock.now();
  const store = router.store(path);
  own.set(
    row.id,
    router.clock.schedule(left, () => {
      own.delete(row.id);
      if (store === undefined || store.get(row.id)?.facts._expires !== expires) return;
      router.delete(store, row.id);
      router.settle();
    }),
  );
}

function disarm(row: Row, router: Router): void {
  timers.get(router)?.get(row.id)?.();
  timers.get(router)?.delete(row.id);
}

const timeLeft: Fact = ({ facts: { _expires: expires } }, { clock }) =>
  expires === undefined ? undefined : duration(Math.ceil((Number(expires) - clock.now()) / 1000));

const isName = (address: string): boolean => /[a-z]/i.test(address) && !address.includes(":");

/** A DNS name spawns dynamic entries whose comment is the name (mikrotik-mcp #148). */
function namedAddresses(router: Router): DerivedRow[] {
  const store = router.store(path);
  if (store === undefined) return [];
  const rows: DerivedRow[] = [];
  for (const id of store.lookup("dns names", "")) {
    const row = store.get(id);
    if (row === undefined || isDisabled(row) || store.isDerived(id)) continue;
    const { address = "", list = "" } = row.values;
    for (const found of router.resolve(address)) {
      rows.push({
        key: `${id} ${found}`,
        menu: path,
        values: { list, address: found, comment: address },
        facts: { dynamic: "true", "creation-time": row.facts["creation-time"] ?? "" },
      });
    }
  }
  return rows;
}

export const addressLists: Behaviours = {
  [path]: {
    noun: "address list entry",
    dynamicWritable: true,
    unique: [uniqueAmongEnabled(["list", "address"], "failure: already have such entry")],
    onWrite: takeTimeout,
    appeared: arm,
    vanished: disarm,
    facts: { timeout: timeLeft },
    derivedFollow: true,
    index: { "dns names": (row) => (isName(row.values.address ?? "") ? "" : undefined) },
    derive: { from: [path], rows: namedAddresses },
  },
};
