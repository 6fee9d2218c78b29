/** The policies of the user we log in with: only asked for to explain a refusal. */
import type { Command, Reply } from "../client/contract";
import { isRouterOsError } from "./errors";

type Read = (command: Command) => Promise<Reply>;

export interface OurPolicies {
  readonly group: string;
  readonly policies: readonly string[];
}

/** Undefined when the router does not tell: a RADIUS user, or one without the policy `read`. */
export async function readPolicies(read: Read, user: string): Promise<OurPolicies | undefined> {
  try {
    const group = await only(read, "/user", user, "group");
    const policy = group && (await only(read, "/user/group", group, "policy"));
    if (!group || policy === undefined) return undefined;
    return { group, policies: wordsOf(policy) };
  } catch {
    // The failure that is being explained matters more than one of its explanation.
    return undefined;
  }
}

/**
 * For the message of a refused command; undefined for failures of another kind.
 *
 * @param wanted policies that the refused row was to have: RouterOS gives a script none that its creator lacks
 */
export async function policyAdvice(
  error: unknown,
  read: Read,
  user: string,
  wanted?: string | null,
): Promise<string | undefined> {
  if (!isRouterOsError(error, "missing-policy")) return undefined;
  const found = await readPolicies(read, user);
  if (!found) return `The user is ${user}; its group and policies are not readable.`;
  const lacking = wordsOf(wanted ?? "").filter((policy) => !found.policies.includes(policy));
  return [
    `The user ${user} is in the group ${found.group} with the policies ${found.policies.join(", ") || "(none)"}.`,
    lacking.length > 0 &&
      `The property policy asks for ${lacking.join(", ")}, and nobody can give a policy that he has not: leave it ` +
        "out, or add it to the group.",
    `See: /user/group/print where name=${found.group}`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** A policy that is denied is listed too, with a `!` before it. */
function wordsOf(policies: string): readonly string[] {
  return policies.split(",").filter((name) => name !== "" && !name.startsWith("!"));
}

async function only(read: Read, menu: string, name: string, property: string): Promise<string | undefined> {
  const attributes = { ".proplist": `name,${property}` };
  const { rows } = await read({ path: `${menu}/print`, attributes, queries: [`?name=${name}`] });
  return rows[0]?.[property];
}
