/** One router's configuration: its menus, stores, history and listeners. Commands and menus work on this. */
import type { Behaviours } from "./behaviour";
import type { Caller, RouterOsVersion } from "./contract";
import type { Clock, HookJob, JobPlane, NetworkPlane, PlaneOptions } from "./environment";
import { History } from "./history";
import { Lines } from "./lines";
import type { LinkBook } from "./links";
import { Log } from "./log";
import { buildMenu, covers, type Menu, namedRow, rowsOf, type Schemas } from "./menu";
import * as references from "./references";
import type { ScriptPlane } from "./scripting";
import { type Change, type FactChanges, inverse } from "./store/change";
import type { Row, Words } from "./store/row";
import type { Store } from "./store/store";
import { type ConfigurationWrite, describe, routerWriter, type Writer, writerOf } from "./writes";

/** A row came, changed, or went (`row` undefined). */
export interface RowEvent {
  readonly store: string;
  readonly id: string;
  readonly row: Row | undefined;
  readonly menu: string;
}

export class Router {
  readonly version: RouterOsVersion;
  readonly major: number;
  readonly clock: Clock;
  readonly history: History;
  readonly log: Log;
  readonly lines: Lines;
  readonly menus: ReadonlyMap<string, Menu>;
  readonly sessions = new Map<number, Session>();
  readonly stores = new Map<string, Store>();
  private readonly listeners = new Set<(event: RowEvent) => void>();
  private pending: Change[] | undefined;
  private dirty = new Set<string>();
  private events: RowEvent[] = [];
  /** Counts settled changes: what is computed from rows holds until it moves. */
  revision = 0;
  bootedAt: number;
  /** Milliseconds by which the router's own idea of the time is ahead of the clock that its timers run on. */
  private ahead = 0;
  /** The simulated network around the router, if there is one. */
  network: NetworkPlane | undefined;
  /** Runs the script of a hook. Without the script language nothing does: the network then only notes it. */
  onHook: ((job: HookJob) => void) | undefined;
  private readonly writeListeners = new Set<(write: ConfigurationWrite) => void>();
  /** What undo, redo or unroll does while it does it. */
  private replayed: Change[] | undefined;
  private readonly revisions = new Map<string, number>();
  private readonly watchers = new Set<(dirty: ReadonlySet<string>) => void>();
  /** Scheduler and boot. */
  jobs: JobPlane | undefined;
  /** `/system/reboot` */
  reboot: () => void = () => {};
  /** Runs scripts; undefined where nothing does. */
  scripts: ScriptPlane | undefined;
  /** Losses of links. */
  links: LinkBook | undefined;

  constructor(
    readonly options: PlaneOptions,
    schemas: Schemas,
    behaviours: Behaviours,
  ) {
    this.version = options.version;
    this.major = Number(options.version.split(".")[0]);
    this.clock = options.clock;
    this.bootedAt = this.clock.now();
    this.log = new Log(
      () => this.wall(),
      this.atLeast("7.10"),
      (id, row) => this.notify({ store: "/log", id, row, menu: "/log" }),
    );
    // A renamed port keeps its cable.
    this.lines = new Lines(
      () => this.touch("lines"),
      (name) => {
        const store = this.store("/interface");
        const [id] = store?.lookup("name", name) ?? [];
        return (id === undefined ? undefined : store?.get(id)?.facts["default-name"]) ?? name;
      },
    );
    this.history = new History(
      (change) => {
        this.applied(change, "apply");
        this.replayed?.push(change);
      },
      (change) => {
        this.applied(change, "revert");
        this.replayed?.push(inverse(change));
      },
    );
    this.menus = new Map(schemas.paths.map((path) => [path, buildMenu(path, schemas, behaviours, this)]));
  }

  /** True for this RouterOS version and every later one. */
  atLeast(version: string): boolean {
    const [own, wanted] = [this.version, version].map((text) => text.split(".").map(Number));
    for (let part = 0; part < 3; part++) {
      const difference = (own?.[part] ?? 0) - (wanted?.[part] ?? 0);
      if (difference !== 0) return difference > 0;
    }
    return true;
  }

  /**
   * What the router takes for the date and time (milliseconds since 1970) at a moment of its clock, by default now.
   * Nothing keeps it over a restart: it is 1970 again until somebody, or NTP, sets it.
   */
  wall(moment: number = this.clock.now()): number {
    return moment + this.ahead;
  }

  /** Sets date and time. */
  setWall(time: number): void {
    this.ahead = time - this.clock.now();
    this.touch("wall");
  }

  get uptime(): number {
    return this.clock.now() - this.bootedAt;
  }

  /** Addresses of a DNS name; none for a name that nobody knows. */
  resolve(name: string): readonly string[] {
    const found = this.options.resolve?.(name) ?? [];
    return found.length > 0 ? found : (this.network?.resolve(name) ?? []);
  }

  store(path: string): Store | undefined {
    return this.stores.get(this.menus.get(path)?.store.path ?? path);
  }

  /** The rows of a menu in print order; nothing for a menu that this version has not. */
  rows(path: string): readonly Row[] {
    const menu = this.menus.get(path);
    return menu === undefined ? [] : rowsOf(menu, this);
  }

  /** A property of a row as it would be printed (without facts); defaults included. */
  value(path: string, row: Row, name: string): string | undefined {
    const written = row.values[name];
    if (written !== undefined) return this.print(written);
    return this.menus.get(path)?.schema.properties.get(name)?.default;
  }

  print(value: string): string {
    return references.printed(value, (store, id) => this.nameOf(store, id));
  }

  /** The name of a row; undefined for one that is gone. */
  nameOf(store: string, id: string): string | undefined {
    return this.stores.get(store)?.get(id)?.values.name;
  }

  /** Link to the row of that name (or id) in one of the menus. */
  find(menus: readonly string[], name: string): string | undefined {
    for (const path of menus) {
      const menu = this.menus.get(path);
      if (menu === undefined) continue;
      const byId = name.startsWith("*") ? menu.store.get(name) : undefined;
      const row = byId ?? namedRow(menu, name);
      if (row !== undefined && covers(menu, row)) return references.link(menu.store.path, row.id);
    }
    return undefined;
  }

  /** Runs a write: all of it or nothing, as one action of history. */
  transaction<T>(caller: Caller, text: string, policy: string, work: () => T): T {
    this.pending = [];
    const told = this.events.length;
    let made: readonly Change[] = [];
    try {
      const result = work();
      this.history.record(text, caller.user, policy, this.wall(), this.pending);
      made = this.pending;
      return result;
    } catch (error) {
      for (const change of [...this.pending].reverse()) this.applied(change, "revert");
      this.events.length = told;
      throw error;
    } finally {
      this.pending = undefined;
      this.settle();
      this.wrote(writerOf(caller), text, made);
    }
  }

  /** Lets history take back or do again: each is a write, too. */
  replay<T>(by: Writer, text: "undo" | "redo" | "unroll", work: () => T): T {
    const made: Change[] = [];
    this.replayed = made;
    try {
      return work();
    } finally {
      this.replayed = undefined;
      this.settle();
      this.wrote(by, text, made);
    }
  }

  /** Calls `listener` with every write of configuration, when derived rows have followed it. */
  onWrite(listener: (write: ConfigurationWrite) => void): () => void {
    this.writeListeners.add(listener);
    return () => this.writeListeners.delete(listener);
  }

  private wrote(by: Writer, text: string, changes: readonly Change[]): void {
    if (this.writeListeners.size === 0 || changes.length === 0) return;
    const described = describe(this, changes);
    if (described.length === 0) return;
    const write = { at: this.clock.now(), by, text, changes: described };
    for (const listener of [...this.writeListeners]) listener(write);
  }

  /** Applies a change; inside a transaction history remembers it. */
  change(change: Change): void {
    this.applied(change, "apply");
    if (this.pending !== undefined) this.pending.push(change);
    else this.wrote(routerWriter, "", [change]);
  }

  insert(menu: Menu, row: Row, next?: string): void {
    this.change({ kind: "insert", store: menu.store.path, row, next });
  }

  delete(store: Store, id: string): void {
    const row = store.get(id);
    if (row === undefined || store.isDerived(id)) return;
    this.change({ kind: "delete", store: store.path, row, next: store.following(id) });
  }

  setValues(store: Store, id: string, to: Words, factsTo?: FactChanges): void {
    const row = store.get(id);
    if (row === undefined) return;
    const plain = { kind: "values", store: store.path, id, from: row.values, to } as const;
    if (factsTo === undefined) {
      this.change(plain);
      return;
    }
    const factsFrom = Object.fromEntries(Object.keys(factsTo).map((name) => [name, row.facts[name]]));
    this.change({ ...plain, factsFrom, factsTo });
  }

  /** State outside configuration: not in history. */
  mark(store: Store, id: string, facts: Readonly<Record<string, string | undefined>>): void {
    if (store.mark(id, facts)) this.changed(store.path, id, store.get(id));
    this.settle();
  }

  /** Something that derived rows depend on has changed. */
  touch(store: string): void {
    this.dirty.add(store);
    this.settle();
  }

  /** Computes derived rows again and tells listeners. Outside transactions only. */
  settle(): void {
    if (this.pending !== undefined) return;
    while (this.dirty.size > 0) {
      const dirty = this.dirty;
      this.dirty = new Set();
      this.revision += 1;
      for (const store of dirty) this.revisions.set(store, this.revision);
      for (const menu of this.menus.values()) {
        if (menu.behaviour.derive?.from.some((path) => dirty.has(path))) this.deriveRows(menu);
      }
      for (const watcher of this.watchers) watcher(dirty);
    }
    const events = this.events;
    this.events = [];
    for (const event of events) this.notify(event);
  }

  /** Tells listeners about a row that is in no store (`/user/active`). */
  announce(menu: string, id: string, row: Row | undefined): void {
    this.notify({ store: menu, id, row, menu });
  }

  /** The revision of the last change of any of these stores. */
  revisionOf(stores: readonly string[]): number {
    let last = 0;
    for (const store of stores) last = Math.max(last, this.revisions.get(store) ?? 0);
    return last;
  }

  /** Calls `watcher` with the stores that have changed, as soon as derived rows have followed. */
  watch(watcher: (dirty: ReadonlySet<string>) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  listen(listener: (event: RowEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private notify(event: RowEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  private deriveRows(menu: Menu): void {
    const before = menu.store.derive(menu.behaviour.derive?.rows(this) ?? []);
    const old = new Map(before.map((row) => [row.id, row]));
    for (const row of menu.store.derivedRows()) {
      if (old.get(row.id) !== row) this.changed(menu.store.path, row.id, row);
      old.delete(row.id);
    }
    for (const row of old.values()) this.changed(menu.store.path, row.id, undefined, row.menu);
  }

  private applied(change: Change, how: "apply" | "revert"): void {
    const store = this.stores.get(change.store);
    if (store === undefined) return;
    const id = "row" in change ? change.row.id : change.id;
    const before = store.get(id);
    store[how](change);
    const after = store.get(id);
    const row = after ?? before;
    const behaviour = row === undefined ? undefined : this.menus.get(row.menu)?.behaviour;
    if (after !== undefined) behaviour?.appeared?.(after, this);
    if (before !== undefined && after === undefined) behaviour?.vanished?.(before, this);
    this.changed(store.path, id, after, row?.menu);
  }

  private changed(store: string, id: string, row: Row | undefined, menu = row?.menu ?? store): void {
    this.dirty.add(store);
    this.events.push({ store, id, row, menu });
  }
}

export interface Session {
  readonly caller: Caller;
  readonly since: number;
}
