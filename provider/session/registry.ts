/** The routers of this process: settings as the engine handed them over, and one session per router. */
import { isDeepStrictEqual } from "node:util";
import { connect as dial } from "../client/connect";
import type { RouterSession } from "./contract";
import type { Connect } from "./dial";
import { type OrphanCheck, orphanCheckOfThisProcess } from "./orphan";
import { type OpenSession, openSession } from "./session";
import {
  chooseRouter,
  type Environment,
  parseSettings,
  type RouterSettings,
  type Settings,
} from "./settings";

/** What `configure` of a dynamic provider receives: the stack's configuration, every value as text. */
export interface StackConfig {
  get(key: string): string | undefined;
}

export interface Registry {
  /**
   * Stores the stack's configuration. Synchronous, and never throws: the engine sends the next request while an
   * asynchronous `configure` still runs, and does not remember its failure. Mistakes show in {@link Registry.sessionFor}.
   */
  configure(config: StackConfig): void;
  /**
   * The session with a router, by the `router` argument of a resource; without it, with the only one.
   * @throws RouterOsError of category `settings`
   */
  sessionFor(router?: string): RouterSession;
  /** Forgets all rows that were read, in every session. */
  forgetRows(): void;
  /** Ends all sessions once their writes have ended; later calls begin new ones. */
  closeAll(): Promise<void>;
}

export interface RegistryOptions {
  readonly connect: Connect;
  readonly env: () => Environment;
  readonly mayWrite: OrphanCheck;
}

export function createRegistry({ connect, env, mayWrite }: RegistryOptions): Registry {
  let config: StackConfig = { get: () => undefined };
  let parsed: Settings | undefined;
  const sessions = new Map<string, { readonly settings: RouterSettings; readonly session: OpenSession }>();
  const closing = new Set<Promise<void>>();

  function retire(name: string): void {
    const old = sessions.get(name);
    if (!old) return;
    sessions.delete(name);
    const done = old.session.close().finally(() => closing.delete(done));
    closing.add(done);
  }

  return {
    configure: (given) => {
      config = given;
      parsed = undefined;
    },
    sessionFor: (router) => {
      parsed ??= parseSettings((key) => config.get(key), env());
      const settings = chooseRouter(parsed, router);
      const known = sessions.get(settings.name);
      if (known && isDeepStrictEqual(known.settings, settings)) return known.session;
      retire(settings.name);
      const session = openSession(settings, { connect, mayWrite });
      sessions.set(settings.name, { settings, session });
      return session;
    },
    forgetRows: () => {
      for (const { session } of sessions.values()) session.forgetRows();
    },
    closeAll: async () => {
      for (const name of [...sessions.keys()]) retire(name);
      await Promise.all(closing);
    },
  };
}

const registry = createRegistry({
  connect: dial,
  env: () => process.env,
  mayWrite: orphanCheckOfThisProcess(),
});

export const { configure, sessionFor, forgetRows, closeAll } = registry;
