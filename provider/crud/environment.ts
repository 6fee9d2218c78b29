/** What the engine shares with the whole process: the routers it may talk to, the claims, and a place for remarks. */
import type { RouterFacts, RouterSession } from "../session/contract";
import { Claims } from "./claims";

export interface Environment {
  /**
   * The session of the router a resource names (absent: the only one). Does not connect.
   * @throws RouterOsError of category `settings` that names the configuration keys
   */
  readonly sessionFor: (router?: string) => RouterSession;
  readonly claims: Claims;
  /** A line for the person who runs Pulumi; the host prints it beside the stack. */
  log(line: string): void;
  /** Lines that were printed already. */
  readonly said: Set<string>;
  /** What `check` learnt about each router, by its name; undefined where it could not be reached. Asked once. */
  readonly facts: Map<string, Promise<RouterFacts | undefined>>;
  /** How long `check` waits for the router's version, in milliseconds: a preview must work without the router. */
  readonly factsDeadline: number;
}

/** An environment of its own, with nothing claimed yet. */
export function makeEnvironment(
  sessionFor: Environment["sessionFor"],
  options: Partial<Pick<Environment, "log" | "factsDeadline">> = {},
): Environment {
  return {
    sessionFor,
    claims: new Claims(),
    log: console.log,
    said: new Set(),
    facts: new Map(),
    factsDeadline: 5_000,
    ...options,
  };
}

/** The name of the router a resource names. Diff does not fail for want of settings: the operations after it do. */
export function routerName(environment: Environment, router: string | undefined): string {
  try {
    return environment.sessionFor(router).name;
  } catch {
    return router ?? "default";
  }
}
