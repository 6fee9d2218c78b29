/** A router for programs and command lines that read it and run commands on it, without resources and state. */
import { connect as clientConnect } from "../client/connect";
import type { Reply } from "../client/contract";
import { isSecretName } from "../client/redact";
import type { Row } from "../menus/language";
import type { Attributes, RouterFacts } from "./contract";
import { readIdentity } from "./describe-router";
import { type Connect, dialWithTodays } from "./dial";
import { isNoSuchMenu } from "./errors";
import { readFacts } from "./facts";
import { defaultTimes } from "./lines";
import { createLink } from "./link";
import { inScene } from "./messages";
import { policyAdvice, readPolicies } from "./policies";
import { onlyRouter, type RouterSettings, routerLabel } from "./settings";
import { onWire } from "./writer";

/** What a command answered. */
export interface CommandResult {
  /** Without credentials, as {@link RouterConnection.rows} has them. */
  readonly rows: readonly Row[];
  /** The result of a command that has one: `*1A` of `add`. */
  readonly ret?: string;
}

/**
 * A router that answers. Paths, names and texts are RouterOS's own, those of its version: on RouterOS 6 routing rules are
 * at `/ip/route/rule`. The connection is made again when it was lost, and ended while nobody uses it.
 *
 * Every method rejects with `RouterOsError`, whose message is complete for a person and holds no secret. A command that
 * changes something is never repeated where it may have been carried out: then the category is `unanswered`.
 */
export interface RouterConnection extends RouterFacts {
  /** For messages: `office-12 (10.0.0.1:8729)`. */
  readonly label: string;
  /** `/system/identity`. */
  readonly identity: string;
  /** Policies of our user (`read`, `write` …); undefined where the router does not tell (a RADIUS user). */
  readonly policies?: readonly string[];
  /**
   * All rows of a menu in the router's order, dynamic and built-in ones too; of a menu of settings its one object, which
   * has no `.id`. Undefined where this RouterOS has no such menu. Credentials are never asked for, and left out where
   * RouterOS prints them unasked (before 7.21).
   *
   * @param path `/ip/route`
   */
  rows(path: string): Promise<readonly Row[] | undefined>;
  /**
   * @param id `.id` of the row; `""` for the one object of a menu of settings
   * @param attributes in RouterOS's names; `null` unsets
   */
  set(path: string, id: string, attributes: Attributes): Promise<void>;
  /**
   * Any command: `run("/system/script/run", { ".id": id })`.
   *
   * @param path of menu and command
   * @param attributes `""` for arguments that are flags (`once`)
   * @param deadline milliseconds; default the `commandDeadline` of the settings
   */
  run(path: string, attributes?: Readonly<Record<string, string>>, deadline?: number): Promise<CommandResult>;
  /** Lets the commands under way end, then ends the connection. */
  close(): Promise<void>;
}

/**
 * Logs in to a router and reads what it is: one login and at most six commands.
 *
 * @param settings of one router: `chooseRouter(parseSettings(…), name)`
 * @throws RouterOsError when it cannot be reached or read; nothing stays open then
 *
 * @example
 * const router = await connectRouter(settings);
 * const jobs = await router.rows("/system/script/job");
 * await router.close();
 */
export async function connectRouter(
  settings: RouterSettings,
  connect: Connect = clientConnect,
): Promise<RouterConnection> {
  const link = createLink(settings, connect, defaultTimes, dialWithTodays);
  const { user, name } = settings;
  const router = name === onlyRouter ? undefined : name;
  const label = routerLabel(settings);

  async function told(reply: Promise<Reply>, asked?: string): Promise<CommandResult> {
    try {
      const { rows, ret } = await reply;
      return { rows: rows.map(withoutCredentials), ...(ret !== undefined && { ret }) };
    } catch (error) {
      throw inScene(error, { router, advice: await policyAdvice(error, link.read, user, asked) });
    }
  }

  try {
    const [facts, identity, ours] = await Promise.all([
      readFacts(link.read, label),
      readIdentity(link.read),
      readPolicies(link.read, user),
    ]);
    return {
      ...facts,
      label,
      identity,
      ...(ours && { policies: ours.policies }),
      rows: async (path) => {
        try {
          return (await told(link.read({ path: `${path}/print` }))).rows;
        } catch (error) {
          if (isNoSuchMenu(error)) return undefined;
          throw error;
        }
      },
      set: async (path, id, attributes) => {
        const words = onWire(id === "" ? attributes : { ...attributes, ".id": id });
        await told(link.write({ path: `${path}/set`, attributes: words }), attributes.policy ?? undefined);
      },
      run: (path, attributes = {}, deadline) =>
        told(
          link.write({ path, attributes, ...(deadline !== undefined && { deadline }) }),
          attributes.policy,
        ),
      close: link.close,
    };
  } catch (error) {
    await link.close();
    throw error;
  }
}

function withoutCredentials(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !isSecretName(name)));
}
