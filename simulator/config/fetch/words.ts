/** What `/tool/fetch` says when it fails; RouterOS has changed its words twice. */
import { STATUS_CODES } from "node:http";
import type { ConversationFailure } from "../conversing";
import type { ServerResponse } from "../outgoing";
import type { Router } from "../router";

export interface Ends {
  readonly address: string;
  readonly port: number;
}

/** v6 and 7 before 7.13: `closing connection: <404 Not Found> 192.0.2.80:443 (4)` (field reports of 6.49). */
const isOld = (router: Router): boolean => !router.atLeast("7.13");

const closing = (why: string, { address, port }: Ends): string =>
  `closing connection: <${why}> ${address}:${port} (4)`;

/** Reported of 7.18.2: `Fetch failed with status 405`; of the manual since 7.22: `Status 404, Not Found`. */
export function statusWords(router: Router, { status, headers }: ServerResponse, ends: Ends): string {
  const phrase = STATUS_CODES[status] ?? "Unknown";
  const { Location } = headers;
  if (isOld(router)) return closing(`${status} ${phrase}${Location ? ` "${Location}"` : ""}`, ends);
  const where = Location ? ` (Location: "${Location}")` : "";
  return router.atLeast("7.22")
    ? `Status ${status}, ${phrase}${where}`
    : `Fetch failed with status ${status}${where}`;
}

/** The first is of 6.4x and 7, the second of 7 only (field reports). */
export const certificateWords = {
  "no authority": "ssl: no trusted CA certificate found (6)",
  "too early": "SSL: ssl: cert not valid (not yet valid) (6)",
} as const;

/** `Idle timeout - connecting` is reported of 7; the old words but for statuses are strict. */
export function troubleWords(router: Router, { trouble, doing }: ConversationFailure, ends: Ends): string {
  const old = isOld(router);
  switch (trouble) {
    case "no route":
      return old ? closing("no route to host", ends) : "No route to host";
    case "refused":
      return old ? closing("connection refused", ends) : "Connection refused";
    case "reset":
      return old ? closing("connection reset", ends) : "Connection reset by peer";
    case "timeout":
      return old
        ? closing(doing === "connecting" ? "connection failed" : "timeout", ends)
        : `Idle timeout - ${doing}`;
    case "too long":
      return old ? closing("timeout", ends) : `Timeout - ${doing}`;
  }
}
