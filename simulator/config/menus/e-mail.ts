/** `/tool/e-mail`: settings of the SMTP server, and `send`. */
import type { Behaviours, CommandContext, CommandHandler, Router } from "../behaviour";
import { argumentsOf } from "../commands/arguments";
import { CommandFailure } from "../contract";
import { addressOf, ConversationFailure, type Talk, talk } from "../conversing";
import { checkAllowed } from "../device-mode";
import { fail, noMatch, notSimulated, unknownParameter } from "../errors";
import { fileNamed } from "../files";
import type { Conversation, OutgoingRequest } from "../outgoing";
import { certificateTrouble } from "../server-certificate";

const path = "/tool/e-mail";

/** Milliseconds that the server may take for an answer; not established. */
const patience = 30_000;

/** The port on which a server speaks TLS from the start; on others it offers STARTTLS (manual). */
const implicitTlsPort = 465;

interface Message {
  readonly server: string;
  readonly port: number;
  readonly tls: "no" | "from the start" | "starttls";
  readonly checksCertificate: boolean;
  readonly user: string;
  readonly from: string;
  readonly to: string;
  readonly cc: string;
  readonly subject: string;
  readonly body: string;
  readonly files: readonly string[];
}

const encryption: Readonly<Record<string, Message["tls"]>> = {
  yes: "from the start",
  starttls: "starttls",
};
/** v6 has other words: its `yes` is STARTTLS. */
const encryption6: Readonly<Record<string, Message["tls"]>> = {
  yes: "starttls",
  "tls-only": "from the start",
};

const send: CommandHandler = async (context) => {
  const { router, menu, request } = context;
  const known = menu.schema.argumentsOf.get("send");
  for (const [name] of request.arguments)
    if (known?.has(name) !== true) throw unknownParameter(router.major, name);
  checkAllowed(router, "email");
  const message = messageOf(router, argumentsOf(request));
  if (router.network === undefined) throw notSimulated(`${path}/send without a network around the router`);
  try {
    await deliver(context, message);
    note(router, { "last-status": "succeeded" });
    return { returnsRows: false };
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    note(router, { "last-status": "failed" });
    const reason = error.message.replace(/^failure: /, "");
    router.log.write("e-mail,error", `Error sending e-mail <${message.subject}>: ${reason}`);
    throw error;
  }
};

function note(router: Router, facts: Readonly<Record<string, string | undefined>>): void {
  const store = router.store(path);
  const [row] = store?.rows() ?? [];
  if (store !== undefined && row !== undefined) router.mark(store, row.id, facts);
}

/** The arguments, and the settings for what is not given. */
function messageOf(router: Router, given: ReadonlyMap<string, string>): Message {
  const [settings] = router.rows(path);
  const setting = (name: string): string =>
    settings === undefined ? "" : (router.value(path, settings, name) ?? "");
  const value = (name: string, own = name): string => given.get(name) ?? setting(own);
  const isOld = router.major < 7;
  const tls = isOld ? "start-tls" : "tls";
  const word = value(tls);
  const meaning = isOld ? encryption6 : encryption;
  if (word !== "no" && meaning[word] === undefined) throw noMatch(tls);
  const port = value("port");
  if (!/^\d+$/.test(port)) throw fail("invalid value for argument port");
  const files = (given.get("file") ?? "").split(",").filter((name) => name !== "");
  for (const name of files) if (fileNamed(router, name) === undefined) throw noMatch("file");
  const to = given.get("to") ?? "";
  if (to === "") throw fail("failure: recipient address required");
  return {
    server: value("server", isOld ? "address" : "server"),
    port: Number(port),
    tls: meaning[word] ?? "no",
    checksCertificate: !["", "no"].includes(value("certificate-verification")),
    user: value("user"),
    from: value("from"),
    to,
    cc: given.get("cc") ?? "",
    subject: given.get("subject") ?? "",
    body: given.get("body") ?? "",
    files,
  };
}

async function deliver({ router, output }: CommandContext, message: Message): Promise<void> {
  const address = addressOf(router, message.server);
  note(router, { "last-status": "in-progress", "last-address": address });
  // The words are not established.
  if (address === undefined) throw fail("failure: error resolving server");
  const conversation = router.network?.connect({ address, port: message.port });
  if (conversation === undefined) return;
  const talking = talk(router, { idle: patience, until: Number.POSITIVE_INFINITY }, output.signal);
  try {
    await talking.open(conversation.open);
    await greet(router, message, talking, conversation, output.signal);
    await talking.exchange(() => conversation.ask(requestOf(message)), "sending");
    conversation.close();
  } catch (error) {
    if (!(error instanceof ConversationFailure)) throw error;
    throw fail(`failure: ${words[error.trouble]}`);
  }
}

/** Only that of a time-out is established (manual, with its misspelling). */
const words: Readonly<Record<ConversationFailure["trouble"], string>> = {
  "no route": "no route to host",
  refused: "connection refused",
  reset: "connection reset",
  timeout: "timeout occured",
  "too long": "timeout occured",
};

/** Up to the message: encryption, greeting, login, sender, recipients. */
async function greet(
  router: Router,
  message: Message,
  talking: Talk,
  to: Conversation,
  signal: AbortSignal,
): Promise<void> {
  const { tls, port, user, checksCertificate } = message;
  const trip = () => talking.exchange(() => to.say(150), "sending");
  if ((tls === "from the start") !== (port === implicitTlsPort)) {
    await router.clock.sleep(patience, signal);
    throw fail(`failure: ${tls === "from the start" ? "TLS handshake failed (timeout)" : "timeout occured"}`);
  }
  await trip();
  if (tls === "starttls") await trip();
  const trouble = tls !== "no" && checksCertificate ? certificateTrouble(router) : undefined;
  if (trouble !== undefined) throw fail(`failure: TLS handshake failed (ssl: ${untrusted[trouble]})`);
  if (user !== "") await trip();
  for (let step = 0; step < 3; step++) await trip();
}

const untrusted = {
  "no authority": "no trusted CA certificate found",
  "too early": "cert not valid (not yet valid)",
} as const;

function requestOf({ server, from, to, cc, subject, body, files }: Message): OutgoingRequest {
  const optional = { cc, files: files.join(",") };
  const headers = Object.fromEntries(
    Object.entries({ from, to, subject, ...optional }).filter(
      ([name, value]) => value !== "" || !(name in optional),
    ),
  );
  return { protocol: "smtp", host: server, method: "MAIL", path: "", headers, body };
}

export const eMail: Behaviours = {
  [path]: {
    facts: { "last-status": (row) => row.facts["last-status"] ?? "none" },
    boot: (router) => note(router, { "last-status": undefined, "last-address": undefined }),
    commands: { send },
  },
};
