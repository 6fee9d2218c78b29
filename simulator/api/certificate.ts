import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";

/** A certificate for `api-ssl` and the authority that signed it, all PEM. */
export interface ServerCertificate {
  /** The authority's certificate: what a client trusts. */
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  /** SHA-256 of the server's certificate, upper-case hex with colons, as `openssl x509 -fingerprint` and RouterOS show it. */
  readonly fingerprint: string;
}

export interface CertificateOptions {
  /** Names and addresses the certificate is for. Default `["localhost", "127.0.0.1", "::1"]`. */
  readonly hosts?: readonly string[];
  /** The common name. Default `router`. */
  readonly commonName?: string;
  readonly notBefore?: Date;
  /** Default: ten years after `notBefore`. */
  readonly notAfter?: Date;
}

/** Makes an authority and a server certificate signed by it (ECDSA P-256, SHA-256). For tests and demos. */
export async function createCertificate(options: CertificateOptions = {}): Promise<ServerCertificate> {
  // Loaded when needed: it takes longer than everything else that a plain router loads.
  const { generate } = await import("selfsigned");
  const notBeforeDate = options.notBefore ?? new Date(Date.now() - 24 * 3600_000);
  const notAfterDate = options.notAfter ?? new Date(notBeforeDate.getTime() + 3652 * 24 * 3600_000);
  const common = { keyType: "ec", curve: "P-256", algorithm: "sha256", notBeforeDate, notAfterDate } as const;

  const authority = await generate([{ name: "commonName", value: "simulated RouterOS authority" }], {
    ...common,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const hosts = options.hosts ?? ["localhost", "127.0.0.1", "::1"];
  const server = await generate([{ name: "commonName", value: options.commonName ?? "router" }], {
    ...common,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: hosts.map((host) => (isIP(host) ? { type: 7, ip: host } : { type: 2, value: host })),
      },
    ],
  });
  return {
    ca: authority.cert,
    cert: server.cert,
    key: server.private,
    fingerprint: new X509Certificate(server.cert).fingerprint256,
  };
}
