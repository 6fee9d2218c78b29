import * as pulumi from "@pulumi/pulumi";
import {
  chooseRouter,
  describeRouter,
  isRouterOsError,
  parseSettings,
  type RouterDescription,
} from "pulumi-routeros-provider";
import { programError } from "./program-error";
import { requireSecretCredentials } from "./resources/secret-config";

/**
 * Reads facts of a router while the program runs, in previews too, so that the program can adapt to what it finds:
 * the version, the identity, the interfaces. Reads only; connects with the stack's `routeros:` settings.
 *
 * @param router the router's name under `routeros:routers`; default: the only one configured.
 * @throws pulumi.RunError when settings are missing or wrong, or the router cannot be reached or read: Pulumi shows
 * its message and no stack.
 *
 * @example
 * const router = await getRouter();
 * if (router.interfaces.some((one) => one.name === "lte1")) new InterfaceListMember("lte", { list: "WAN", interface: "lte1" });
 */
export async function getRouter(router?: string): Promise<RouterDescription> {
  requireSecretCredentials();
  try {
    const settings = parseSettings((key) => pulumi.runtime.getConfig(key), process.env);
    return await describeRouter(chooseRouter(settings, router));
  } catch (error) {
    throw isRouterOsError(error) ? programError(error.message) : error;
  }
}
