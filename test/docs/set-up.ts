/** A simulated router, fresh from the factory, made ready as the README says; and its way in. */
import { type RouterOptions, type SimulatedRouter, startRouter } from "../../simulator/index";
import { typeIn } from "./console";
import { onlyBlock } from "./documents";

/** The router's address in all documents. */
export const documentedAddress = "192.168.88.1";

export interface ReadyRouter {
  readonly router: SimulatedRouter;
  /** Of the user that the README makes. */
  readonly user: string;
  readonly password: string;
  /** As the README's last command shows it. */
  readonly fingerprint: string;
}

/** The lines of "On a real router" for a router at this address. */
export function routerLines(address: string): string[] {
  const { text } = onlyBlock("README.md", "On a real router", "routeros");
  return text.replaceAll(documentedAddress, address).trim().split("\n");
}

/** Starts it, and types the README's lines in. A router from the factory has `api-ssl` without a certificate. */
export async function readyRouter(options: RouterOptions = {}): Promise<ReadyRouter> {
  const router = await startRouter({ tls: "anonymous", ...options });
  const lines = routerLines(router.host);
  try {
    const [certificate] = await typeIn(router, lines);
    const [, user, password] = /\/user\/add name=(\S+) .*password="([^"]+)"/.exec(lines.join("\n")) ?? [];
    const fingerprint = certificate?.fingerprint;
    if (user === undefined || password === undefined || fingerprint === undefined)
      throw new Error("the README's lines make no user, or show no fingerprint");
    return { router, user, password, fingerprint };
  } catch (error) {
    await router.stop();
    throw error;
  }
}
