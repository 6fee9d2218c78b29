/**
 * Tells what is written to the configuration: each action of history as it is made, undone or done again, and what the
 * router itself writes past history. Counters, state, dynamic rows and globals are no configuration.
 */
import type { Caller } from "./contract";
import type { Router } from "./router";
import { systemUser } from "./sessions";
import type { Change } from "./store/change";
import { isDynamic, type Row, type Words } from "./store/row";

/** Who wrote. */
export interface Writer {
  /** `*sys`: the router itself. */
  readonly user: string;
  readonly via: Caller["via"] | "router";
  /** The client's; empty where there is none. */
  readonly address: string;
  /** What started the script that wrote: `scheduler:watch`, `netwatch:8.8.8.8`, `dhcp-client:ether1`, `ppp-profile:pppoe-out1`. */
  readonly origin: string | undefined;
  /** Its name in `/system/script`, or of the script that started it. */
  readonly script: string | undefined;
  /** Its id in `/system/script/job`. */
  readonly job: string | undefined;
}

export interface ConfigurationChange {
  readonly menu: string;
  readonly id: string;
  /** The row's `name`, if it has one. */
  readonly name: string | undefined;
  readonly kind: "added" | "removed" | "changed" | "moved";
  /**
   * Properties that differ, as RouterOS prints them; absent before or after: not in that object. Of `moved` it is
   * `place-before`, the id of the row that follows, absent at the end. Secrets are `***`.
   */
  readonly from: Readonly<Record<string, string>>;
  readonly to: Readonly<Record<string, string>>;
}

export interface ConfigurationWrite {
  /** Milliseconds since 1970 of the clock that the router lives on. */
  readonly at: number;
  readonly by: Writer;
  /** History's words (`route changed`); `undo`, `redo`, `unroll`; empty for what is past history. */
  readonly text: string;
  readonly changes: readonly ConfigurationChange[];
}

/** The router's own doing. */
export const routerWriter: Writer = {
  user: systemUser,
  via: "router",
  address: "",
  origin: undefined,
  script: undefined,
  job: undefined,
};

export const writerOf = ({ user, via, address, origin, script, job }: Caller): Writer => ({
  ...{ user, via, address, origin, script, job },
});

/** What changes mean, after they were made. */
export function describe(router: Router, changes: readonly Change[]): ConfigurationChange[] {
  return changes.flatMap((change) => described(router, change) ?? []);
}

function described(router: Router, change: Change): ConfigurationChange | undefined {
  const row = "row" in change ? change.row : router.stores.get(change.store)?.get(change.id);
  if (row === undefined || !isConfiguration(router, row)) return undefined;
  const head = { menu: row.menu, id: row.id, name: row.values.name };
  switch (change.kind) {
    case "insert":
      return { ...head, kind: "added", from: {}, to: shown(router, row, row.values) };
    case "delete":
      return { ...head, kind: "removed", from: shown(router, row, row.values), to: {} };
    case "move":
      return { ...head, kind: "moved", from: place(change.from), to: place(change.to) };
    case "values": {
      const names = Object.keys({ ...change.from, ...change.to }).filter(
        (name) => change.from[name] !== change.to[name],
      );
      if (names.length === 0) return undefined;
      const of = (words: Words) =>
        Object.fromEntries(names.flatMap((name) => (name in words ? [[name, words[name] as string]] : [])));
      const [from, to] = [of(change.from), of(change.to)];
      return { ...head, kind: "changed", from: shown(router, row, from), to: shown(router, row, to) };
    }
  }
}

const place = (next: string | undefined): Record<string, string> =>
  next === undefined ? {} : { "place-before": next };

/** Rows of a menu that nobody can write to are state (connections, jobs). */
function isConfiguration(router: Router, row: Row): boolean {
  const commands = router.menus.get(row.menu)?.schema.commands;
  return !isDynamic(row) && (commands?.has("add") === true || commands?.has("set") === true);
}

function shown(router: Router, row: Row, words: Words): Record<string, string> {
  const properties = router.menus.get(row.menu)?.schema.properties;
  return Object.fromEntries(
    Object.entries(words).map(([name, value]) => [
      name,
      properties?.get(name)?.secret === true ? "***" : router.print(value),
    ]),
  );
}
