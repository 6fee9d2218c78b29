import { RouterOsError } from "../session/errors";
import { redact } from "./redact";
import type { Loss } from "./repairs/connector";

/** What a message about a command without an answer is made of. */
interface Scene {
  readonly label: string;
  readonly path: string;
}

const lookFirst = "It may have been carried out: look at the menu before repeating it.";

/** The error of a command that was on its way when the connection was lost. */
export function lossFailure(loss: Loss, { label, path }: Scene, secrets: readonly string[]): RouterOsError {
  const unanswered = (message: string, details: { routerSays?: string; cause?: unknown } = {}) =>
    new RouterOsError("unanswered", message, { ...details, mayHaveExecuted: true });
  switch (loss.how) {
    case "fatal": {
      const routerSays = redact(loss.reason, secrets) || undefined;
      const says = routerSays ? `RouterOS says "${routerSays}"` : "RouterOS gives no reason";
      return unanswered(`${label} ended the session before it answered ${path}: ${says}. ${lookFirst}`, {
        routerSays,
      });
    }
    case "garbage":
      return new RouterOsError(
        "not-routeros",
        `${label} sent ${loss.cause.message}, so its answer to ${path} cannot be read. ${lookFirst} ` +
          "Check that nothing between here and the router changes the connection.",
        { cause: loss.cause, mayHaveExecuted: true },
      );
    case "closed-here":
      return unanswered(
        `The connection to ${label} was closed here before ${path} was answered. ${lookFirst}`,
      );
    default: {
      const cause = loss.how === "deadline" ? undefined : loss.cause;
      const reason = cause ? ` (${cause.message})` : "";
      return unanswered(`${label} closed the connection before it answered ${path}${reason}. ${lookFirst}`, {
        cause,
      });
    }
  }
}

/** The error of a command that was never sent, because the connection was lost before. */
export function lostBeforeFailure(loss: Loss, scene: Scene, secrets: readonly string[]): RouterOsError {
  const reason =
    loss.how === "fatal"
      ? ` RouterOS had said "${redact(loss.reason, secrets)}".`
      : "cause" in loss && loss.cause
        ? ` The reason was: ${loss.cause.message}.`
        : "";
  return new RouterOsError(
    "unreachable",
    `The connection to ${scene.label} is closed, so ${scene.path} was not sent.${reason}`,
    { cause: "cause" in loss ? loss.cause : undefined },
  );
}

/** The error of a command that had no answer within its deadline; its `/cancel` is on the way. */
export function deadlineFailure({ label, path }: Scene, deadline: number): RouterOsError {
  return new RouterOsError(
    "unanswered",
    `${label} did not answer ${path} within ${deadline / 1000} s, so it was cancelled. ${lookFirst}`,
    { mayHaveExecuted: true },
  );
}
