import type { Stored } from "./outputs";

/**
 * Which Pulumi ids hold which row, as far as this process knows.
 *
 * Pulumi creates before it deletes when a resource was renamed without an alias, moved into a component, or replaced
 * with `deleteBeforeReplace` switched off. Our create then adopts the row that is there, and the delete of the old id
 * must leave it alone. Every id that is diffed, created or updated claims its row; an id may delete a row only when
 * no other id holds a claim on it.
 *
 * This also holds after an interruption between such a create and its delete, in a new process: the engine (read in
 * `deployment_executor.go`, 3.259.0) deletes what left the program, and what is pending deletion, only after the program
 * has ended, when every resource of the program was diffed, thus has claimed its row. Not covered: an `up --target`
 * of the leftover alone, where the engine does not diff the new owner; it then finds its row gone and adds it again.
 *
 * A set of holders rather than the last one, because the engine may also diff what is about to be deleted (dependents
 * of a resource that is replaced), in any order.
 */
export interface Claim {
  /** Pulumi id of the holder. */
  readonly id: string;
  /** `.id` of the row, where it is known. */
  readonly rowId?: string;
  readonly section?: string;
  readonly rank?: number;
  /** `written`: this process created, adopted or updated the row for this id; `planned`: it was only diffed. */
  readonly by: "written" | "planned";
  /** The holder is being given another key, and lets go of this one. */
  readonly leaving?: boolean;
}

/** The resource whose row becomes another's under a new key (a renamed object, a corrected comment). */
export interface Predecessor {
  readonly id: string;
  readonly place: Place;
  /** What the state knows of its row. */
  readonly stored: Stored;
}

/** Where a row is: router, menu and key. */
export interface Place {
  readonly router: string;
  readonly path: string;
  readonly key: string;
}

export class Claims {
  readonly #menus = new Map<string, Map<string, Map<string, Claim>>>();
  readonly #declared = new Set<string>();
  readonly #predecessors = new Map<string, Predecessor>();
  readonly #vacated = new Map<string, string | undefined>();

  /**
   * A resource that the state knows was checked with this key: it is in the program. The engine also diffs what is
   * about to be deleted, but it checks only what the program declares.
   */
  declare(place: Place): void {
    this.#declared.add(nameOf(place));
  }

  /** Whether a resource of the state and of the program has this key, as far as this process knows. */
  isDeclared(place: Place): boolean {
    return this.#declared.has(nameOf(place));
  }

  /** A resource changes its key: whoever is created with the new one continues its row. */
  succeed(place: Place, predecessor: Predecessor): void {
    this.#predecessors.set(nameOf(place), predecessor);
  }

  predecessor(place: Place): Predecessor | undefined {
    return this.#predecessors.get(nameOf(place));
  }

  /** A row of an ordered menu was removed; its successor goes where it stood: before this row, or at the end. */
  vacate(place: Place, before: string | undefined): void {
    this.#vacated.set(nameOf(place), before);
  }

  /** Where a row with this key stood until this process removed it; undefined if it removed none. */
  vacated(place: Place): { readonly before: string | undefined } | undefined {
    const name = nameOf(place);
    return this.#vacated.has(name) ? { before: this.#vacated.get(name) } : undefined;
  }

  /** Puts down that `claim.id` holds this row. */
  put(place: Place, claim: Claim): void {
    const rows = entry(this.#menus, `${place.router}\n${place.path}`, () => new Map());
    const holders = entry(rows, place.key, () => new Map<string, Claim>());
    holders.set(claim.id, claim);
  }

  release(place: Place, id: string): void {
    this.#rows(place)?.get(place.key)?.delete(id);
  }

  /** The other ids that hold this row. */
  others(place: Place, id: string): readonly Claim[] {
    return [...(this.#rows(place)?.get(place.key)?.values() ?? [])].filter((claim) => claim.id !== id);
  }

  /** The other ids that hold a row with this `.id`, whatever key they know it by. */
  othersByRow(place: Omit<Place, "key">, rowId: string, id: string): readonly Claim[] {
    return this.ofMenu(place).filter((claim) => claim.rowId === rowId && claim.id !== id);
  }

  /** All claims of a menu. */
  ofMenu(place: Omit<Place, "key">): readonly (Claim & { readonly key: string })[] {
    return [...(this.#rows(place) ?? [])].flatMap(([key, holders]) =>
      [...holders.values()].map((claim) => ({ ...claim, key })),
    );
  }

  clear(): void {
    this.#menus.clear();
    this.#declared.clear();
    this.#predecessors.clear();
    this.#vacated.clear();
  }

  #rows({ router, path }: Omit<Place, "key">): Map<string, Map<string, Claim>> | undefined {
    return this.#menus.get(`${router}\n${path}`);
  }
}

function nameOf({ router, path, key }: Place): string {
  return `${router}\n${path}\n${key}`;
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
