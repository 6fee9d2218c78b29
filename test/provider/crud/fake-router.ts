/**
 * A router in memory behind the engine's `RouterSession`: rows with ids that are never reused, `place-before`, and
 * faults. It knows nothing about values: what is written is what is printed.
 */
import { type Menu, type Row, wireName } from "../../../provider/menus/language";
import type {
  Attributes,
  RouterFacts,
  RouterSession,
  SecretSight,
  WriteJob,
  Writer,
} from "../../../provider/session/contract";
import { RouterOsError } from "../../../provider/session/errors";

/** What happens to the next write command of this name. */
export interface Fault {
  readonly command: "add" | "set" | "remove" | "move";
  /** `executed`: carried out, the reply lost; `lost`: neither; `refused`: RouterOS says no. */
  readonly how: "executed" | "lost" | "refused";
}

export class FakeRouter implements RouterSession {
  readonly name: string = "default";
  readonly label = "office-12 (10.0.0.1:8729)";
  adopt = false;
  replacedRouter: string | undefined;
  fingerprint = "HEX1";
  version = "7.21.5";
  reachable = true;
  sight: SecretSight = { sight: "shown" };
  /** `add`, `set *1`, `remove *2` with their attributes, in order. */
  readonly commands: { readonly command: string; readonly id?: string; readonly attributes: Attributes }[] =
    [];
  readonly faults: Fault[] = [];
  /** Runs just before an `add` is carried out: somebody else is a little faster. */
  beforeAdd: ((path: string) => void) | undefined;
  /** Runs after an `add` was carried out, before anything is read back. */
  afterAdd: ((path: string) => void) | undefined;
  /** What a writer finds read already, however long ago. */
  stale: readonly Row[] | undefined;
  /** Undoes what the next jobs wrote, and fails them: a group that could not be kept. */
  rollBack = false;
  /** How a row looks in `print`. */
  print: (row: Row, path: string) => Row = (row) => row;
  readonly #menus = new Map<string, Row[]>();
  #next = 1;
  #queue: Promise<unknown> = Promise.resolve();

  async facts(): Promise<RouterFacts> {
    this.#mustBeReachable();
    return { version: this.version, fingerprint: this.fingerprint, boardName: "hEX S" } as RouterFacts;
  }

  async secretSight(): Promise<SecretSight> {
    return this.sight;
  }

  async rows(menu: Menu): Promise<readonly Row[]> {
    this.#mustBeReachable();
    const ours = this.all(menu.path).filter((row) => !menu.foreignFlags.some((flag) => row[flag] === "true"));
    return ours.map((row) => this.print(row, menu.path));
  }

  freshRows(menu: Menu): Promise<readonly Row[]> {
    return this.rows(menu);
  }

  write<T>(job: WriteJob<T>): Promise<T> {
    const done = this.#queue.then(async () => {
      const before = this.all(job.menu.path);
      const result = await job.run(this.#writer());
      if (!this.rollBack) return result;
      this.#menus.set(job.menu.path, [...before]);
      throw new RouterOsError("rolled-back", `${job.subject}: rolled back`);
    });
    this.#queue = done.catch(() => undefined);
    return done;
  }

  /** All rows of a menu, foreign ones too. */
  all(path: string): readonly Row[] {
    return this.#menus.get(path) ?? [];
  }

  /** A row that somebody else made; returns its id. */
  byHand(path: string, properties: Readonly<Record<string, string>>, before?: string): string {
    return this.#insert(path, properties, before)[".id"] ?? "";
  }

  /** Somebody changes a row; `null` unsets. */
  change(path: string, id: string, attributes: Attributes): void {
    this.#menus.set(
      path,
      this.all(path).map((row) => (row[".id"] === id ? changed(row, attributes) : row)),
    );
  }

  removeByHand(path: string, id: string): void {
    this.#menus.set(
      path,
      this.all(path).filter((row) => row[".id"] !== id),
    );
  }

  #insert(path: string, properties: Attributes, before?: string): Row {
    const row = changed({ ".id": `*${(this.#next++).toString(16).toUpperCase()}` }, properties);
    const rows = [...this.all(path)];
    const at = before === undefined ? -1 : rows.findIndex((one) => one[".id"] === before);
    rows.splice(at < 0 ? rows.length : at, 0, row);
    this.#menus.set(path, rows);
    return row;
  }

  #writer(): Writer {
    return {
      rows: async (menu) => this.stale ?? this.rows(menu),
      freshRows: (menu) => this.rows(menu),
      add: async (menu, { "place-before": before, ...attributes }) => {
        const row = await this.#run(
          "add",
          undefined,
          { ...attributes, ...(before && { "place-before": before }) },
          () => {
            this.beforeAdd?.(menu.path);
            const inserted = this.#insert(menu.path, attributes, before ?? undefined);
            this.afterAdd?.(menu.path);
            return inserted;
          },
        );
        const now = this.all(menu.path).find((one) => one[".id"] === row[".id"]);
        return this.print(now ?? row, menu.path);
      },
      set: async (menu, id, attributes) => {
        await this.#run("set", id, attributes, () => {
          if (!this.all(menu.path).some((row) => row[".id"] === id)) throw noSuchItem();
          this.change(menu.path, id, attributes);
        });
        const row = this.all(menu.path).find((one) => one[".id"] === id);
        if (!row) throw noSuchItem();
        return this.print(row, menu.path);
      },
      remove: (menu, id) => this.#run("remove", id, {}, () => this.removeByHand(menu.path, id)),
      move: async (menu, ids, before) =>
        await this.#run("move", ids.join(","), { before: before ?? null }, () =>
          this.#move(menu, ids, before),
        ),
      run: async () => {
        throw new Error("the fake router runs nothing");
      },
    };
  }

  /** RouterOS refuses to move anything before a row that it made itself. */
  #move(menu: Menu, ids: readonly string[], before?: string): Promise<readonly Row[]> {
    const rows = this.all(menu.path);
    const target = rows.find((row) => row[".id"] === before);
    if (target && menu.foreignFlags.some((flag) => target[flag] === "true"))
      throw new RouterOsError("rejected", "RouterOS says: failure: can not move before dynamic");
    const left = rows.filter((row) => !ids.includes(row[".id"] ?? ""));
    const at = target ? left.indexOf(target) : left.length;
    left.splice(at, 0, ...ids.flatMap((id) => rows.filter((row) => row[".id"] === id)));
    this.#menus.set(menu.path, left);
    return this.rows(menu);
  }

  async #run<T>(
    command: Fault["command"],
    id: string | undefined,
    attributes: Attributes,
    work: () => T,
  ): Promise<T> {
    this.#mustBeReachable();
    this.commands.push({ command, ...(id !== undefined && { id }), attributes });
    const at = this.faults.findIndex((fault) => fault.command === command);
    const fault = at < 0 ? undefined : this.faults.splice(at, 1)[0];
    if (fault?.how === "refused") throw new RouterOsError("rejected", "RouterOS says: failure: no");
    if (fault?.how !== "lost") {
      const result = work();
      if (fault === undefined) return result;
    }
    throw new RouterOsError("unanswered", `no answer to ${command}`, { mayHaveExecuted: true });
  }

  #mustBeReachable(): void {
    if (!this.reachable) throw new RouterOsError("unreachable", `Router ${this.label} cannot be reached.`);
  }
}

function changed(row: Row, attributes: Attributes): Row {
  const next: Record<string, string> = { ...row };
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) delete next[name];
    else next[name] = value;
  }
  return next;
}

function noSuchItem(): RouterOsError {
  return new RouterOsError("gone", "RouterOS says: no such item");
}

/** The text of a property on a row. */
export function text(row: Row | undefined, name: string): string | undefined {
  return row?.[wireName(name)];
}
