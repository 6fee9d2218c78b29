/** Keeps what was made for the keys that were asked for last. */
export class Recent<K, V extends object> {
  private readonly made = new Map<K, V>();

  constructor(private readonly kept: number) {}

  get(key: K, make: () => V): V {
    const found = this.made.get(key) ?? make();
    // A map is in order of insertion: what was asked for last is put behind the others.
    this.made.delete(key);
    this.made.set(key, found);
    const [oldest] = this.made.keys();
    if (this.made.size > this.kept && oldest !== undefined) this.made.delete(oldest);
    return found;
  }
}
