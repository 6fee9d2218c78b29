/** The tree of a POSIX extended regular expression. */

export type PatternNode =
  | { readonly is: "bytes"; readonly set: Uint8Array }
  | { readonly is: "start" }
  | { readonly is: "end" }
  /** `\\b`: between a letter, digit or `_` and something else; `\\B` elsewhere. */
  | { readonly is: "border" | "no-border" }
  | { readonly is: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly is: "choice"; readonly options: readonly PatternNode[] }
  | {
      readonly is: "repeat";
      readonly part: PatternNode;
      readonly min: number;
      readonly max: number | undefined;
    };

const deepest = 100;
const mostRepetitions = 255;

const setOf = (holds: (byte: number) => boolean): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, byte) => (holds(byte) ? 1 : 0));
const matching = (pattern: RegExp): Uint8Array =>
  setOf((byte) => byte < 128 && pattern.test(String.fromCharCode(byte)));
const inverted = (set: Uint8Array): Uint8Array => set.map((value) => 1 - value);

const classes: Readonly<Record<string, Uint8Array>> = {
  alpha: matching(/[A-Za-z]/),
  digit: matching(/[0-9]/),
  alnum: matching(/[A-Za-z0-9]/),
  upper: matching(/[A-Z]/),
  lower: matching(/[a-z]/),
  space: matching(/[ \t\n\v\f\r]/),
  blank: matching(/[ \t]/),
  punct: matching(/[!-/:-@[-`{-~]/),
  print: matching(/[ -~]/),
  graph: matching(/[!-~]/),
  cntrl: setOf((byte) => byte < 32 || byte === 127),
  xdigit: matching(/[0-9A-Fa-f]/),
};
export const word = matching(/[A-Za-z0-9_]/);
/** No part of POSIX, but used in scripts that run (`\\d+`). */
const shorthands: Readonly<Record<string, Uint8Array>> = {
  d: classes.digit as Uint8Array,
  D: inverted(classes.digit as Uint8Array),
  s: classes.space as Uint8Array,
  S: inverted(classes.space as Uint8Array),
  w: word,
  W: inverted(word),
};
const any = setOf(() => true);

/** @throws SyntaxError */
export function parsePattern(text: string): PatternNode {
  let at = 0;
  let depth = 0;

  const choice = (): PatternNode => {
    const options = [sequence()];
    while (text[at] === "|") {
      at += 1;
      options.push(sequence());
    }
    return options.length === 1 ? (options[0] as PatternNode) : { is: "choice", options };
  };

  const sequence = (): PatternNode => {
    const parts: PatternNode[] = [];
    while (at < text.length && text[at] !== "|" && !(text[at] === ")" && depth > 0))
      parts.push(repeated(atom(parts.length === 0)));
    return { is: "sequence", parts };
  };

  const repeated = (part: PatternNode): PatternNode => {
    let found = part;
    for (;;) {
      const [min, max] = count() ?? [];
      if (min === undefined) return found;
      found = { is: "repeat", part: found, min, max };
    }
  };

  const count = (): [number, number | undefined] | undefined => {
    const sign = text[at];
    if (sign === "*" || sign === "+" || sign === "?") {
      at += 1;
      return sign === "?" ? [0, 1] : [sign === "+" ? 1 : 0, undefined];
    }
    const braces = /^\{(\d+)(,(\d*))?\}/.exec(text.slice(at, at + 12));
    if (braces === null) return undefined;
    at += braces[0].length;
    const min = Number(braces[1]);
    const max = braces[2] === undefined ? min : braces[3] === "" ? undefined : Number(braces[3]);
    if (min > mostRepetitions || (max !== undefined && (max > mostRepetitions || max < min)))
      throw new SyntaxError("bad repetition");
    return [min, max];
  };

  const atom = (first: boolean): PatternNode => {
    const char = text[at] as string;
    at += 1;
    switch (char) {
      case ".":
        return { is: "bytes", set: any };
      case "^":
        return { is: "start" };
      case "$":
        return { is: "end" };
      case "(":
        return group();
      case "[":
        return { is: "bytes", set: brackets() };
      case "\\":
        return escaped();
      case "*":
      case "+":
      case "?":
        // Nothing to repeat: at the beginning they stand for themselves.
        if (!first) throw new SyntaxError("nothing to repeat");
        return literal(char);
      default:
        return literal(char);
    }
  };

  const literal = (char: string): PatternNode => ({
    is: "bytes",
    set: setOf((byte) => byte === char.charCodeAt(0)),
  });

  const group = (): PatternNode => {
    depth += 1;
    if (depth > deepest) throw new SyntaxError("too many parentheses");
    const inner = choice();
    if (text[at] !== ")") throw new SyntaxError("missing parenthesis");
    at += 1;
    depth -= 1;
    return inner;
  };

  const escaped = (): PatternNode => {
    const char = text[at];
    if (char === undefined) throw new SyntaxError("backslash at the end");
    at += 1;
    if (char === "b" || char === "<" || char === ">") return { is: "border" };
    if (char === "B") return { is: "no-border" };
    const set = shorthands[char];
    return set === undefined ? literal(char) : { is: "bytes", set };
  };

  const brackets = (): Uint8Array => {
    const negated = text[at] === "^";
    if (negated) at += 1;
    const set = new Uint8Array(256);
    for (let first = true; first || text[at] !== "]"; first = false) {
      if (at >= text.length) throw new SyntaxError("missing bracket");
      addMember(set);
    }
    at += 1;
    return negated ? inverted(set) : set;
  };

  const addMember = (set: Uint8Array): void => {
    const [whole, name] = /^\[:([a-z]+):\]/.exec(text.slice(at, at + 12)) ?? [];
    if (whole !== undefined) {
      const members = classes[name ?? ""];
      if (members === undefined) throw new SyntaxError("unknown class");
      at += whole.length;
      members.forEach((member, byte) => {
        if (member === 1) set[byte] = 1;
      });
      return;
    }
    const from = text.charCodeAt(at);
    at += 1;
    const isRange = text[at] === "-" && text[at + 1] !== "]" && at + 1 < text.length;
    const to = isRange ? text.charCodeAt(at + 1) : from;
    if (isRange) at += 2;
    if (to < from) throw new SyntaxError("bad range");
    for (let byte = from; byte <= to; byte++) set[byte] = 1;
  };

  const found = choice();
  if (at < text.length) throw new SyntaxError("unexpected parenthesis");
  return found;
}
