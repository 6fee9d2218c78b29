/** Errors of parsing: they abort a script before anything runs. */

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in bytes. */
  readonly column: number;
}

export class ParseFailure extends Error implements Position {
  /** @param reason RouterOS's words, without the position */
  constructor(
    readonly reason: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(`${reason} (line ${line} column ${column})`);
    this.name = "ParseFailure";
  }
}

/** CR, LF and CRLF end a line. */
export function positionOf(source: string, offset: number): Position {
  let line = 1;
  let start = 0;
  const end = Math.min(offset, source.length);
  for (let at = 0; at < end; at++) {
    const char = source.charCodeAt(at);
    if (char === 10 || (char === 13 && source.charCodeAt(at + 1) !== 10)) {
      line += 1;
      start = at + 1;
    }
  }
  return { line, column: end - start + 1 };
}
