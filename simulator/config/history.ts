/**
 * Every write is one action of history, made of primitive changes that can be taken back.
 * Safe mode is a mark in history: taking it back means undoing everything after the mark.
 */
import type { Change } from "./store/change";

export interface Action {
  readonly id: string;
  /** `route added` */
  readonly text: string;
  readonly by: string;
  readonly policy: string;
  readonly time: number;
  readonly changes: readonly Change[];
  /** Made while safe mode was held: undone with it. */
  floating: boolean;
  undone: boolean;
}

/** RouterOS keeps the 100 most recent actions. */
export const historyLimit = 100;

export interface SafeModeHold {
  readonly owner: number;
  readonly user: string;
  readonly onSessionEnd: "unroll" | "release";
}

export class History {
  private actions: Action[] = [];
  private given = 0;
  private held: SafeModeHold | undefined;

  constructor(
    private readonly apply: (change: Change) => void,
    private readonly revert: (change: Change) => void,
  ) {}

  get safeMode(): SafeModeHold | undefined {
    return this.held;
  }

  /** Newest first, as `/system/history/print` shows them. */
  list(): readonly Action[] {
    return [...this.actions].reverse();
  }

  record(text: string, by: string, policy: string, time: number, changes: readonly Change[]): void {
    if (changes.length === 0) return;
    // A new action ends the chance to redo what was undone before it.
    this.actions = this.actions.filter((action) => !action.undone);
    this.given += 1;
    const id = `*${this.given.toString(16).toUpperCase()}`;
    const floating = this.held !== undefined;
    this.actions.push({ id, text, by, policy, time, changes, floating, undone: false });
    if (this.actions.length <= historyLimit) return;
    const dropped = this.actions.shift();
    // Overflow silently leaves safe mode: what could no longer be undone whole is not undone at all.
    if (dropped?.floating === true) this.release();
  }

  /** Undoes the newest action that is not undone. False if there is none. */
  undo(): boolean {
    const action = this.actions.findLast((candidate) => !candidate.undone && this.reachable(candidate));
    if (action === undefined) return false;
    this.takeBack(action);
    action.undone = true;
    return true;
  }

  redo(): boolean {
    const action = this.actions.find((candidate) => candidate.undone && this.reachable(candidate));
    if (action === undefined) return false;
    for (const change of action.changes) this.apply(change);
    action.undone = false;
    return true;
  }

  take(hold: SafeModeHold): void {
    this.held = hold;
  }

  /** Keeps everything written since safe mode was taken. */
  release(): void {
    this.held = undefined;
    for (const action of this.actions) action.floating = false;
  }

  /** Undoes everything written since safe mode was taken, whoever wrote it. */
  unroll(): void {
    for (const action of this.actions.filter((candidate) => candidate.floating).reverse()) {
      if (!action.undone) this.takeBack(action);
    }
    this.actions = this.actions.filter((action) => !action.floating);
    this.held = undefined;
  }

  /** History does not survive a reboot; what was written stays, even under safe mode. */
  forget(): void {
    this.actions = [];
    this.held = undefined;
  }

  /** While safe mode is held, only what was written under it: else taking it back could not restore the beginning. */
  private reachable(action: Action): boolean {
    return this.held === undefined || action.floating;
  }

  private takeBack(action: Action): void {
    for (const change of [...action.changes].reverse()) this.revert(change);
  }
}
