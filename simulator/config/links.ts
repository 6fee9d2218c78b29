/** What `/interface` tells of links: how often each was lost since the router started, and when it last came and went. */
import { isRunning } from "./menus/interfaces";
import type { Router } from "./router";

export interface LinkHistory {
  /** Times that the interface stopped running. */
  readonly downs: number;
  /** The router's date and time, in milliseconds since 1970; undefined: not since it started. */
  readonly up: number | undefined;
  readonly down: number | undefined;
}

interface Link extends LinkHistory {
  readonly running: boolean;
}

const sources = ["lines", "/interface"];

export class LinkBook {
  private readonly links = new Map<string, Link>();

  constructor(private readonly router: Router) {
    router.watch((dirty) => {
      if (sources.some((store) => dirty.has(store))) this.look();
    });
  }

  /** History of an interface, by its id. */
  of(id: string): LinkHistory | undefined {
    return this.links.get(id);
  }

  /** Power-on: what was before is forgotten. */
  restart(): void {
    this.links.clear();
    this.look();
  }

  private look(): void {
    // A link that goes with the power is none that the router lost.
    if (!this.router.lines.powered) {
      this.links.clear();
      return;
    }
    const gone = new Set(this.links.keys());
    for (const row of this.router.rows("/interface")) {
      gone.delete(row.id);
      const before = this.links.get(row.id);
      const running = isRunning(this.router, row);
      if (before?.running !== running) this.links.set(row.id, turned(before, running, this.router.wall()));
    }
    for (const id of gone) this.links.delete(id);
  }
}

function turned(before: Link | undefined, running: boolean, at: number): Link {
  if (before === undefined) return { running, downs: 0, up: running ? at : undefined, down: undefined };
  return running ? { ...before, running, up: at } : { ...before, running, downs: before.downs + 1, down: at };
}
