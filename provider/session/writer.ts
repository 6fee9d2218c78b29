/** What a job may do to its router. Every write patches what was read; one that failed makes the menu be read again. */
import { isSettings, type Menu, type Row } from "../menus/language";
import type { Attributes, Writer } from "./contract";
import type { Speak } from "./dialect";
import { isRouterOsError, RouterOsError } from "./errors";
import type { MenuCache } from "./menu-cache";
import { failure, inScene, type Scene, secretsOf, words } from "./messages";

export interface WriterOptions {
  /** Runs a command that changes something, in the dialect of the router. */
  readonly send: Speak;
  readonly cache: MenuCache;
  /** Resource and router, for messages. */
  readonly scene: Scene;
  /** Called once per write command, before it is sent. */
  readonly acted: () => void;
  /** What to add to a failure, looked up only when there is one: the policies of our user. */
  adviceFor(error: unknown, attributes: Attributes): Promise<string | undefined>;
}

export function createWriter({ send, cache, scene, acted, adviceFor }: WriterOptions): Writer {
  async function guarded<T>(
    menu: Menu,
    row: string | undefined,
    attributes: Attributes,
    work: () => Promise<T>,
  ) {
    try {
      return await work();
    } catch (error) {
      // RouterOS may have carried out a part, or all, of what it refused or did not answer.
      cache.drop(menu);
      const advice = await adviceFor(error, attributes);
      const secrets = secretsOf(menu, attributes);
      throw inScene(error, { ...scene, row: row && `row ${row} of ${menu.path}`, advice, secrets });
    }
  }

  function command(menu: Menu, name: string, attributes: Attributes, deadline?: number) {
    acted();
    return send(menu, { path: `${menu.path}/${name}`, attributes: onWire(attributes), deadline });
  }

  /** The row as RouterOS has it now: what was written is not always what is kept. */
  async function readBack(menu: Menu, id: string, before?: string, twins?: string): Promise<Row> {
    const row = await cache.readRow(menu, id, before, twins).catch((cause) => {
      throw unreadable(`${menu.path} was written (row ${id})`, cause);
    });
    if (row) return row;
    throw failure(
      "gone",
      `Row ${id} of ${menu.path} was written, and is gone: something else removed it just now.`,
    );
  }

  /** The one object of a menu of settings. */
  async function readSettings(menu: Menu): Promise<Row> {
    const [row = {}] = await cache.freshRows(menu).catch((cause) => {
      throw unreadable(`${menu.path} was written`, cause);
    });
    return row;
  }

  return {
    rows: (menu) => cache.rows(menu),
    freshRows: (menu) => cache.freshRows(menu),
    add: (menu, attributes) =>
      guarded(menu, undefined, attributes, async () => {
        const given = Object.entries(attributes).filter(([, value]) => value !== null);
        const { ret } = await command(menu, "add", Object.fromEntries(given)).catch((error) => {
          throw withoutRows(error, menu) ?? error;
        });
        // RouterOS keeps nothing unique in such a menu: only a read by the comment shows a row added at the same time.
        const twins = menu.key.by === "comment" ? attributes.comment : undefined;
        if (ret) return readBack(menu, ret, attributes["place-before"] ?? undefined, twins ?? undefined);
        throw failure("unanswered", `${menu.path}/add was answered without the id of the new row.`);
      }),
    set: (menu, id, attributes) =>
      guarded(menu, id || undefined, attributes, async () => {
        await command(menu, "set", isSettings(menu) ? attributes : { ...attributes, ".id": id });
        return isSettings(menu) ? readSettings(menu) : readBack(menu, id);
      }),
    remove: (menu, id) =>
      guarded(menu, id, {}, async () => {
        await command(menu, "remove", { ".id": id }).catch((error) => {
          if (!isRouterOsError(error, "gone")) throw error;
        });
        cache.forgetRow(menu, id);
      }),
    move: (menu, ids, before) =>
      guarded(menu, ids.join(","), {}, async () => {
        const numbers = ids.join(",");
        await command(menu, "move", before === undefined ? { numbers } : { numbers, destination: before });
        // A destination that has vanished is no error to RouterOS (7.23.7): the rows are then at the end.
        return cache.freshRows(menu);
      }),
    run: (menu, name, attributes, deadline) =>
      guarded(menu, undefined, attributes, async () => {
        // Also where it fails: a part of what it does may be done.
        await command(menu, name, attributes, deadline).finally(cache.dropAll);
      }),
  };
}

function unreadable(what: string, cause: unknown): RouterOsError {
  const message = `${what}, and could not be read back: ${words(cause)}`;
  return new RouterOsError("unanswered", message, { mayHaveExecuted: true, cause });
}

/** RouterOS's answer to `add` in a menu of settings, or of rows that it makes itself (`/ip/service`). */
function withoutRows(error: unknown, { path }: Menu): RouterOsError | undefined {
  if (!isRouterOsError(error, "rejected") || !/^no such command\b/.test(error.routerSays ?? ""))
    return undefined;
  const says = `RouterOS says "${error.routerSays}"`;
  return failure("rejected", `${path} has no rows that can be added: ${says} to ${path}/add.`, error);
}

/** `null` becomes RouterOS's unset form `=!name=`. */
export function onWire(attributes: Attributes): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => (value === null ? [`!${name}`, ""] : [name, value])),
  );
}
