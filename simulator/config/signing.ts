/** X.509 certificates as `/certificate/sign` makes them. */
import { X509Certificate } from "node:crypto";

/** What is written in the certificate; names and words are those of `/certificate`. */
export interface CertificateRequest {
  /** `common-name`, `country`, `state`, `locality`, `organization`, `unit`; empty ones are left out. */
  readonly subject: Readonly<Record<string, string>>;
  /** `IP:192.168.88.1,DNS:router.example` */
  readonly alternatives: string;
  /** Words of `key-usage`. */
  readonly usages: ReadonlySet<string>;
  /** `2048` … or the name of a curve. */
  readonly keySize: string;
  readonly days: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The authority that signs; without one the certificate signs itself. */
  readonly issuer?: { readonly cert: string; readonly key: string };
}

/** A signed certificate and its private key (PEM), with what `print` shows of it. */
export interface SignedCertificate {
  readonly cert: string;
  readonly key: string;
  /** SHA-256, hexadecimal digits in lower case without colons. */
  readonly fingerprint: string;
  readonly serialNumber: string;
  readonly authority: boolean;
  /** Milliseconds since 1970. */
  readonly invalidBefore: number;
  readonly invalidAfter: number;
}

const subjectFields: Readonly<Record<string, string>> = {
  "common-name": "commonName",
  country: "countryName",
  state: "stateOrProvinceName",
  locality: "localityName",
  organization: "organizationName",
  unit: "organizationalUnitName",
};

const curves = { prime256v1: "P-256", secp384r1: "P-384", secp521r1: "P-521" } as const;

const alternativeTypes = { IP: 7, DNS: 2, email: 1 } as const;

/** Usage words that X.509 puts into the extended key usage. */
const extendedUsages = { "tls-server": "serverAuth", "tls-client": "clientAuth" } as const;

const usageWords = {
  "digital-signature": "digitalSignature",
  "content-commitment": "contentCommitment",
  "key-encipherment": "keyEncipherment",
  "data-encipherment": "dataEncipherment",
  "key-agreement": "keyAgreement",
  "key-cert-sign": "keyCertSign",
  "crl-sign": "cRLSign",
  "encipher-only": "encipherOnly",
  "decipher-only": "decipherOnly",
} as const;

/** The entries of `subject-alt-name`; undefined where one is not `IP:`, `DNS:` or `email:` with a value. */
export function alternativeNames(
  text: string,
): ({ type: 7; ip: string } | { type: 1 | 2; value: string })[] | undefined {
  const entries = text.split(",").filter((entry) => entry !== "");
  const names = entries.map((entry) => {
    const [, word, value] = /^(IP|DNS|email):(.+)$/.exec(entry) ?? [];
    if (word === undefined || value === undefined) return undefined;
    const type = alternativeTypes[word as keyof typeof alternativeTypes];
    return type === 7 ? { type, ip: value } : { type, value };
  });
  return names.every((name) => name !== undefined) ? names : undefined;
}

/** Makes a key pair and signs its certificate (SHA-256). @throws Error if an alternative name is none. */
export async function signCertificate(request: CertificateRequest): Promise<SignedCertificate> {
  // Loaded when needed: it takes longer than everything else that a plain router loads.
  const { generate } = await import("selfsigned");
  const { subject, usages, keySize, issuer, days, now } = request;
  const altNames = alternativeNames(request.alternatives);
  if (altNames === undefined) throw new Error(`${request.alternatives}: not alternative names`);
  const curve = curves[keySize as keyof typeof curves];
  const given = <T extends Record<string, string>>(table: T) =>
    Object.fromEntries(
      Object.entries(table)
        .filter(([word]) => usages.has(word))
        .map(([, name]) => [name, true]),
    );
  const extended = given(extendedUsages);
  const authority = usages.has("key-cert-sign");
  const invalidAfter = now + days * 24 * 3600_000;
  const made = await generate(
    Object.entries(subjectFields)
      .filter(([name]) => (subject[name] ?? "") !== "")
      .map(([name, field]) => ({ name: field, value: subject[name] })),
    {
      ...(curve === undefined ? { keyType: "rsa", keySize: Number(keySize) } : { keyType: "ec", curve }),
      algorithm: "sha256",
      notBeforeDate: new Date(now),
      notAfterDate: new Date(invalidAfter),
      ...(issuer && { ca: { cert: issuer.cert, key: issuer.key } }),
      extensions: [
        { name: "basicConstraints", cA: authority, critical: true },
        { name: "keyUsage", ...given(usageWords), critical: true },
        ...(Object.keys(extended).length > 0 ? [{ name: "extKeyUsage" as const, ...extended }] : []),
        ...(altNames.length > 0 ? [{ name: "subjectAltName" as const, altNames }] : []),
      ],
    },
  );
  const parsed = new X509Certificate(made.cert);
  return {
    cert: made.cert,
    key: made.private,
    fingerprint: parsed.fingerprint256.replace(/:/g, "").toLowerCase(),
    serialNumber: parsed.serialNumber,
    authority,
    invalidBefore: now,
    invalidAfter,
  };
}
