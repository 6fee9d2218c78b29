import { type Change, type FactChanges, inverse } from "./change";
import { IdSequence } from "./ids";
import { type Row, sameWords, type Words } from "./row";

/** Finds rows by a computed key in constant time; kept up to date by the store. */
interface Index {
  readonly keyOf: (row: Row) => string | undefined;
  readonly ids: Map<string, Set<string>>;
}

/** Row as a derivation wants it: the key decides which id it gets, always the same one. */
export interface DerivedRow {
  readonly key: string;
  readonly menu: string;
  readonly values: Words;
  readonly facts: Words;
}

/**
 * The rows of one menu, or of several menus that share ids and names (`/interface`).
 * Written rows have an order of their own; derived rows (connected routes, the fasttrack dummy) are computed
 * from other configuration and lead or follow them.
 */
export class Store {
  private readonly byId = new Map<string, Row>();
  private readonly order: string[] = [];
  private readonly indexes = new Map<string, Index>();
  private derived: readonly Row[] = [];
  private readonly derivedById = new Map<string, Row>();
  private readonly derivedIds = new Map<string, string>();
  private cached: readonly Row[] | undefined;
  private readonly sequence: IdSequence;
  private readonly derivedSequence: IdSequence;

  constructor(
    readonly path: string,
    firstId: number,
    private readonly derivedLead: boolean,
    firstDerivedId?: number,
  ) {
    this.sequence = new IdSequence(firstId);
    this.derivedSequence = firstDerivedId === undefined ? this.sequence : new IdSequence(firstDerivedId);
  }

  newId(): string {
    return this.sequence.take();
  }

  get(id: string): Row | undefined {
    return this.byId.get(id) ?? this.derivedById.get(id);
  }

  isDerived(id: string): boolean {
    return this.derivedById.has(id);
  }

  /** All rows in the order `print` shows them. */
  rows(): readonly Row[] {
    if (this.cached === undefined) {
      const written = this.order.map((id) => this.byId.get(id) as Row);
      this.cached = this.derivedLead ? [...this.derived, ...written] : [...written, ...this.derived];
    }
    return this.cached;
  }

  /** Written rows only. */
  written(): readonly Row[] {
    return this.order.map((id) => this.byId.get(id) as Row);
  }

  /** Id of the written row that follows `id`. */
  following(id: string): string | undefined {
    const position = this.order.lastIndexOf(id);
    return position < 0 ? undefined : this.order[position + 1];
  }

  addIndex(name: string, keyOf: Index["keyOf"]): void {
    const index: Index = { keyOf, ids: new Map() };
    this.indexes.set(name, index);
    for (const row of this.rows()) this.enter(index, row);
  }

  /** Ids of the rows that have `key` in index `name`. */
  lookup(name: string, key: string): ReadonlySet<string> {
    return this.indexes.get(name)?.ids.get(key) ?? new Set();
  }

  apply(change: Change): void {
    this.cached = undefined;
    switch (change.kind) {
      case "insert":
        this.byId.set(change.row.id, change.row);
        this.place(change.row.id, change.next);
        this.enterAll(change.row);
        return;
      case "delete":
        this.leaveAll(this.byId.get(change.row.id));
        this.byId.delete(change.row.id);
        this.take(change.row.id);
        return;
      case "values":
        this.replace(change.id, (row) => ({
          ...row,
          values: change.to,
          facts: change.factsTo === undefined ? row.facts : merged(row.facts, change.factsTo),
        }));
        return;
      case "move":
        this.take(change.id);
        this.place(change.id, change.to);
    }
  }

  revert(change: Change): void {
    this.apply(inverse(change));
  }

  /** Changes state that is not configuration. False if there is no such written row. */
  mark(id: string, facts: FactChanges): boolean {
    return this.replace(id, (row) => ({ ...row, facts: merged(row.facts, facts) }));
  }

  derivedRows(): readonly Row[] {
    return this.derived;
  }

  /** Replaces the derived rows. Returns the old ones. */
  derive(rows: readonly DerivedRow[]): readonly Row[] {
    const before = this.derived;
    if (before.length === 0 && rows.length === 0) return before;
    this.cached = undefined;
    for (const row of before) this.leaveAll(row);
    this.derivedById.clear();
    const previous = new Map(before.map((row) => [row.id, row]));
    this.derived = rows.map(({ key, ...content }) => {
      const id = this.derivedId(key);
      const old = previous.get(id);
      return old !== undefined && sameRow(old, content) ? old : { id, ...content };
    });
    for (const row of this.derived) {
      this.derivedById.set(row.id, row);
      this.enterAll(row);
    }
    return before;
  }

  /** What survives a restart of the process: rows in order and the counters of ids. */
  save(): SavedStore {
    return {
      rows: this.written().slice(),
      given: this.sequence.given,
      derivedGiven: this.derivedSequence.given,
      derivedIds: Object.fromEntries(this.derivedIds),
    };
  }

  load(saved: SavedStore): void {
    this.byId.clear();
    this.order.length = 0;
    this.cached = undefined;
    for (const index of this.indexes.values()) index.ids.clear();
    for (const row of saved.rows) {
      this.byId.set(row.id, row);
      this.order.push(row.id);
      this.enterAll(row);
    }
    this.sequence.given = saved.given;
    this.derivedSequence.given = saved.derivedGiven;
    for (const [key, id] of Object.entries(saved.derivedIds)) this.derivedIds.set(key, id);
    for (const row of this.derived) this.enterAll(row);
  }

  private derivedId(key: string): string {
    const known = this.derivedIds.get(key);
    if (known !== undefined) return known;
    const id = this.derivedSequence.take();
    this.derivedIds.set(key, id);
    return id;
  }

  private place(id: string, next: string | undefined): void {
    const position = next === undefined ? -1 : this.order.lastIndexOf(next);
    if (position < 0) this.order.push(id);
    else this.order.splice(position, 0, id);
  }

  private take(id: string): void {
    const position = this.order.lastIndexOf(id);
    if (position >= 0) this.order.splice(position, 1);
  }

  private replace(id: string, change: (row: Row) => Row): boolean {
    const row = this.byId.get(id);
    if (row === undefined) return false;
    this.cached = undefined;
    this.leaveAll(row);
    const changed = change(row);
    this.byId.set(id, changed);
    this.enterAll(changed);
    return true;
  }

  private enterAll(row: Row): void {
    for (const index of this.indexes.values()) this.enter(index, row);
  }

  private leaveAll(row: Row | undefined): void {
    if (row === undefined) return;
    for (const index of this.indexes.values()) {
      const key = index.keyOf(row);
      if (key === undefined) continue;
      const ids = index.ids.get(key);
      ids?.delete(row.id);
      if (ids?.size === 0) index.ids.delete(key);
    }
  }

  private enter(index: Index, row: Row): void {
    const key = index.keyOf(row);
    if (key === undefined) return;
    const ids = index.ids.get(key);
    if (ids === undefined) index.ids.set(key, new Set([row.id]));
    else ids.add(row.id);
  }
}

export interface SavedStore {
  readonly rows: readonly Row[];
  readonly given: number;
  readonly derivedGiven: number;
  readonly derivedIds: Readonly<Record<string, string>>;
}

function merged(facts: Words, changes: FactChanges): Words {
  const kept = Object.entries({ ...facts, ...changes }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as Words;
}

function sameRow(row: Row, other: Omit<Row, "id">): boolean {
  return row.menu === other.menu && sameWords(row.values, other.values) && sameWords(row.facts, other.facts);
}
