import { isIP } from "node:net";
import { RouterOsError } from "../session/errors";

interface Scene {
  readonly label: string;
  readonly host: string;
  /** Node's own words. */
  readonly reason: string;
}

/** The commands that give `api-ssl` a certificate; with none it offers anonymous Diffie-Hellman only. */
function certificateCommands(host: string): string {
  const alternative = `${isIP(host) ? "IP" : "DNS"}:${host}`;
  return [
    `  /certificate add name=api-ssl common-name=${host} subject-alt-name=${alternative} days-valid=3650`,
    "  /certificate sign api-ssl",
    "  /ip service set api-ssl certificate=api-ssl disabled=no",
    "  /certificate print detail where name=api-ssl",
  ].join("\n");
}

const noCertificate = ({ label, host }: Scene) =>
  `${label} broke off the TLS handshake. Most often its service api-ssl has no certificate: it then offers ` +
  "anonymous Diffie-Hellman only, which is never accepted here, because anyone on the way could read the " +
  `password. Give it a certificate on the router, and pin the fingerprint that the last command shows:\n` +
  `${certificateCommands(host)}\n` +
  "If it has one, check in /ip/service that the address list of api-ssl has this machine.";

const untrusted = ({ label, reason }: Scene) =>
  `The certificate of ${label} is not signed by a trusted authority (${reason}). Set the CA certificate that ` +
  "signed it, or pin its SHA-256 fingerprint, which RouterOS shows with /certificate print detail.";

const wrongName = ({ label, reason }: Scene) =>
  `The certificate of ${label} is for another name (${reason.replace(/\.$/, "")}). Set servername to a name in ` +
  "the certificate, or pin its SHA-256 fingerprint.";

const wrongDate = ({ label, reason }: Scene) =>
  `The certificate of ${label} is outside its dates (${reason}). Renew it on the router, and check the clocks of ` +
  "the router and of this machine.";

const oldVersion = ({ label, reason }: Scene) =>
  `${label} offers only TLS versions that are too old (${reason}). Update RouterOS, or set tls-version in ` +
  "/ip/service to any.";

/** What Node's and OpenSSL's codes mean here; the names of alerts differ between OpenSSL versions. */
const tlsKinds: readonly { readonly code: RegExp; readonly message: (scene: Scene) => string }[] = [
  { code: /HANDSHAKE_FAILURE|^ECONNRESET$|^EPIPE$|NO_CIPHERS|INSUFFICIENT_SECURITY/, message: noCertificate },
  { code: /ALTNAME_INVALID/, message: wrongName },
  { code: /HAS_EXPIRED|NOT_YET_VALID/, message: wrongDate },
  { code: /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/, message: oldVersion },
  { code: /SELF_SIGNED|UNABLE_TO_|CERT_|INVALID_CA|INVALID_PURPOSE/, message: untrusted },
];

/** What is not TLS at all. */
const plainText = /WRONG_VERSION_NUMBER|PACKET_LENGTH|HTTP_REQUEST|UNKNOWN_PROTOCOL|BAD_RECORD_TYPE/;

/** The error of a TLS handshake that failed. OpenSSL keeps its plain words in `reason`; without `cause` the router just closed. */
export function tlsFailure(
  label: string,
  host: string,
  cause: (Error & { code?: string; reason?: string }) | undefined,
): RouterOsError {
  const code = cause?.code ?? "ECONNRESET";
  const reason = (cause?.reason ?? cause?.message ?? "the connection was closed").trim();
  const scene = { label, host, reason };
  if (plainText.test(code)) {
    return new RouterOsError(
      "not-routeros",
      `What answers at ${label} does not speak TLS: it is a web server or some other service, or the port of the ` +
        "service api. Check the port: api-ssl has 8729, unless changed in /ip/service.",
      { cause },
    );
  }
  const kind = tlsKinds.find((candidate) => candidate.code.test(code));
  const message = kind?.message(scene) ?? `The TLS handshake with ${label} failed: ${scene.reason}.`;
  return new RouterOsError("tls", message, { cause });
}
