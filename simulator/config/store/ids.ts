/** Ids are opaque, count up in hexadecimal, and are never given twice. */
export class IdSequence {
  private next: number;

  constructor(private readonly first: number) {
    this.next = first;
  }

  take(): string {
    const id = `*${this.next.toString(16).toUpperCase()}`;
    this.next += 1;
    return id;
  }

  /** How many were given: what a saved state keeps. */
  get given(): number {
    return this.next - this.first;
  }

  set given(count: number) {
    this.next = this.first + count;
  }
}

/** First number of each kind of id (7.23.7: static routes count from `*8000xxxx`, connected ones from `*2018xxxx`). */
export const firstId = { row: 1, singleton: 0, staticRoute: 0x80000001, connectedRoute: 0x20180001 } as const;
