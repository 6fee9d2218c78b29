import * as pulumi from "@pulumi/pulumi";
import {
  chooseRouter,
  describeRouter,
  parseSettings,
  type RouterDescription,
} from "pulumi-routeros-provider";
import { requireSecretCredentials } from "./resources/secret-config";

/**
 * Reads facts of a router while the program runs, in previews too, so that the program can adapt to what it finds:
 * the version, the identity, the interfaces. Reads only; connects with the stack's `routeros:` settings.
 *
 * @param router the router's name under `routeros:routers`; default: the only one configured.
 * @throws RouterOsError when settings are missing or wrong, or the router cannot be reached.
 *
 * @example
 * const router = await getRouter();
 * if (router.interfaces.some((one) => one.name === "lte1")) new InterfaceListMember("lte", { list: "WAN", interface: "lte1" });
 */
export async function getRouter(router?: string): Promise<RouterDescription> {
  requireSecretCredentials();
  const settings = parseSettings((key) => pulumi.runtime.getConfig(key), process.env);
  return describeRouter(chooseRouter(settings, router));
}
