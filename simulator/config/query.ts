/**
 * Query words of `print` and `listen`: a stack machine, run for each row (MikroTik manual "API", "Queries").
 * The stack starts as an infinite supply of true; a row passes if no false is left on it.
 */

type Get = (name: string) => string | undefined;
type Step = (stack: boolean[], get: Get) => void;

/** Values that are numbers on both sides are compared as numbers, others as text. */
function lessThan(left: string, right: string): boolean {
  const numeric = /^-?\d+(\.\d+)?$/;
  return numeric.test(left) && numeric.test(right) ? Number(left) < Number(right) : left < right;
}

function comparison(word: string): Step {
  const test = (name: string, holds: (value: string | undefined) => boolean): Step => {
    return (stack, get) => stack.push(holds(get(name)));
  };
  const operator = /^[<>=-]/.exec(word)?.[0] ?? "";
  const rest = word.slice(operator.length);
  if (operator === "-") return test(rest, (value) => value === undefined);
  const border = rest.indexOf("=");
  if (border < 0) return test(rest, (value) => value !== undefined);
  const name = rest.slice(0, border);
  const wanted = rest.slice(border + 1);
  if (operator === "<") return test(name, (value) => value !== undefined && lessThan(value, wanted));
  if (operator === ">") return test(name, (value) => value !== undefined && lessThan(wanted, value));
  // Text is compared as it is printed: that `?disabled=yes` would match `true` is not established.
  return test(name, (value) => value === wanted);
}

const pop = (stack: boolean[]): boolean => stack.pop() ?? true;
const peek = (stack: boolean[], index: number): boolean => stack[stack.length - 1 - index] ?? true;

const operations: Readonly<Record<string, (stack: boolean[]) => void>> = {
  "!": (stack) => stack.push(!pop(stack)),
  "&": (stack) => {
    const [right, left] = [pop(stack), pop(stack)];
    stack.push(left && right);
  },
  "|": (stack) => {
    const [right, left] = [pop(stack), pop(stack)];
    stack.push(left || right);
  },
  ".": (stack) => stack.push(peek(stack, 0)),
};

/** `?#…`: an index pushes a copy of that value, at the end of the word it replaces the whole stack; `.` after an index is nothing. */
function stackOperations(word: string): Step {
  const steps = [...word.matchAll(/(\d+)(\.?)|([!&|.])/g)].map((match): ((stack: boolean[]) => void) => {
    const [text, digits, , operation] = match;
    if (digits === undefined) return operations[operation as string] as (stack: boolean[]) => void;
    const index = Number(digits);
    const last = match.index + text.length === word.length && !text.endsWith(".");
    return (stack) => {
      const value = peek(stack, index);
      if (last) stack.length = 0;
      stack.push(value);
    };
  });
  return (stack) => {
    for (const step of steps) step(stack);
  };
}

/** Compiles query words (without their leading `?`) to a test for rows. */
export function compileQuery(words: readonly string[]): (get: Get) => boolean {
  const steps = words.map((word) =>
    word.startsWith("#") ? stackOperations(word.slice(1)) : comparison(word),
  );
  return (get) => {
    const stack: boolean[] = [];
    for (const step of steps) step(stack, get);
    return !stack.includes(false);
  };
}
