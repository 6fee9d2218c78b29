/** The router is looked at before anything is declared. */
import * as pulumi from "@pulumi/pulumi";
import { chooseRouter, connectRouter, isRouterOsError, parseSettings } from "pulumi-routeros-provider";
import { programError } from "../../program-error";
import { requireSecretCredentials } from "../../resources/secret-config";
import type { DualWan } from "../args";
import { type Finding, findingsOf } from "../preflight/findings";
import { readState } from "../status/rows";

/**
 * Reads the router and says what would go wrong, in previews and updates alike.
 *
 * @throws pulumi.RunError with `preflight: "enforce"` if there is an error, or the router cannot be read
 */
export async function preflight(
  office: DualWan,
  router: string | undefined,
  component: pulumi.Resource,
): Promise<void> {
  if (office.preflight === "off") return;
  const enforce = office.preflight === "enforce";
  const findings = await look(office, router, enforce, component);
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

async function look(
  office: DualWan,
  router: string | undefined,
  enforce: boolean,
  component: pulumi.Resource,
): Promise<readonly Finding[]> {
  try {
    requireSecretCredentials();
    const settings = parseSettings((key) => pulumi.runtime.getConfig(key), process.env);
    const connection = await connectRouter(chooseRouter(settings, router));
    try {
      return findingsOf(office, await readState(connection));
    } finally {
      await connection.close();
    }
  } catch (error) {
    if (!isRouterOsError(error)) throw error;
    if (enforce) throw programError(error.message);
    pulumi.log.warn(`The router was not looked at before the deployment: ${error.message}`, component);
    return [];
  }
}
