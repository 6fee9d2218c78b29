import { RouterOsError } from "../session/errors";
import { redact } from "./redact";
import type { Loss, Phase } from "./repairs/connector";
import { tlsFailure } from "./tls-failure";

/** What is known about a connection that did not come about. */
export interface Attempt {
  readonly label: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly usesTls: boolean;
  readonly phase: Phase;
  readonly firstBytes: Buffer;
  /** Milliseconds. */
  readonly deadline: number;
  readonly secrets: readonly string[];
}

const unresolved = ({ host }: Attempt) =>
  `The name ${host} cannot be resolved. Check the router's host, and the DNS of this machine.`;
const noRoute = ({ label }: Attempt) =>
  `There is no route from this machine to ${label}. Check the address, the VPN, and the routes of this machine.`;
const noAnswer = ({ label }: Attempt) =>
  `${label} does not answer. Check that the router is up, that its address is right, and that no firewall on the ` +
  "way, nor the router's own input chain, drops the connection.";

/** Node's codes before TCP is connected; all others are told as they are. */
const networkMessages: Readonly<Record<string, (attempt: Attempt) => string>> = {
  ECONNREFUSED: ({ label, port, usesTls }) => {
    const service = usesTls ? "api-ssl" : "api";
    return (
      `${label} refuses connections. Check in /ip/service that ${service} is enabled and listens on port ` +
      `${port}, and that no firewall rule rejects this machine.`
    );
  },
  ENOTFOUND: unresolved,
  EAI_AGAIN: unresolved,
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  EHOSTDOWN: noAnswer,
  ETIMEDOUT: noAnswer,
};

const deadlineMessages: Readonly<Record<Phase, (attempt: Attempt) => string>> = {
  tcp: (attempt) => `${noAnswer(attempt)} Waited ${attempt.deadline / 1000} s.`,
  tls: ({ label, deadline }) =>
    `${label} accepts connections, but did not finish the TLS handshake within ${deadline / 1000} s. Check that ` +
    "the port is that of api-ssl (8729 unless changed) and not that of api, and that the router is not overloaded.",
  api: ({ label, deadline }) =>
    `${label} accepts connections, but did not answer the login within ${deadline / 1000} s. Check that the port ` +
    "is that of the service api or api-ssl, and that the router is not overloaded.",
};

/** The first bytes of an alert, which is how TLS servers answer plain text. */
const tlsAlert = Buffer.from([0x15, 0x03]);

function unreachable(message: string, cause?: Error): RouterOsError {
  return new RouterOsError("unreachable", message, { cause });
}

function closedFailure(attempt: Attempt, cause: (Error & { code?: string }) | undefined): RouterOsError {
  if (attempt.phase === "tls") return tlsFailure(attempt.label, attempt.host, cause);
  if (attempt.phase === "tcp" && cause) {
    const message = networkMessages[cause.code ?? ""];
    const fallback = () => `The connection to ${attempt.label} failed: ${cause.message || cause.code}.`;
    return unreachable((message ?? fallback)(attempt), cause);
  }
  const reason = cause ? ` (${cause.message})` : "";
  return unreachable(
    `${attempt.label} closed the connection before it answered the login${reason}. Check in /ip/service that the ` +
      "service's address list has this machine, that max-sessions is not used up, and that the port is that of " +
      `${attempt.usesTls ? "api-ssl" : "api (api-ssl needs TLS)"}.`,
    cause,
  );
}

function garbageFailure({ label, firstBytes, secrets }: Attempt, cause: Error): RouterOsError {
  if (firstBytes.subarray(0, 2).equals(tlsAlert)) {
    return new RouterOsError(
      "tls",
      `${label} speaks TLS, but tls is switched off in our settings. Switch it on, or use the port of the ` +
        "service api (8728 unless changed).",
      { cause },
    );
  }
  const opening = firstBytes.toString("latin1");
  const banner = /^(HTTP\/|SSH-|220 )[^\r\n]*/.exec(opening)?.[0];
  const what = opening.startsWith("HTTP/")
    ? "A web server answers"
    : "Something else than RouterOS's API answers";
  return new RouterOsError(
    "not-routeros",
    `${what} at ${label}: it sent ${banner ? `"${redact(banner, secrets)}"` : cause.message}. Check the port: ` +
      "api-ssl has 8729 and api has 8728, unless changed in /ip/service.",
    { cause },
  );
}

/** The error of a connection that was lost before the login was done. */
export function connectFailure(loss: Loss, attempt: Attempt): RouterOsError {
  switch (loss.how) {
    case "untrusted":
      return loss.cause instanceof RouterOsError
        ? loss.cause
        : tlsFailure(attempt.label, attempt.host, loss.cause);
    case "deadline":
      return unreachable(deadlineMessages[attempt.phase](attempt));
    case "garbage":
      return garbageFailure(attempt, loss.cause);
    case "fatal":
      return loginFailure(attempt, redact(loss.reason, attempt.secrets) || undefined);
    case "closed":
      return closedFailure(attempt, loss.cause);
    case "closed-here":
      return unreachable(`The connection to ${attempt.label} was closed here before the login was answered.`);
  }
}

/** The error of a login that RouterOS refused, in its own words. */
export function loginFailure(
  { label, user }: Pick<Attempt, "label" | "user">,
  routerSays: string | undefined,
): RouterOsError {
  const says = routerSays ? `RouterOS says "${routerSays}"` : "RouterOS gives no reason";
  return new RouterOsError(
    "refused-login",
    `${label} refused the login of user "${user}": ${says}. Check the user and its password, that the user's ` +
      "group has the policy api, and that the user's address list has this machine.",
    { routerSays },
  );
}
