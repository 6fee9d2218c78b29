import type { WireFailure } from "../client/contract";
import type { FailureCategory } from "./contract";

/** What is known about a failure beside its category and message; everything is optional. */
export interface FailureDetails {
  /** RouterOS's own words, all traps joined. */
  readonly routerSays?: string;
  /** `=category=` of the first trap that has one. */
  readonly trapCategory?: number;
  /** Default false. */
  readonly mayHaveExecuted?: boolean;
  /** The error underneath, kept as `cause`. Must hold no secret. */
  readonly cause?: unknown;
}

/**
 * The one error of everything that talks to a router: client, session and crud.
 *
 * `category` is for programs, `message` is complete for a network engineer and never holds a secret.
 */
export class RouterOsError extends Error implements WireFailure {
  override readonly name = "RouterOsError";
  readonly category: FailureCategory;
  readonly routerSays?: string;
  readonly trapCategory?: number;
  readonly mayHaveExecuted: boolean;

  constructor(category: FailureCategory, message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.category = category;
    this.routerSays = details.routerSays;
    this.trapCategory = details.trapCategory;
    this.mayHaveExecuted = details.mayHaveExecuted ?? false;
  }
}

/** RouterOS's words for a menu that it does not have: which of them depends on how much of the path exists. */
const noSuchMenu = /^no such (command|command or directory|command prefix)\b/;

/** Whether a print failed because this RouterOS has no such menu. */
export function isNoSuchMenu(error: unknown): error is RouterOsError {
  return isRouterOsError(error, "rejected") && noSuchMenu.test(error.routerSays ?? "");
}

/** True for a {@link RouterOsError}, with `category` only for one of that category. */
export function isRouterOsError(error: unknown, category?: FailureCategory): error is RouterOsError {
  return error instanceof RouterOsError && (category === undefined || error.category === category);
}
