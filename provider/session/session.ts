/** One router, for all its resources: connection, menu cache, write queue and facts put together. */
import type { Command, Reply } from "../client/contract";
import { isSettings, type Menu } from "../menus/language";
import type { RouterFacts, RouterSession } from "./contract";
import type { Connect } from "./dial";
import { speaking } from "./dialect";
import { isNoSuchMenu } from "./errors";
import { readFacts } from "./facts";
import { type Guard, noProof } from "./guard";
import { createLink } from "./link";
import { createMenuCache } from "./menu-cache";
import { failure, inScene } from "./messages";
import type { OrphanCheck } from "./orphan";
import { policyAdvice } from "./policies";
import { createSecretReader } from "./secret-reader";
import { onlyRouter, type RouterSettings, routerLabel } from "./settings";
import { createWriteQueue } from "./write-queue";
import { createWriter } from "./writer";

export interface SessionOptions {
  readonly connect: Connect;
  /** Rejects when the run this process works for has ended; default: it never has. */
  readonly mayWrite?: OrphanCheck;
  /** Default: every write is permanent at once. */
  readonly guard?: Guard;
}

/** A session with the handles of whoever made it. */
export interface OpenSession extends RouterSession {
  /** Forgets all rows that were read: the next phase sees the router as it is then. */
  forgetRows(): void;
  /** Lets the writes in the queue and the commands under way end, then ends the connection. */
  close(): Promise<void>;
}

export function openSession(settings: RouterSettings, options: SessionOptions): OpenSession {
  const { connect, mayWrite = async () => {}, guard = noProof } = options;
  const label = routerLabel(settings);
  const router = settings.name === onlyRouter ? undefined : settings.name;
  const link = createLink(settings, connect);
  let factsOnce: Promise<RouterFacts> | undefined;

  function facts(): Promise<RouterFacts> {
    if (!factsOnce) {
      const reading = readFacts(link.read, label);
      factsOnce = reading;
      reading.catch(() => {
        if (factsOnce === reading) factsOnce = undefined;
      });
    }
    return factsOnce;
  }

  const version = async () => (await facts()).version;
  const print = speaking(link.read, version);
  const secrets = createSecretReader({ print, read: link.read, facts, label, user: settings.user });

  async function readMenu(menu: Menu, command: Command): Promise<Reply> {
    try {
      const reply = await secrets.read(menu, command);
      const isOneObject = reply.rows.some((row) => row[".id"] === undefined);
      if (isOneObject && !isSettings(menu)) throw settingsOnly(menu, label);
      return reply;
    } catch (error) {
      throw (await missingMenu(error, menu, label, facts)) ?? inScene(error, { router });
    }
  }

  const cache = createMenuCache(readMenu);
  const queue = createWriteQueue({
    guard,
    mayWrite,
    forget: cache.drop,
    writerFor: ({ subject }, acted) =>
      createWriter({
        send: speaking(link.write, version),
        cache,
        acted,
        scene: { router, subject },
        adviceFor: (error, { policy }) => policyAdvice(error, link.read, settings.user, policy),
      }),
  });

  return {
    name: settings.name,
    label,
    adopt: settings.adopt,
    replacedRouter: settings.replacedRouter,
    facts,
    rows: cache.rows,
    freshRows: cache.freshRows,
    secretSight: secrets.sight,
    write: (job) => {
      // A pause within a group must not end the connection it is written on.
      const release = link.hold();
      return queue.write(job).finally(release);
    },
    forgetRows: cache.dropAll,
    close: async () => {
      await queue.idle();
      await link.close();
    },
  };
}

/** Every row has an id; what is printed without one is the one object of a menu of settings (`/system/identity`). */
function settingsOnly({ path, kind }: Menu, label: string): Error {
  return failure(
    "rejected",
    `${path} on router ${label} is one object of settings and has no rows, so ${kind} cannot manage it: set it on the ` +
      `router (${path}/set).`,
  );
}

/** The failure of a print of a menu that this version of RouterOS does not have; undefined for any other. */
async function missingMenu(
  error: unknown,
  menu: Menu,
  label: string,
  facts: () => Promise<RouterFacts>,
): Promise<Error | undefined> {
  if (!isNoSuchMenu(error)) return undefined;
  const { version } = await facts();
  const gate = [menu.since && `since ${menu.since}`, menu.until && `until before ${menu.until}`].filter(
    Boolean,
  );
  const known = gate.length > 0 ? ` (RouterOS has it ${gate.join(" and ")})` : "";
  const message = `Router ${label} runs RouterOS ${version}, which has no menu ${menu.path}${known}; ${menu.kind} needs it.`;
  return failure("rejected", message, error);
}
