/** Where the parser is in the source, and what it knows of the scopes it is in. */
import { ParseFailure, positionOf } from "./failure";
import type { Grammar } from "./grammar";
import type { Expression } from "./tree";

/** Names declared in a block, for `:set` and for names without `$`. */
interface Names {
  readonly own: Set<string>;
  readonly outer: Names | undefined;
}

/** Deeper nesting is refused: neither the parser nor what runs the tree may run out of stack. */
const deepest = 200;
/** Operators in a row without parentheses. */
const longestChain = 1000;

/** Blanks between the two are no mistake to RouterOS: public scripts have them. */
const newlineBehindBackslash = /\\[ \t]*(?:\r\n|\r|\n)/y;

export class Reader {
  at = 0;
  /** The menu that commands without a path belong to. */
  menu = "";
  private depth = 0;
  private names: Names = { own: new Set(), outer: undefined };
  /** What braces that stand for a value turned out to be, so that none is parsed twice. */
  readonly known = new Map<string, { readonly found: Expression | ParseFailure; readonly end: number }>();

  constructor(
    readonly source: string,
    readonly grammar: Grammar,
  ) {}

  get char(): string {
    return this.source[this.at] ?? "";
  }

  get atEnd(): boolean {
    return this.at >= this.source.length;
  }

  looksAt(text: string): boolean {
    return this.source.startsWith(text, this.at);
  }

  /** The match of a sticky expression here. */
  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    return pattern.exec(this.source);
  }

  /** The same, and goes behind it. */
  take(pattern: RegExp): string | undefined {
    const found = this.match(pattern)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  accept(text: string): boolean {
    if (!this.looksAt(text)) return false;
    this.at += text.length;
    return true;
  }

  /**
   * Spaces, tabs, and line breaks behind a backslash. A no-break space, which scripts copied from web pages have,
   * counts as a space.
   */
  skipBlanks(): void {
    for (;;) {
      const code = this.source.charCodeAt(this.at);
      if (code === 32 || code === 9) this.at += 1;
      else if (code === 0xc2 && this.source.charCodeAt(this.at + 1) === 0xa0) this.at += 2;
      else if (code !== 92 || this.take(newlineBehindBackslash) === undefined) return;
    }
  }

  /** Blanks, line breaks and comments: inside brackets, and between statements. */
  skipSpace(): void {
    for (;;) {
      this.skipBlanks();
      const code = this.source.charCodeAt(this.at);
      if (code === 10 || code === 13) this.at += 1;
      else if (code === 35) this.skipComment();
      else return;
    }
  }

  private skipComment(): void {
    while (!this.atEnd && this.char !== "\n" && this.char !== "\r") this.at += 1;
  }

  fail(reason: string, at = this.at): never {
    const { line, column } = positionOf(this.source, at);
    throw new ParseFailure(reason, line, column);
  }

  /** Parses something nested. */
  nested<T>(work: () => T): T {
    this.depth += 1;
    if (this.depth > deepest) this.fail("syntax error");
    const result = work();
    this.depth -= 1;
    return result;
  }

  checkChain(length: number): void {
    if (length > longestChain) this.fail("syntax error");
  }

  /** Tries to parse; where it fails, the reader is as before. */
  attempt<T>(work: () => T): T | ParseFailure {
    const { at, depth, menu, names } = this;
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ParseFailure)) throw error;
      Object.assign(this, { at, depth, menu, names });
      return error;
    }
  }

  declare(name: string): void {
    this.names.own.add(name);
  }

  isDeclared(name: string): boolean {
    for (let names: Names | undefined = this.names; names !== undefined; names = names.outer) {
      if (names.own.has(name)) return true;
    }
    return false;
  }

  /** Names declared in `work` end with it, and so does a change of the current menu. */
  scope<T>(work: () => T): T {
    const { names, menu } = this;
    this.names = { own: new Set(), outer: names };
    const result = work();
    this.names = names;
    this.menu = menu;
    return result;
  }
}
