/** The operators. Coercions as measured on 7.21 where docs/simulator.md says so. */
import { fail } from "../run/failure";
import { bits, mask } from "./addresses";
import { entriesOf } from "./arrays";
import { toNumber } from "./convert";
import { longestText, toText, wordsFor } from "./text";
import { Address, ArrayValue, Id, num, Prefix, Time, typeOf, type Value } from "./value";

const second = 1_000_000_000n;
const isEmpty = (value: Value): boolean => value === undefined || value === null;

/** A number, or what stands for one: text of digits; nil and nothing count as 0. */
function operand(value: Value): Value {
  if (typeof value === "bigint") return value;
  if (isEmpty(value)) return 0n;
  return typeof value === "string" ? (toNumber(value) ?? value) : value;
}

type Arithmetic = "+" | "-" | "*" | "/" | "%";

const refusals: Readonly<Record<Arithmetic, (left: string, right: string) => string>> = {
  "+": (left, right) => `cannot add ${right} to ${left}`,
  "-": (left, right) => `cannot subtract ${right} from ${left}`,
  "*": (left, right) => `cannot multiply ${left} by ${right}`,
  "/": (left, right) => `cannot divide ${left} by ${right}`,
  "%": (left, right) => `cannot divide ${left} by ${right}`,
};

export function arithmetic(operator: Arithmetic, leftValue: Value, rightValue: Value): Value {
  if (typeof leftValue === "bigint" && typeof rightValue === "bigint")
    return numbers(operator, leftValue, rightValue);
  const [left, right] = [operand(leftValue), operand(rightValue)];
  if (typeof left === "bigint" && typeof right === "bigint") return numbers(operator, left, right);
  const found = times(operator, left, right) ?? addresses(operator, left, right);
  if (found !== undefined) return found;
  return fail(refusals[operator](wordsFor(typeOf(leftValue)), wordsFor(typeOf(rightValue))));
}

function numbers(operator: Arithmetic, left: bigint, right: bigint): bigint {
  switch (operator) {
    case "+":
      return num(left + right);
    case "-":
      return num(left - right);
    case "*":
      return num(left * right);
    case "/":
      return right === 0n ? fail("division by zero") : num(left / right);
    case "%":
      return right === 0n ? fail("division by zero") : num(left % right);
  }
}

function times(operator: Arithmetic, left: Value, right: Value): Value {
  const isSum = operator === "+" || operator === "-";
  if (left instanceof Time && right instanceof Time) {
    if (isSum) return new Time(numbers(operator, left.nanoseconds, right.nanoseconds));
    return operator === "/" ? numbers("/", left.nanoseconds, right.nanoseconds) : undefined;
  }
  if (left instanceof Time && typeof right === "bigint") {
    return new Time(numbers(operator, left.nanoseconds, isSum ? right * second : right));
  }
  if (typeof left !== "bigint" || !(right instanceof Time)) return undefined;
  if (isSum) return new Time(numbers(operator, left * second, right.nanoseconds));
  return operator === "*" ? new Time(num(left * right.nanoseconds)) : undefined;
}

function addresses(operator: Arithmetic, left: Value, right: Value): Value {
  if (operator !== "+" && operator !== "-") return undefined;
  if (left instanceof Address && right instanceof Address) {
    return operator === "-" && left.family === right.family ? num(left.address - right.address) : undefined;
  }
  if (left instanceof Address && typeof right === "bigint") {
    return wrapped(left.family, operator === "+" ? left.address + right : left.address - right);
  }
  return operator === "+" && typeof left === "bigint" && right instanceof Address
    ? wrapped(right.family, right.address + left)
    : undefined;
}

const wrapped = (family: 4 | 6, address: bigint): Address =>
  new Address(family, BigInt.asUintN(bits(family), address));

type Bitwise = "&" | "|" | "^" | "<<" | ">>";

export function bitwise(operator: Bitwise, leftValue: Value, rightValue: Value): Value {
  const [left, right] = [operand(leftValue), operand(rightValue)];
  if (typeof left === "bigint" && typeof right === "bigint") return num(bitsOf(operator, left, right));
  if (left instanceof Address && typeof right === "bigint" && (operator === "<<" || operator === ">>")) {
    return wrapped(left.family, bitsOf(operator, left.address, right));
  }
  const shifts = operator === "<<" || operator === ">>";
  if (!shifts && left instanceof Address && right instanceof Address && left.family === right.family) {
    return wrapped(left.family, bitsOf(operator, left.address, right.address));
  }
  // The words are not established.
  return fail(
    `cannot apply ${operator} to ${wordsFor(typeOf(leftValue))} and ${wordsFor(typeOf(rightValue))}`,
  );
}

function bitsOf(operator: Bitwise, left: bigint, right: bigint): bigint {
  switch (operator) {
    case "&":
      return left & right;
    case "|":
      return left | right;
    case "^":
      return left ^ right;
    case "<<":
      return right < 0n || right > 127n ? 0n : left << right;
    case ">>":
      return right < 0n || right > 127n ? 0n : left >> right;
  }
}

export function negative(value: Value): Value {
  const found = operand(value);
  if (typeof found === "bigint") return num(-found);
  if (found instanceof Time) return new Time(-found.nanoseconds);
  return fail(`cannot negate ${wordsFor(typeOf(value))}`);
}

/** `~$mask` */
export function invert(value: Value): Value {
  if (value instanceof Address) return wrapped(value.family, ~value.address);
  const found = operand(value);
  return typeof found === "bigint" ? num(~found) : fail(`cannot invert ${wordsFor(typeOf(value))}`);
}

/** True and false; nothing is false, a number is true unless it is 0. Text is no condition. */
export function truth(value: Value): boolean {
  if (typeof value === "boolean") return value;
  if (isEmpty(value)) return false;
  if (typeof value === "bigint") return value !== 0n;
  return fail("conditional not boolean");
}

export interface Equality {
  /** One side is a property in `where`: text is then taken for a value of its type. */
  readonly native?: boolean;
}

export function equal(left: Value, right: Value, how: Equality = {}): boolean {
  if (typeof left === typeof right && typeof left !== "object") return left === right;
  if (isEmpty(left) || isEmpty(right)) return equalsNothing(isEmpty(left) ? right : left);
  if (left instanceof ArrayValue || right instanceof ArrayValue) return equalArrays(left, right, how);
  if (typeof left === "bigint" || typeof right === "bigint")
    return operand(left) === operand(right) || sameTime(left, right);
  if (typeof left === "string" || typeof right === "string") return equalsText(left, right, how);
  return typeOf(left) === typeOf(right) && toText(left) === toText(right);
}

/** Nothing and nil equal each other and the empty text, and no number (manual: `[:nothing] = 0` is false). */
function equalsNothing(other: Value): boolean {
  return isEmpty(other) || other === "" || (other instanceof ArrayValue && other.size === 0);
}

function sameTime(left: Value, right: Value): boolean {
  const [time, count] = left instanceof Time ? [left, right] : [right, left];
  return time instanceof Time && typeof count === "bigint" && time.nanoseconds === count * second;
}

function equalsText(left: Value, right: Value, { native }: Equality): boolean {
  const [text, other] = typeof left === "string" ? [left, right] : [right as string, left];
  // Text is taken for a prefix where the property is one, which stands on the left; never the other way round.
  if (other instanceof Prefix && !(native === true && other === left)) return false;
  if (native === true && typeof other === "boolean")
    return (text === "yes" || text === "true") === other && /^(yes|no|true|false)$/.test(text);
  return toText(other) === text;
}

/** An empty array equals the empty text; an array of one equals its element. */
function equalArrays(left: Value, right: Value, how: Equality): boolean {
  if (left instanceof ArrayValue && right instanceof ArrayValue) {
    if (left.list.length !== right.list.length || left.map.size !== right.map.size) return false;
    const others = [...entriesOf(right)];
    return [...entriesOf(left)].every(([key, value], at) => {
      const [otherKey, other] = others[at] as readonly [Value, Value];
      return key === otherKey && equal(value, other, how);
    });
  }
  const [array, other] = left instanceof ArrayValue ? [left, right] : [right as ArrayValue, left];
  if (array.size === 1 && array.list.length === 1) return equal(array.list[0], other, how);
  return toText(array) === toText(other);
}

/** Negative, zero, positive; undefined where an operator is false whatever it asks. */
export function compare(left: Value, right: Value): number {
  if (isEmpty(left) || isEmpty(right)) return isEmpty(left) === isEmpty(right) ? 0 : isEmpty(left) ? -1 : 1;
  const [first, second] = [orderOf(left, right), orderOf(right, left)];
  if (first === undefined || second === undefined) {
    return fail(`cannot compare if ${wordsFor(typeOf(left))} is less than ${wordsFor(typeOf(right))}`);
  }
  return first < second ? -1 : first > second ? 1 : 0;
}

function orderOf(value: Value, other: Value): bigint | undefined {
  if (typeof value === "bigint") return other instanceof Time ? value * second : value;
  if (value instanceof Time)
    return typeof other === "bigint" || other instanceof Time ? value.nanoseconds : undefined;
  if (value instanceof Address)
    return other instanceof Address && other.family === value.family ? value.address : undefined;
  if (value instanceof Id) return other instanceof Id ? BigInt(`0x${value.text.slice(1)}`) : undefined;
  if (typeof value === "string" && typeof other === "bigint") return toNumber(value);
  return undefined;
}

/** `1.1.1.1 in 1.0.0.0/8` */
export function contains(left: Value, right: Value): boolean {
  const inner = left instanceof Address ? new Prefix(left.family, left.address, bits(left.family)) : left;
  const outer =
    right instanceof Address ? new Prefix(right.family, right.address, bits(right.family)) : right;
  if (!(inner instanceof Prefix) || !(outer instanceof Prefix)) return false;
  if (inner.family !== outer.family || inner.length < outer.length) return false;
  const bitsOfNet = mask(outer.family, outer.length);
  return (inner.address & bitsOfNet) === (outer.address & bitsOfNet);
}

/** `.`; an array gives an array, each element joined. */
export function concatenate(left: Value, right: Value): Value {
  if (left instanceof ArrayValue) {
    const text = toText(right);
    return mapped(left, text.length, (value) => concatenate(value, text));
  }
  if (right instanceof ArrayValue) {
    const text = toText(left);
    return mapped(right, text.length, (value) => concatenate(text, value));
  }
  const text = toText(left) + toText(right);
  return text.length > longestText ? fail("value is too long") : text;
}

function mapped(
  { list, map, weight }: ArrayValue,
  added: number,
  change: (value: Value) => Value,
): ArrayValue {
  if (weight * added > longestText) fail("value is too long");
  return new ArrayValue(list.map(change), new Map([...map].map(([key, value]) => [key, change(value)])));
}
