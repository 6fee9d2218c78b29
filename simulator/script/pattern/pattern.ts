/**
 * POSIX extended regular expressions over bytes. An automaton of its own, because the time it takes grows with the
 * length of the text only: no expression of a script can stop the simulator.
 */
import { type PatternNode, parsePattern, word } from "./parse";

type Instruction =
  | { readonly op: "bytes"; readonly set: Uint8Array }
  | { readonly op: "split"; first: number; second: number }
  | { readonly op: "jump"; to: number }
  | { readonly op: "start" }
  | { readonly op: "end" | "border" | "no-border" }
  | { readonly op: "match" };

const mostInstructions = 20_000;

export class Pattern {
  private readonly program: Instruction[] = [];

  /** @throws SyntaxError when the expression is none, or is too large */
  constructor(expression: string) {
    this.emit(parsePattern(expression));
    this.push({ op: "match" });
  }

  /** Instructions: what a test costs for each byte. */
  get size(): number {
    return this.program.length;
  }

  /** Whether the expression matches anywhere in the text. */
  test(text: string): boolean {
    let current: number[] = [];
    let mark = new Int32Array(this.program.length).fill(-1);
    let other = new Int32Array(this.program.length).fill(-1);
    for (let at = 0; at <= text.length; at++) {
      // A match may begin at every place.
      if (this.follow(0, at, text, current, mark)) return true;
      const next: number[] = [];
      const byte = text.charCodeAt(at);
      for (const index of current) {
        const instruction = this.program[index] as Extract<Instruction, { op: "bytes" }>;
        if (
          at < text.length &&
          instruction.set[byte] === 1 &&
          this.follow(index + 1, at + 1, text, next, other)
        )
          return true;
      }
      current = next;
      [mark, other] = [other, mark];
    }
    return false;
  }

  /** Adds the states that are reached without a byte; true if the end is among them. */
  private follow(from: number, at: number, text: string, states: number[], mark: Int32Array): boolean {
    const open = [from];
    while (open.length > 0) {
      const index = open.pop() as number;
      if (mark[index] === at) continue;
      mark[index] = at;
      const instruction = this.program[index] as Instruction;
      switch (instruction.op) {
        case "match":
          return true;
        case "bytes":
          states.push(index);
          break;
        case "jump":
          open.push(instruction.to);
          break;
        case "split":
          open.push(instruction.first, instruction.second);
          break;
        case "start":
          if (at === 0) open.push(index + 1);
          break;
        case "end":
          if (at === text.length) open.push(index + 1);
          break;
        case "border":
        case "no-border":
          if (isBorder(text, at) === (instruction.op === "border")) open.push(index + 1);
          break;
      }
    }
    return false;
  }

  private push<I extends Instruction>(instruction: I): I {
    if (this.program.length >= mostInstructions) throw new SyntaxError("the expression is too large");
    this.program.push(instruction);
    return instruction;
  }

  private emit(node: PatternNode): void {
    switch (node.is) {
      case "bytes":
        this.push({ op: "bytes", set: node.set });
        return;
      case "start":
      case "end":
      case "border":
      case "no-border":
        this.push({ op: node.is });
        return;
      case "sequence":
        for (const part of node.parts) this.emit(part);
        return;
      case "choice":
        this.emitChoice(node.options);
        return;
      case "repeat":
        this.emitRepeat(node.part, node.min, node.max);
    }
  }

  private emitChoice(options: readonly PatternNode[]): void {
    const jumps: { to: number }[] = [];
    options.forEach((option, at) => {
      if (at === options.length - 1) {
        this.emit(option);
        return;
      }
      const split = this.push({ op: "split", first: this.program.length + 1, second: 0 });
      this.emit(option);
      jumps.push(this.push({ op: "jump", to: 0 }));
      split.second = this.program.length;
    });
    for (const jump of jumps) jump.to = this.program.length;
  }

  private emitRepeat(part: PatternNode, min: number, max: number | undefined): void {
    for (let count = 0; count < min; count++) this.emit(part);
    if (max === undefined) {
      const start = this.program.length;
      const split = this.push({ op: "split", first: start + 1, second: 0 });
      this.emit(part);
      this.push({ op: "jump", to: start });
      split.second = this.program.length;
      return;
    }
    const splits: { second: number }[] = [];
    for (let count = min; count < max; count++) {
      splits.push(this.push({ op: "split", first: this.program.length + 1, second: 0 }));
      this.emit(part);
    }
    for (const split of splits) split.second = this.program.length;
  }
}

function isBorder(text: string, at: number): boolean {
  const isWord = (place: number) => place >= 0 && place < text.length && word[text.charCodeAt(place)] === 1;
  return isWord(at - 1) !== isWord(at);
}
