/** The router is looked at before anything is declared. */
import * as pulumi from "@pulumi/pulumi";
import { chooseRouter, connectRouter, isRouterOsError, parseSettings } from "pulumi-routeros-provider";
import { programError } from "../../program-error";
import { requireSecretCredentials } from "../../resources/secret-config";
import type { DualWan } from "../args";
import type { Plan } from "../plan";
import { type Finding, findingsOf } from "../preflight/findings";
import { type RouterState, readState } from "../status/rows";

/**
 * Reads the router and says what would go wrong, in previews and updates alike.
 *
 * @returns what was read; undefined with `preflight: "off"`, or where the router cannot be read, which is said
 * @throws pulumi.RunError with `preflight: "enforce"` if there is an error, or the router cannot be read
 */
export async function preflight(
  { office, plan }: { readonly office: DualWan; readonly plan: Plan },
  router: string | undefined,
  component: pulumi.Resource,
): Promise<RouterState | undefined> {
  if (office.preflight === "off") return undefined;
  const enforce = office.preflight === "enforce";
  const state = await look(router, (words) => {
    if (enforce) throw programError(words);
    pulumi.log.warn(`The router was not looked at before the deployment: ${words}`, component);
  });
  if (state !== undefined) say(findingsOf({ office, plan, state }), enforce, component);
  return state;
}

function say(findings: readonly Finding[], enforce: boolean, component: pulumi.Resource): void {
  for (const { level, message } of findings) {
    if (level === "note") pulumi.log.info(message, component);
    else if (!enforce || level === "warning") pulumi.log.warn(message, component);
  }
  const errors = findings.filter(({ level }) => level === "error");
  if (!enforce || errors.length === 0) return;
  throw programError(
    `This office cannot be set up on its router as it is, and nothing was changed:\n${errors.map(({ message }) => `- ${message}`).join("\n")}`,
  );
}

/**
 * What a router is like now.
 *
 * @param onFailure gets complete words for a person where it cannot be read
 * @returns undefined then
 */
export async function look(
  router: string | undefined,
  onFailure: (words: string) => void,
): Promise<RouterState | undefined> {
  try {
    requireSecretCredentials();
    const settings = parseSettings((key) => pulumi.runtime.getConfig(key), process.env);
    const connection = await connectRouter(chooseRouter(settings, router));
    try {
      return await readState(connection);
    } finally {
      await connection.close();
    }
  } catch (error) {
    if (!isRouterOsError(error)) throw error;
    onFailure(error.message);
    return undefined;
  }
}
