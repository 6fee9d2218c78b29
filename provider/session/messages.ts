/** How the session words its failures, and how it keeps what the wire knew about them. */
import { redact } from "../client/redact";
import { isConfidential, type Menu, wireName } from "../menus/language";
import type { Attributes, FailureCategory } from "./contract";
import { RouterOsError } from "./errors";

/** A failure of this category; what the wire knew about the original (RouterOS's words, executed or not) is kept. */
export function failure(category: FailureCategory, message: string, origin?: unknown): RouterOsError {
  const wire = origin instanceof RouterOsError ? origin : undefined;
  return new RouterOsError(category, message, {
    routerSays: wire?.routerSays,
    trapCategory: wire?.trapCategory,
    mayHaveExecuted: wire?.mayHaveExecuted,
    cause: origin,
  });
}

/** The words of an error, whatever was thrown. */
export function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What a failure happened to, for the sentence that goes before the wire's own. */
export interface Scene {
  /** The router's name, where the stack has several. */
  readonly router?: string;
  /** `FirewallMangle "ISP1 mark conn"`. */
  readonly subject?: string;
  /** `row *4 (comment "ISP1 mark conn") of /ip/firewall/mangle`. */
  readonly row?: string;
  /** What an engineer can do, beside what the wire's message says. */
  readonly advice?: string;
  readonly secrets?: readonly string[];
}

/** The same failure, with the resource, the router's name and the row before the wire's message. */
export function inScene(error: unknown, { router, subject, row, advice, secrets = [] }: Scene): unknown {
  if (!(error instanceof RouterOsError)) return error;
  // A connection that could not be opened has named the router already.
  const named = router && !error.message.startsWith(`router ${router}: `) && `router ${router}`;
  const where = [subject, named, row].filter(Boolean).join(", ");
  const message = [where ? `${where}: ${error.message}` : error.message, advice].filter(Boolean).join(" ");
  const masked = redact(message, secrets);
  if (masked === message) return failure(error.category, message, error);
  // The wire knew by name what is a credential; what only a program knows must not show in the cause either.
  const { category, routerSays, trapCategory, mayHaveExecuted } = error;
  const says = routerSays === undefined ? undefined : redact(routerSays, secrets);
  return new RouterOsError(category, masked, { routerSays: says, trapCategory, mayHaveExecuted });
}

/** The secrets among the attributes of a write, by the menu's description: RouterOS may quote what it refuses. */
export function secretsOf(menu: Menu, attributes: Attributes): string[] {
  return Object.entries(menu.properties).flatMap(([name, property]) => {
    const value = isConfidential(property) ? attributes[wireName(name)] : undefined;
    return value ? [value, ...(property.sensitive ? partsOf(value) : [])] : [];
  });
}

/**
 * What is worth hiding in a text that holds a credential, for RouterOS may quote a part of it: its lines, what stands
 * in quotation marks, and long words with a digit in them, as tokens are.
 */
function partsOf(text: string): readonly string[] {
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim());
  const quoted = [...text.matchAll(/"([^"\\\r\n]+)"/g)].map(([, inside = ""]) => inside);
  const tokens = [...text.matchAll(/[\w:+/=-]*\d[\w:+/=-]*/g)].map(([word]) => word);
  const longEnough = (least: number) => (part: string) => part.length >= least;
  return [...[...lines, ...quoted].filter(longEnough(8)), ...tokens.filter(longEnough(12))];
}
