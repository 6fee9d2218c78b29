/** What a fetch that is finished shows. */
import type { PrintedRow } from "../contract";
import type { ServerResponse } from "../outgoing";
import type { Router } from "../router";
import { durationText } from "../values/durations";
import type { FetchOptions } from "./options";

/** Bytes that `data` takes; a longer body is cut without a word (manual; v6: the size of its variables). */
function room(router: Router, output: FetchOptions["output"]): number {
  if (router.major < 7) return 4096;
  return output === "user" ? 64_512 : 20_480;
}

/** KiB, rounded down, and 1 as soon as there is anything (manual). */
const kibibytes = (bytes: number): string => String(bytes === 0 ? 0 : Math.max(1, Math.floor(bytes / 1024)));

export function printedResult(
  router: Router,
  options: FetchOptions,
  { status, headers, body }: ServerResponse,
  took: number,
  uploaded: string | undefined,
): PrintedRow {
  const { output, place } = options;
  const isWeb = place.mode !== "ftp";
  const size = Buffer.byteLength(body);
  const row: Record<string, string> = { status: "finished" };
  // The status shows in the manual since 7.22.
  if (isWeb && router.atLeast("7.22")) row.code = String(status);
  row.downloaded = kibibytes(size);
  if (uploaded !== undefined) row.uploaded = kibibytes(Buffer.byteLength(uploaded));
  row.total = kibibytes(size);
  row.duration = durationText(Math.floor(took / 1000) * 1000);
  if (output === "user" || output === "user-with-headers")
    row.data = Buffer.from(body).subarray(0, room(router, output)).toString();
  if (output === "user-with-headers")
    row["http-headers"] = Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join(";");
  return row;
}
