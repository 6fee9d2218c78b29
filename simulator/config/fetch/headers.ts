/** The headers of a request: those of RouterOS, and those of `http-header-field`. */
import { fail } from "../errors";
import type { Router } from "../router";
import { failures } from "../values/failures";
import type { Place } from "./url";

/** A comma begins the next header; with a backslash before it, it is one. */
function written(fields: string): [string, string][] {
  if (fields === "") return [];
  return fields.split(/(?<!\\),/).map((field) => {
    const border = field.indexOf(":");
    if (border <= 0) throw fail(failures.invalid("http-header-field"));
    const value = field.slice(border + 1).replaceAll("\\,", ",");
    return [field.slice(0, border).trim(), value.trim()];
  });
}

export function headersOf(
  router: Router,
  given: ReadonlyMap<string, string>,
  { host, user, password }: Place,
  body: string,
): Record<string, string> {
  const own: [string, string][] = [
    ["Host", host],
    ["User-Agent", router.major < 7 ? `Mikrotik/${router.version}` : `RouterOS ${router.version}`],
    ...(router.major < 7 ? [] : [["Accept-Encoding", "deflate, gzip"] as [string, string]]),
  ];
  if (user !== undefined) {
    // With `digest` the credentials would wait for a challenge, which no simulated server gives.
    const credentials = Buffer.from(`${user}:${password ?? ""}`).toString("base64");
    if (given.get("http-auth-scheme") !== "digest") own.push(["Authorization", `Basic ${credentials}`]);
  }
  if (body !== "") own.push(["Content-Type", "application/x-www-form-urlencoded"]);
  const headers = new Map(own.map(([name, value]) => [name.toLowerCase(), [name, value] as const]));
  for (const [name, value] of written(given.get("http-header-field") ?? ""))
    headers.set(name.toLowerCase(), [name, value]);
  return Object.fromEntries(headers.values());
}
