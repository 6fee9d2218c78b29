/**
 * Defects removed: TLS options are handed to Node as they are. A router's self-signed certificate then leaves only
 * switching off all checks, a fingerprint cannot be pinned, and an address as server name is not accepted by Node.
 */
import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { type ConnectionOptions, checkServerIdentity, type PeerCertificate, type TLSSocket } from "node:tls";
import { RouterOsError } from "../../session/errors";
import type { ConnectOptions } from "../contract";

type TlsOptions = Exclude<ConnectOptions["tls"], false>;

/** How a router's certificate is checked. */
export interface Trust {
  /** For `tls.connect`. */
  readonly options: ConnectionOptions;
  /** Checks a pinned fingerprint once the handshake is done. Throws a `RouterOsError` of category `tls`. */
  verifyPeer(socket: TLSSocket): void;
}

/**
 * `AB:cd…` → `abcd…`: 64 hexadecimal digits, colons and case do not matter.
 * Throws a `RouterOsError` of category `settings` otherwise.
 */
export function normaliseFingerprint(fingerprint: string): string {
  const digits = fingerprint.replace(/[:\s]/g, "").toLowerCase();
  if (/^[0-9a-f]{64}$/.test(digits)) return digits;
  throw new RouterOsError(
    "settings",
    `The TLS fingerprint "${fingerprint}" is not a SHA-256 fingerprint: it must have 64 hexadecimal digits, with ` +
      "or without colons. RouterOS shows it with /certificate print detail.",
  );
}

function checkPem(ca: string): string {
  try {
    new X509Certificate(ca);
    return ca;
  } catch (cause) {
    throw new RouterOsError(
      "settings",
      "The CA certificate is not in PEM form: it must hold the text -----BEGIN CERTIFICATE-----. Export it on the " +
        "router with /certificate export-certificate, without a passphrase.",
      { cause },
    );
  }
}

function verifyFingerprint(expected: string, label: string, socket: TLSSocket): void {
  // Without a certificate (anonymous Diffie-Hellman) this is an empty object: never trusted.
  const certificate = socket.getPeerCertificate() as Partial<PeerCertificate>;
  const shown = certificate.fingerprint256?.replace(/:/g, "").toLowerCase();
  if (shown === expected) return;
  throw new RouterOsError(
    "tls",
    `${label} shows another certificate than the pinned one: its SHA-256 fingerprint is ${shown ?? "missing"}, ` +
      `expected is ${expected}. If you have just changed the router's certificate, pin the new fingerprint; ` +
      "otherwise something else answers at this address. Nothing was sent to it.",
  );
}

/**
 * The checks that the options ask for: the CA (default: the authorities this machine trusts) with the name, a
 * pinned fingerprint, or both. A fingerprint alone is the whole identity: names and dates do not matter then.
 *
 * Anonymous Diffie-Hellman is never negotiated: Node's default ciphers exclude it, and a peer without a
 * certificate is refused besides.
 */
export function trustOf({ ca, fingerprint, servername }: TlsOptions, host: string, label: string): Trust {
  const pinned = fingerprint === undefined ? undefined : normaliseFingerprint(fingerprint);
  const name = servername ?? host;
  return {
    options: {
      ca: ca === undefined ? undefined : checkPem(ca),
      // RFC 6066 has no addresses in SNI.
      servername: isIP(name) ? undefined : name,
      checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
      rejectUnauthorized: pinned === undefined || ca !== undefined,
    },
    verifyPeer(socket) {
      if (pinned !== undefined) verifyFingerprint(pinned, label, socket);
    },
  };
}
