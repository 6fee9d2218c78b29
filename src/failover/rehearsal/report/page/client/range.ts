/** The stretch of time that plots show. Plots below each other share one. */

export type Range = readonly [from: number, to: number];

/** The shortest stretch that is shown, in milliseconds. */
const shortest = 1000;

export class SharedRange {
  private current: Range;
  private readonly listeners: ((range: Range) => void)[] = [];

  /** @param length of the play; @param interesting what is shown first */
  constructor(
    readonly length: number,
    readonly interesting: Range,
  ) {
    this.current = interesting;
  }

  get range(): Range {
    return this.current;
  }

  onChange(listener: (range: Range) => void): void {
    this.listeners.push(listener);
  }

  /** Shows a stretch, as far as the play has it. */
  show([from, to]: Range): void {
    const wide = Math.min(this.length, Math.max(shortest, to - from));
    const begin = Math.min(Math.max(0, from), this.length - wide);
    this.current = [begin, begin + wide];
    for (const listener of this.listeners) listener(this.current);
  }

  showInteresting(): void {
    this.show(this.interesting);
  }

  showAll(): void {
    this.show([0, this.length]);
  }

  /** Narrower with a factor below 1. `around` stays where it is; default the middle. */
  zoom(factor: number, around?: number): void {
    const [from, to] = this.current;
    const fixed = around ?? (from + to) / 2;
    this.show([fixed - (fixed - from) * factor, fixed + (to - fixed) * factor]);
  }

  /** Moves by a part of what is shown, later if positive. */
  move(part: number): void {
    const [from, to] = this.current;
    const by = (to - from) * part;
    this.show([from + by, to + by]);
  }
}
