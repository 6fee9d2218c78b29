import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Caller, ConfigurationPlane } from "../config/contract";
import { type ApiCommand, argumentOf } from "./sentence";
import { encodeText } from "./text";

/**
 * `plain`: name and password in one sentence, RouterOS 6.43 and later. Since 6.45.1 an answer to a challenge is
 * refused, though a bare `/login` is still given one (seen on 6.47.6).
 * `challenge`: before 6.43. The first `/login` is given a challenge whatever it says.
 */
export type LoginForm = "plain" | "challenge";

/** What `/login` comes to. */
export type LoginOutcome =
  | { readonly is: "logged-in"; readonly caller: Caller }
  | { readonly is: "challenged"; readonly challenge: string }
  | { readonly is: "refused"; readonly message: string };

const refusals: Readonly<Record<LoginForm, string>> = {
  plain: "invalid user name or password (6)",
  challenge: "cannot log in",
};

export interface LoginDialogue {
  /** True when this `/login` is the second half of a challenge login. */
  answersChallenge(command: ApiCommand): boolean;
  login(command: ApiCommand): LoginOutcome;
}

/** The login of one session; remembers the challenge between its two sentences. */
export function loginDialogue(
  form: LoginForm,
  plane: ConfigurationPlane,
  via: Caller["via"],
  address: string,
): LoginDialogue {
  let challenge: Buffer | undefined;
  const refused: LoginOutcome = { is: "refused", message: refusals[form] };

  const enter = (name: string, password: string): LoginOutcome => {
    const caller = plane.login(name, password, via, address);
    return caller ? { is: "logged-in", caller } : refused;
  };

  const challengeClient = (): LoginOutcome => {
    challenge = randomBytes(16);
    return { is: "challenged", challenge: challenge.toString("hex") };
  };

  const answerChallenge = (name: string, response: string): LoginOutcome => {
    const given = challenge;
    // A challenge is good for one try.
    challenge = undefined;
    const password = plane.passwordOf(name);
    if (form === "plain" || !given || password === undefined) return refused;
    return sameText(response, challengeResponse(password, given)) ? enter(name, password) : refused;
  };

  return {
    answersChallenge: (command) => challenge !== undefined && argumentOf(command, "response") !== undefined,
    login: (command) => {
      const name = argumentOf(command, "name");
      const response = argumentOf(command, "response");
      if (name !== undefined && response !== undefined) return answerChallenge(name, response);
      if (name === undefined || form === "challenge") return challengeClient();
      return enter(name, argumentOf(command, "password") ?? "");
    },
  };
}

/** `00` and the MD5 of a zero byte, the password and the challenge. */
function challengeResponse(password: string, challenge: Buffer): string {
  const digest = createHash("md5").update(Buffer.of(0)).update(encodeText(password)).update(challenge);
  return `00${digest.digest("hex")}`;
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
