/** Prints with the credentials in them, as far as router and user allow, and whether they do. */
import type { Command, Reply } from "../client/contract";
import type { Menu } from "../menus/language";
import { gateProblem } from "../menus/versions";
import type { RouterFacts, SecretSight } from "./contract";
import type { Speak } from "./dialect";
import { isRouterOsError, type RouterOsError } from "./errors";
import { readPolicies } from "./policies";

export interface SecretReader {
  /** A print of a menu, with its credentials where the version has to be asked for them. */
  read(menu: Menu, command: Command): Promise<Reply>;
  sight(): Promise<SecretSight>;
}

export interface SecretReaderOptions {
  /** A print of a menu as it is asked for. */
  readonly print: Speak;
  read(command: Command): Promise<Reply>;
  facts(): Promise<RouterFacts>;
  /** The router, for messages. */
  readonly label: string;
  /** The user we log in as. */
  readonly user: string;
}

export function createSecretReader({ print, read, facts, label, user }: SecretReaderOptions): SecretReader {
  /** RouterOS's words, once the router did not take `show-sensitive`. */
  let refusal: string | undefined;
  let policies: ReturnType<typeof readPolicies> | undefined;

  async function mustAsk(menu: Menu): Promise<boolean> {
    if (menu.hidesSecretsSince === undefined || refusal !== undefined) return false;
    const { version } = await facts();
    return gateProblem({ since: menu.hidesSecretsSince }, version, label) === undefined;
  }

  return {
    read: async (menu, command) => {
      if (!(await mustAsk(menu))) return print(menu, command);
      try {
        return await print(menu, { ...command, attributes: { ...command.attributes, "show-sensitive": "" } });
      } catch (error) {
        if (!refusesArgument(error)) throw error;
        // The same command without the argument decides whether the argument was the reason.
        const reply = await print(menu, command);
        refusal = error.routerSays ?? "";
        return reply;
      }
    },
    sight: async () => {
      // A router that cannot be reached is an error, not one that does not tell.
      await facts();
      policies ??= readPolicies(read, user);
      const ours = await policies;
      if (ours && !ours.policies.includes("sensitive")) {
        const wanted = [...ours.policies, "sensitive"].join(",");
        return {
          sight: "withheld",
          because:
            `the API user ${user} of router ${label} lacks the policy sensitive. Give it to the user's group: ` +
            `/user/group/set ${consoleWord(ours.group)} policy=${wanted}`,
        };
      }
      if (refusal !== undefined) {
        return {
          sight: "unknown",
          because: `router ${label} does not print credentials: RouterOS refuses show-sensitive with "${refusal}"`,
        };
      }
      if (ours) return { sight: "shown" };
      return {
        sight: "unknown",
        because:
          `router ${label} does not print it, and does not tell the policies of the API user ${user} (a RADIUS ` +
          "user?): check that it has the policy sensitive",
      };
    },
  };
}

function consoleWord(name: string): string {
  return /^[\w-]+$/.test(name) ? name : `"${name.replace(/["\\$]/g, "\\$&")}"`;
}

/** `unknown parameter show-sensitive` (7.18.2 and older), or a user who may not ask. */
function refusesArgument(error: unknown): error is RouterOsError {
  return (
    isRouterOsError(error) &&
    (error.category === "missing-policy" ||
      (error.category === "rejected" && /unknown parameter/.test(error.routerSays ?? "")))
  );
}
