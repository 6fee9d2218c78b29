/** The tree of a script. Offsets count bytes of the source, from 0. */

export interface Node {
  readonly start: number;
  readonly end: number;
}

/** What RouterOS recognises in a bare word when it parses it. */
export type LiteralType = "num" | "bool" | "time" | "ip" | "ip6" | "ip-prefix" | "ip6-prefix" | "id" | "str";

/** A bare word. `text` is what was written: an argument of a menu command gets that, not the recognised value. */
export interface Literal extends Node {
  readonly kind: "literal";
  readonly text: string;
  readonly type: LiteralType;
}

/** A quoted string without interpolation; `text` is without quotes and escapes. */
export interface Text extends Node {
  readonly kind: "text";
  readonly text: string;
}

/** `"a $b $(c) $[d]"`, and adjacent parts of a bare value: an n-ary `.`. */
export interface Template extends Node {
  readonly kind: "template";
  readonly parts: readonly Expression[];
  readonly quoted: boolean;
}

export interface Variable extends Node {
  readonly kind: "variable";
  readonly name: string;
  /** Written without `$`: a declared name, or a property in `where`. */
  readonly bare: boolean;
}

export interface ArrayElement {
  readonly key?: Expression;
  readonly value: Expression;
}

/** `{1;2;a=3}` */
export interface ArrayLiteral extends Node {
  readonly kind: "array";
  readonly elements: readonly ArrayElement[];
}

/** `a,b,c`: as a bare value, or the operator `,` in parentheses, which appends. */
export interface List extends Node {
  readonly kind: "list";
  readonly items: readonly Expression[];
  /** The operator: what is an array in it is joined, not nested. */
  readonly joins: boolean;
}

/** `[command]`; without a command it gives nil. */
export interface Substitution extends Node {
  readonly kind: "substitution";
  readonly statements: readonly Statement[];
}

/** `(>[…])`: an expression that is not evaluated. */
export interface Quotation extends Node {
  readonly kind: "quotation";
  readonly body: Expression;
}

/** A `{…}` with commands where a value stands: a function, or the text of a script. */
export interface BlockValue extends Node {
  readonly kind: "code";
  readonly block: Block;
  /** The source between the braces. */
  readonly text: string;
}

/** `any`: whether its operand is anything at all. */
export type UnaryOperator = "-" | "!" | "~" | "any";
export interface Unary extends Node {
  readonly kind: "unary";
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}

export type BinaryOperator =
  | "->"
  | "*"
  | "/"
  | "%"
  | "+"
  | "-"
  | "<<"
  | ">>"
  | "&"
  | "|"
  | "^"
  | "."
  | "="
  | "!="
  | "<"
  | ">"
  | "<="
  | ">="
  | "~"
  | "in"
  | "&&"
  | "||";
export interface Binary extends Node {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `()` */
export interface Empty extends Node {
  readonly kind: "empty";
}

export type Expression =
  | Literal
  | Text
  | Template
  | Variable
  | ArrayLiteral
  | List
  | Substitution
  | Quotation
  | BlockValue
  | Unary
  | Binary
  | Empty;

export interface Argument extends Node {
  /** Undefined for an unnamed argument of a call or of a command whose parameters are not known. */
  readonly name: string | undefined;
  /** Undefined for a flag (`as-value`) and for `name=` with nothing behind. */
  readonly value: Expression | undefined;
  /** `!name` */
  readonly negated?: boolean;
}

/** `:put`, `:if`, …: arguments by parameter. */
export interface Scripting extends Node {
  readonly kind: "scripting";
  readonly name: string;
  readonly arguments: Readonly<Record<string, Expression | undefined>>;
}

/** A command of a menu, its path in full. */
export interface MenuCommand extends Node {
  readonly kind: "menu";
  readonly menu: string;
  readonly command: string;
  readonly arguments: readonly Argument[];
  /** The expression of `find` and of `where`. */
  readonly where: Expression | undefined;
}

/** `$f a b=c`, and a statement that begins with `[` or `(`. */
export interface Call extends Node {
  readonly kind: "call";
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
}

/** `/ip route` alone (`block` undefined), or `/ip route { … }`. */
export interface Enter extends Node {
  readonly kind: "enter";
  readonly menu: string;
  readonly block: Block | undefined;
}

/** A word that is no command here: an error only when it is reached. */
export interface BadCommand extends Node {
  readonly kind: "bad";
  readonly word: string;
  /** Where it was looked for. */
  readonly menu: string;
  readonly arguments: readonly Argument[];
}

export interface Block extends Node {
  readonly kind: "block";
  readonly statements: readonly Statement[];
}

export type Statement = Scripting | MenuCommand | Call | Enter | BadCommand | Block;

export interface Script {
  /** As bytes, one character each. */
  readonly source: string;
  readonly statements: readonly Statement[];
  /** The menu that commands after this script would be in. */
  readonly menu: string;
}
