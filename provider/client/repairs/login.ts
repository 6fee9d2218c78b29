/**
 * Defects removed from node-routeros's login:
 * - the challenge of RouterOS before 6.43 is answered over characters instead of bytes, so a password outside ASCII
 *   is refused;
 * - an answer it does not understand counts as being logged in;
 * - only two of RouterOS's refusals are recognised, and their words are replaced;
 * - the challenge and RouterOS's answer go to `debug`.
 */
import { createHash } from "node:crypto";
import { isRouterOsError, RouterOsError } from "../../session/errors";
import { loginFailure } from "../connect-failure";
import type { Reply } from "../contract";
import { run } from "./run";
import type { Wire } from "./wire";

/** MD5 of a zero byte, the password and the challenge: RouterOS before 6.43. */
function challengeResponse(password: string, challenge: string): string {
  const digest = createHash("md5")
    .update(Buffer.from([0]))
    .update(password, "utf8")
    .update(Buffer.from(challenge, "hex"))
    .digest("hex");
  return `00${digest}`;
}

/** Categories that say how the connection or the router failed, and not why the login was refused. */
const notAboutTheLogin = ["unanswered", "not-routeros", "busy"] as const;

async function attempt(wire: Wire, user: string, attributes: Record<string, string>): Promise<Reply> {
  try {
    return await run(wire, { path: "/login", attributes: { name: user, ...attributes } }, undefined);
  } catch (error) {
    if (!isRouterOsError(error) || notAboutTheLogin.some((category) => category === error.category))
      throw error;
    throw loginFailure({ label: wire.label, user }, error.routerSays);
  }
}

/**
 * Logs in the way of RouterOS 6.43 and newer; an older one ignores the password, answers with a challenge in
 * `=ret=`, and gets its response.
 *
 * @throws RouterOsError of category `refused-login`, or of the connection's failure
 */
export async function login(wire: Wire, user: string, password: string): Promise<void> {
  const { ret } = await attempt(wire, user, { password });
  if (ret === undefined) return;
  if (!/^([0-9a-f]{2})+$/i.test(ret)) {
    throw new RouterOsError(
      "not-routeros",
      `${wire.label} answered the login with a challenge that is not hexadecimal, so it is not RouterOS.`,
    );
  }
  await attempt(wire, user, { response: challengeResponse(password, ret) });
}
