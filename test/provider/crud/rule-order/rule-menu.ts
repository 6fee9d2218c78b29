/** One ordered menu of a router in memory: rows that are there, and `move` as RouterOS does it. */
import type { Menu, Row } from "../../../../provider/menus/language";
import type {
  RouterFacts,
  RouterSession,
  SecretSight,
  WriteJob,
  Writer,
} from "../../../../provider/session/contract";
import { RouterOsError } from "../../../../provider/session/errors";

export class RuleMenu implements RouterSession {
  readonly name = "default";
  readonly label = "10.0.0.1:8729";
  fingerprint = "HEX1";
  reachable = true;
  /** `*2,*3 before *1`, in the order sent. */
  readonly moves: string[] = [];
  /** What happens around the next moves, one entry for each. */
  readonly happenings: (() => void)[] = [];
  /** All rows, dynamic ones too, in the router's order. */
  table: Row[];

  constructor(rules: readonly (string | Row)[]) {
    this.table = rules.map((rule, index) => ({
      ".id": `*${(index + 1).toString(16).toUpperCase()}`,
      chain: "forward",
      action: "accept",
      ...(typeof rule === "string" ? { comment: rule } : rule),
    }));
  }

  /** Comments, else ids, in the router's order. */
  get order(): string {
    return this.table.map((row) => row.comment ?? row[".id"]).join(" ");
  }

  /** Somebody puts the rules into this order; rows that are not named vanish, new names are new rows. */
  byHand(order: string): void {
    this.table = order.split(" ").map(
      (name, index): Row =>
        this.table.find((row) => row.comment === name || row[".id"] === name) ?? {
          ".id": `*F${index}`,
          chain: "forward",
          action: "drop",
          comment: name,
        },
    );
  }

  async facts(): Promise<RouterFacts> {
    this.#mustBeReachable();
    return { fingerprint: this.fingerprint, version: "7.21.5", boardName: "hEX S" };
  }

  async secretSight(): Promise<SecretSight> {
    throw new Error("rules have no credentials");
  }

  async rows(menu: Menu): Promise<readonly Row[]> {
    this.#mustBeReachable();
    return this.table.filter((row) => !menu.foreignFlags.some((flag) => row[flag] === "true"));
  }

  freshRows(menu: Menu): Promise<readonly Row[]> {
    return this.rows(menu);
  }

  async write<T>(job: WriteJob<T>): Promise<T> {
    return job.run(this.#writer());
  }

  #writer(): Writer {
    const unused = () => Promise.reject(new Error("an order is only moved"));
    return {
      rows: (menu) => this.rows(menu),
      freshRows: (menu) => this.rows(menu),
      add: unused,
      set: unused,
      remove: unused,
      run: unused,
      move: async (menu, ids, before) => {
        this.#mustBeReachable();
        this.moves.push(`${ids.join()}${before === undefined ? "" : ` before ${before}`}`);
        const happening = this.happenings.shift() ?? (() => {});
        this.#move(ids, before);
        happening();
        return this.rows(menu);
      },
    };
  }

  #move(ids: readonly string[], before: string | undefined): void {
    const moved = ids.map((id) => {
      const row = this.table.find((one) => one[".id"] === id);
      if (!row) throw new RouterOsError("gone", "RouterOS says: no such item");
      return row;
    });
    const staying = this.table.filter((row) => !moved.includes(row));
    const at = staying.findIndex((row) => row[".id"] === before);
    this.table = staying.toSpliced(at < 0 ? staying.length : at, 0, ...moved);
  }

  #mustBeReachable(): void {
    if (!this.reachable) throw new RouterOsError("unreachable", "Router 10.0.0.1:8729 cannot be reached.");
  }
}
