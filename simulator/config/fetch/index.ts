/** `/tool/fetch`: a conversation with a server, as packets of the router's own. */
import type { RootContext } from "../behaviour";
import { argumentsOf } from "../commands/arguments";
import { CommandFailure, type CommandResult } from "../contract";
import { addressOf, ConversationFailure, type Talk, talk } from "../conversing";
import { checkAllowed } from "../device-mode";
import { fail, notPermitted, notSimulated, unknownParameter } from "../errors";
import { fileNamed, writeFile } from "../files";
import type { Conversation, ServerResponse } from "../outgoing";
import type { Router } from "../router";
import { certificateTrouble } from "../server-certificate";
import { type FetchOptions, optionsOf, requestOf } from "./options";
import { printedResult } from "./result";
import { placeOf } from "./url";
import { certificateWords, type Ends, statusWords, troubleWords } from "./words";

/**
 * Since 7.13 nothing is fetched without `ftp` (release notes); before, only what becomes a file needs it. All need
 * `test` (manual, "User").
 */
export function fetchPolicies(router: Router, output: string | undefined): readonly string[] {
  const writes = output === undefined || output === "file";
  return router.atLeast("7.13") || writes ? ["test", "ftp"] : ["test"];
}

export async function fetch(context: RootContext): Promise<CommandResult> {
  const { router, caller, request, output } = context;
  const known = router.menus.get("/tool")?.schema.argumentsOf.get("fetch");
  for (const [name] of request.arguments) {
    if (name !== ".proplist" && known?.has(name) !== true) throw unknownParameter(router.major, name);
  }
  checkAllowed(router, "fetch");
  const options = optionsOf(router, argumentsOf(request));
  const needed = fetchPolicies(router, options.output);
  if (needed.some((policy) => !caller.policies.has(policy))) throw notPermitted();
  if (router.network === undefined) throw notSimulated("/tool/fetch without a network around the router");
  const begun = router.clock.now();
  if (!options.asValue) output.row({ status: "connecting" });
  try {
    const upload = uploadOf(router, options);
    const response = await transfer(context, options, upload, begun);
    if (options.output === "file" && options.upload === undefined)
      writeFile(router, caller, options.fileName, response.body);
    output.row(printedResult(router, options, response, router.clock.now() - begun, upload));
    return { returnsRows: true };
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    if (!options.asValue) output.row({ status: "failed" });
    const reason = error.message.replace(/^failure: /, "");
    // The topic and the line are reported of 7; since 7.13 there is the topic (release notes).
    if (router.atLeast("7.13"))
      router.log.write("fetch,error", `Download from ${options.place.host} FAILED: ${reason}`);
    throw error;
  }
}

/** What is in the local file that is sent; the words for one that is not there are not established. */
function uploadOf(router: Router, { upload: name }: FetchOptions): string | undefined {
  const contents = name === undefined ? undefined : fileNamed(router, name);
  if (name !== undefined && contents === undefined) throw fail(`failure: file not found`);
  return contents;
}

/** The answer that counts, after redirects. */
async function transfer(
  context: RootContext,
  first: FetchOptions,
  upload: string | undefined,
  begun: number,
): Promise<ServerResponse> {
  const { router } = context;
  let options = first;
  for (let followed = 0; ; followed++) {
    const { server, port } = options.place;
    const address = addressOf(router, server);
    if (address === undefined) throw fail("failure: resolving error");
    const ends: Ends = { address, port };
    const response = await ask(context, options, ends, upload, begun);
    const { status } = response;
    if ((status >= 200 && status < 300) || (status === 304 && router.atLeast("7.22"))) return response;
    const { Location } = response.headers;
    if (status < 300 || status >= 400 || Location === undefined || followed >= options.redirects)
      throw refused(router, response, ends);
    options = redirected(options, Location);
  }
}

/** Since 7.22 the status and the headers go with the error (release notes). */
function refused(router: Router, response: ServerResponse, ends: Ends): CommandFailure {
  const failure = fail(`failure: ${statusWords(router, response, ends)}`);
  if (router.atLeast("7.22")) {
    const headers = Object.entries(response.headers).map(([name, value]) => `${name}: ${value}`);
    failure.details = { code: String(response.status), "http-headers": headers.join(";") };
  }
  return failure;
}

/** What is asked of the place that a server names. */
function redirected(options: FetchOptions, location: string): FetchOptions {
  const { place } = options;
  const url = /^[a-z]+:\/\//i.test(location) ? location : `${place.mode}://${place.host}${location}`;
  return { ...options, place: placeOf(new Map([["url", url]])), method: "get", body: "" };
}

async function ask(
  { router, output }: RootContext,
  options: FetchOptions,
  ends: Ends,
  upload: string | undefined,
  begun: number,
): Promise<ServerResponse> {
  const conversation = router.network?.connect({ ...ends, source: options.source });
  // A socket cannot be bound to an address that the router has not; the words are not established.
  if (conversation === undefined) throw fail("failure: Cannot assign requested address");
  const until = begun + (options.duration ?? Number.POSITIVE_INFINITY);
  const patience = talk(router, { idle: options.idle, until }, output.signal);
  try {
    await patience.open(conversation.open);
    await greet(router, options, patience, conversation);
    const request = requestOf(options, upload);
    const { response } = await patience.exchange(() => conversation.ask(request), "receiving content");
    conversation.close();
    if (response === undefined) throw fail("failure: no answer");
    return response;
  } catch (error) {
    if (!(error instanceof ConversationFailure)) throw error;
    throw fail(`failure: ${troubleWords(router, error, ends)}`);
  }
}

/** Packets there and back before the request: a TLS handshake, a login and its preparations. */
const roundTrips = { http: 0, https: 1, ftp: 4 } as const;

async function greet(
  router: Router,
  { place, checksCertificate }: FetchOptions,
  patience: Talk,
  conversation: Conversation,
): Promise<void> {
  for (let trip = 0; trip < roundTrips[place.mode]; trip++)
    await patience.exchange(() => conversation.say(200), "connecting");
  const trouble = checksCertificate ? certificateTrouble(router) : undefined;
  if (trouble !== undefined) throw fail(`failure: ${certificateWords[trouble]}`);
}
