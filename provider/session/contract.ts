/**
 * What the engine (`../crud`) asks of a router, and nothing about how it is done.
 *
 * One session per router per process, shared by all resources. Reads are coalesced and cached per menu; writes
 * go through one queue per router, in groups.
 */
import type { Menu, Row } from "../menus/language";

/** Facts that do not change while the process runs (except by a reboot). */
export interface RouterFacts {
  /** `7.21.5`, without the channel. */
  readonly version: string;
  /** Serial number, else software id, else system id: what tells this router from another at the same address. */
  readonly fingerprint: string;
  readonly boardName: string;
}

/** Where a new rule goes among the rules of its menu. */
export interface Placement {
  readonly section: string;
  readonly rank: number;
  readonly anchor: Anchor;
}

/** The place of a section in its menu: its first row goes there, the others follow by rank. */
export type Anchor =
  | "top"
  | "bottom"
  | "before-first-drop"
  | "before-fasttrack"
  | { readonly before: string }
  | { readonly after: string };

/** The attributes of a write in RouterOS's names; `null` unsets (`=!name=`). */
export type Attributes = Readonly<Record<string, string | null>>;

/** What a job may do while it has the router for itself. Every write patches the session's cache. */
export interface Writer {
  /** Rows that can be ours, as the cache has them. */
  rows(menu: Menu): Promise<readonly Row[]>;
  /** The same, read again from the router: after a lost reply, and wherever the truth matters more than a command. */
  freshRows(menu: Menu): Promise<readonly Row[]>;
  /**
   * `add`, then one one-row read; resolves to the row as RouterOS printed it. Where the menu's key is the comment, rows
   * with the same comment are read along in that command, and are in {@link Writer.rows} afterwards.
   */
  add(menu: Menu, attributes: Attributes): Promise<Row>;
  /** `set`, then one one-row read. Of a menu of settings the object has no `.id`: it is `""`. */
  set(menu: Menu, id: string, attributes: Attributes): Promise<Row>;
  /** `remove`. A row that is gone already is success. */
  remove(menu: Menu, id: string): Promise<void>;
  /** `move`; without `before` to the end. The menu is read again afterwards: RouterOS reports success for a vanished destination. */
  move(menu: Menu, ids: readonly string[], before?: string): Promise<readonly Row[]>;
  /**
   * Any other command of the menu, such as `run`. Nobody knows what it changes: every menu is read again afterwards.
   * @param deadline milliseconds; default that of the settings
   */
  run(menu: Menu, command: string, attributes: Attributes, deadline?: number): Promise<void>;
}

/** One unit of writing: the queue runs it alone on its router, inside a group. */
export interface WriteJob<T> {
  /** For messages: `FirewallMangle "ISP1 mark conn"`. */
  readonly subject: string;
  readonly menu: Menu;
  /** Jobs of one group are run in the order of menu, section and rank. */
  readonly placement?: Placement;
  run(writer: Writer): Promise<T>;
}

/**
 * Whether a print shows us the credentials of a menu.
 * - `shown`: our user has the policy `sensitive`, so a credential that is not there is not set
 * - `withheld`: it is known to lack the policy
 * - `unknown`: the router does not tell our policies (a RADIUS user), or does not take the argument that shows secrets
 */
export interface SecretSight {
  readonly sight: "shown" | "withheld" | "unknown";
  /** Unless they are shown: why, for a person, with what to do. It goes on after "because ". */
  readonly because?: string;
}

export interface RouterSession {
  /** The router's name in the settings (`default`, or a key of `routeros:routers`). */
  readonly name: string;
  /** For messages: `office-12 (10.0.0.1:8729)`. Never a credential. */
  readonly label: string;
  /** `adopt` of the stack's settings: take over rows that have our key and differ. A resource may say so for itself. */
  readonly adopt?: boolean;
  /** `replacedRouter` of the settings: the fingerprint of new hardware that is accepted in place of the stored one. */
  readonly replacedRouter?: string;
  facts(): Promise<RouterFacts>;
  /**
   * The rows of a menu that can be ours (no dynamic, builtin or default rows), in the router's order.
   * One `print` serves all callers of a phase.
   */
  rows(menu: Menu): Promise<readonly Row[]>;
  /** The same, printed again: for what changes by itself. */
  freshRows(menu: Menu): Promise<readonly Row[]>;
  /** Asked of the router at most once, with two commands: only for a declared credential that cannot be seen. */
  secretSight(): Promise<SecretSight>;
  /** Queues a job; resolves when its group is committed, rejects when it failed or was rolled back. */
  write<T>(job: WriteJob<T>): Promise<T>;
}

/**
 * Why something with a router failed. Category and fields let callers decide; the message is complete for a
 * person: what, where, RouterOS's words, what to do. Never contains a secret.
 */
export type FailureCategory =
  | "unreachable"
  | "tls"
  | "not-routeros"
  | "refused-login"
  | "missing-policy"
  | "busy"
  | "rejected"
  | "gone"
  | "exists"
  | "unanswered"
  | "wrong-router"
  | "rolled-back"
  | "cancelled"
  | "settings";
