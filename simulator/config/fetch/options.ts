/** The arguments of `/tool/fetch`, each read and checked as its version has it. */
import { fail, noMatch } from "../errors";
import type { OutgoingRequest } from "../outgoing";
import type { Router } from "../router";
import { parseDuration } from "../time";
import { failures } from "../values/failures";
import { headersOf } from "./headers";
import { isOn, lastPart, type Place, placeOf } from "./url";

export type Output = "none" | "file" | "user" | "user-with-headers";

export interface FetchOptions {
  readonly place: Place;
  readonly method: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly output: Output;
  /** Of the file that is written. */
  readonly fileName: string;
  /** The local file that is sent. */
  readonly upload: string | undefined;
  readonly checksCertificate: boolean;
  readonly source: string | undefined;
  readonly redirects: number;
  /** Milliseconds. */
  readonly idle: number;
  /** Milliseconds; undefined without end. */
  readonly duration: number | undefined;
  readonly asValue: boolean;
}

/** Bytes. */
const longestBody = 65_536;

/** `head` and `patch` since 7.14, `user-with-headers` since 7.13 (release notes). */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "http-method": { get: "6", post: "6", put: "6", delete: "6", head: "7.14", patch: "7.14" },
  output: { none: "6", file: "6", user: "6", "user-with-headers": "7.13" },
  "check-certificate": { no: "6", yes: "6", "yes-without-crl": "6" },
  "http-auth-scheme": { basic: "6", digest: "6" },
  "http-content-encoding": { deflate: "6", gzip: "6" },
  "http-version": { http1_1: "6", http2: "6", "http2-forced": "6" },
  "ip-type": { any: "6", ipv4: "6", ipv6: "6" },
  "keep-result": { yes: "6", no: "6" },
  upload: { yes: "6", no: "6" },
  ascii: { yes: "6", no: "6" },
  "http-percent-encoding": { yes: "6", no: "6" },
};

/** @throws CommandFailure in RouterOS's words, or words that name what the simulator has not */
export function optionsOf(router: Router, given: ReadonlyMap<string, string>): FetchOptions {
  checkWords(router, given);
  const place = placeOf(given);
  const asValue = given.has("as-value");
  // The manual of v7 says so of scripts.
  if (asValue && router.major >= 7 && given.has("address") && given.has("src-path"))
    throw fail("failure: Conflicting remote paths provided in URI and parameter");
  const method = given.get("http-method") ?? "get";
  const output = outputOf(given);
  const isUpload = isOn(given.get("upload"));
  if (isUpload && place.mode !== "ftp") throw fail("failure: upload is only supported by (s)ftp");
  const body = bodyOf(router, method, given.get("http-data"));
  const fileName = given.get("dst-path") ?? lastPart(place.path);
  if (output === "file" && !isUpload && fileName === "") throw fail("failure: no destination file name");
  return {
    place,
    method,
    body,
    headers: place.mode === "ftp" ? {} : headersOf(router, given, place, body),
    output,
    fileName,
    upload: isUpload ? (given.get("src-path") ?? "") : undefined,
    checksCertificate: checks(router, given, place),
    source: given.get("src-address"),
    redirects: redirectsOf(router, given.get("http-max-redirect-count")),
    idle: seconds(given, "idle-timeout", idleTimeout) * 1000,
    duration: given.has("duration") ? seconds(given, "duration", 0) * 1000 : undefined,
    asValue,
  };
}

/** Manual: the default of `idle-timeout`. That older versions wait as long is assumed. */
const idleTimeout = 10;

function checkWords(router: Router, given: ReadonlyMap<string, string>): void {
  for (const [name, text] of given) {
    const since = words[name]?.[text === "true" ? "yes" : text === "false" ? "no" : text];
    if (words[name] !== undefined && (since === undefined || !router.atLeast(since))) throw noMatch(name);
  }
  const certificate = given.get("certificate");
  const names = router.rows("/certificate").map((row) => row.values.name);
  if (certificate !== undefined && !names.includes(certificate)) throw noMatch("certificate");
}

/** `keep-result=no` is the old form of `output=none`. */
function outputOf(given: ReadonlyMap<string, string>): Output {
  const output = given.get("output");
  if (output !== undefined) return output as Output;
  const keeps = given.get("keep-result");
  return keeps === "no" || keeps === "false" ? "none" : "file";
}

/** Before 7.21 only POST, PUT and PATCH carry a body; others drop it without a word (release notes). */
function bodyOf(router: Router, method: string, data: string | undefined): string {
  if (Buffer.byteLength(data ?? "") > longestBody) throw fail(failures.tooLong("http-data", longestBody));
  const carries = ["post", "put", "patch"].includes(method) || router.atLeast("7.21");
  return carries ? (data ?? "") : "";
}

function checks(router: Router, given: ReadonlyMap<string, string>, { mode }: Place): boolean {
  const wanted = given.get("check-certificate") ?? "no";
  if (wanted === "no" || wanted === "false") return false;
  // Since 7.14 in HTTPS mode only (release notes); the words are not established.
  if (mode !== "https" && router.atLeast("7.14"))
    throw fail("failure: check-certificate can be used in https mode only");
  return mode === "https";
}

/** None before 7.18, where the argument came; two by themselves since 7.22 (release notes). */
function redirectsOf(router: Router, written: string | undefined): number {
  if (written === undefined) return router.atLeast("7.22") ? 2 : 0;
  if (!/^\d+$/.test(written)) throw fail(failures.invalid("http-max-redirect-count"));
  return Number(written);
}

function seconds(given: ReadonlyMap<string, string>, name: string, preset: number): number {
  const text = given.get(name);
  if (text === undefined) return preset;
  if (text === "none" && name === "idle-timeout") return Number.POSITIVE_INFINITY;
  const found = parseDuration(text);
  if (found === undefined || found <= 0) throw fail(failures.invalid(name));
  return found;
}

/** What is sent. */
export function requestOf(options: FetchOptions, upload: string | undefined): OutgoingRequest {
  const { place, method, headers, body } = options;
  const { mode, host, path } = place;
  if (mode === "ftp") {
    const isUpload = upload !== undefined;
    return {
      protocol: "ftp",
      host,
      method: isUpload ? "STOR" : "RETR",
      path,
      headers: {},
      body: upload ?? "",
    };
  }
  return { protocol: mode, host, method: method.toUpperCase(), path, headers, body };
}
