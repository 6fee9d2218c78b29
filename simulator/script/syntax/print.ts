/** A tree as text that parses to the same tree. Expressions get all their parentheses. */
import { scriptingCommands } from "./commands";
import type { Argument, ArrayElement, Block, Expression, Script, Statement, UnaryOperator } from "./tree";

/** @returns bytes, as the tree has them */
export function printScript({ statements }: Pick<Script, "statements">): string {
  return statements.map((statement) => `${printStatement(statement)}\n`).join("");
}

function printBlock({ statements }: Block): string {
  return statements.length === 0 ? "{}" : `{ ${statements.map(printStatement).join("; ")} }`;
}

function printStatement(node: Statement): string {
  switch (node.kind) {
    case "scripting":
      return [
        `:${node.name}`,
        ...Object.entries(node.arguments).map(([name, value]) => printParameter(node.name, name, value)),
      ].join(" ");
    case "menu": {
      const where = node.where === undefined ? [] : ["where", printExpression(node.where)];
      return [`${node.menu || ""}/${node.command}`, ...node.arguments.map(printArgument), ...where].join(" ");
    }
    case "call":
      return [printValue(node.callee), ...node.arguments.map(printArgument)].join(" ");
    case "block":
      return printBlock(node);
    case "enter":
      return node.block === undefined ? node.menu || "/" : `${node.menu || "/"} ${printBlock(node.block)}`;
    case "bad":
      return [
        `${node.menu === "" ? ":" : `${node.menu} `}${node.word}`,
        ...node.arguments.map(printArgument),
      ].join(" ");
  }
}

/** A name is written as a word or in quotes, never as a value. */
function printParameter(command: string, name: string, node: Expression | undefined): string {
  const kind = scriptingCommands[command]?.parameters[name]?.kind;
  if (node === undefined || kind === "flag") return name;
  const declares = kind === "name" || kind === "names" || kind === "target";
  return `${name}=${declares ? printName(node) : printValue(node)}`;
}

function printName(node: Expression): string {
  if (node.kind === "variable" && !node.bare) return printVariable(node.name);
  if (node.kind === "variable") return /^[A-Za-z0-9]+$/.test(node.name) ? node.name : printText(node.name);
  if (node.kind === "list") return node.items.map(printName).join(",");
  return printValue(node);
}

function printArgument({ name, value, negated }: Argument): string {
  if (negated) return `!${name}`;
  if (value === undefined) return name ?? "";
  if (name === undefined) return printValue(value);
  return `${/^[A-Za-z0-9_.][A-Za-z0-9_.-]*$/.test(name) ? name : printText(name)}=${printValue(value)}`;
}

/** Where a value stands: words as they are, operators in parentheses. */
function printValue(node: Expression): string {
  switch (node.kind) {
    case "literal":
      return node.text;
    case "list":
      return node.joins ? printExpression(node) : node.items.map(printValue).join(",");
    case "template":
      return node.quoted ? printTemplate(node.parts) : node.parts.map(printValue).join("");
    case "code":
      return `{${node.text}}`;
    case "variable":
      return node.bare ? `(${node.name})` : printVariable(node.name);
    default:
      return printExpression(node);
  }
}

const printVariable = (name: string): string =>
  /^[A-Za-z0-9]+$/.test(name) ? `$${name}` : `$${printText(name)}`;

export function printExpression(node: Expression): string {
  switch (node.kind) {
    case "literal":
      return node.text;
    case "text":
      return printText(node.text);
    case "template":
      return node.quoted ? printTemplate(node.parts) : node.parts.map(printValue).join("");
    case "variable":
      return node.bare ? node.name : printVariable(node.name);
    case "array":
      return `{${node.elements.map(printElement).join(";")}}`;
    case "list":
      if (!node.joins) return node.items.map(printValue).join(",");
      return `(${node.items.map(printExpression).join(" , ")})`;
    case "substitution":
      return `[${node.statements.map(printStatement).join("; ")}]`;
    case "quotation":
      return `(> ${printExpression(node.body)})`;
    case "code":
      return `{${node.text}}`;
    case "unary":
      return `(${node.operator === "any" ? "any " : node.operator}${printOperand(node.operator, node.operand)})`;
    case "binary":
      return `(${printExpression(node.left)} ${words[node.operator] ?? node.operator} ${printExpression(node.right)})`;
    case "empty":
      return "()";
  }
}

/** Behind `any` stands what begins with `$`, `(` or `[`. */
function printOperand(operator: UnaryOperator, operand: Expression): string {
  const shown = printExpression(operand);
  return operator === "any" && !/^[$([]/.test(shown) ? `(${shown})` : shown;
}

const words: Readonly<Record<string, string>> = { "&&": "and", "||": "or" };

function printElement({ key, value }: ArrayElement): string {
  const shown = printValue(value);
  return key === undefined ? shown : `${printValue(key)}=${shown}`;
}

function printTemplate(parts: readonly Expression[]): string {
  return `"${parts.map(printPart).join("")}"`;
}

function printPart(node: Expression): string {
  if (node.kind === "text") return escapeText(node.text);
  if (node.kind === "variable" && /^[A-Za-z0-9]+$/.test(node.name)) return `$($${node.name})`;
  if (node.kind === "substitution") return `$${printExpression(node)}`;
  return `$(${printExpression(node)})`;
}

const printText = (text: string): string => `"${escapeText(text)}"`;

function escapeText(text: string): string {
  return text.replace(/["\\$]|[^ -~]/g, (char) =>
    /["\\$]/.test(char) ? `\\${char}` : `\\${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}
