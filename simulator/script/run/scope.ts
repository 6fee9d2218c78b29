/** Variables: where a name means what. */
import type { Value } from "../values/value";
import type { MenuRows } from "./contract";

export interface Variable {
  value: Value;
}

/** A block's variables. A name is looked for in the block, then in those around it. */
export class Scope {
  private variables: Map<string, Variable> | undefined;

  constructor(
    readonly outer: Scope | undefined,
    /** The script or function that the block is in. */
    readonly frame: Frame,
  ) {}

  find(name: string): Variable | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.outer) {
      const found = scope.variables?.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Binds a name here; what it meant outside is hidden. */
  bind(name: string, variable: Variable): void {
    this.variables ??= new Map();
    this.variables.set(name, variable);
  }

  inner(): Scope {
    return new Scope(this, this.frame);
  }
}

/** A script or a call of a function. */
export interface Frame {
  /** For line numbers. */
  readonly source: string;
  /** Arguments given by name: they hide globals of the same name (manual). */
  readonly parameters: ReadonlySet<string>;
  readonly depth: number;
}

/** `where`: the properties of a row are variables. */
export class RowScope extends Scope {
  constructor(
    outer: Scope,
    private readonly menu: MenuRows,
    /** Which of its rows. */
    private readonly at: number,
  ) {
    super(outer, outer.frame);
  }

  override find(name: string): Variable | undefined {
    return this.menu.properties.has(name) ? { value: this.menu.value(this.at, name) } : super.find(name);
  }
}
