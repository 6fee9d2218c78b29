/** Attributes that RouterOS's menus hold credentials in: pppoe-client, ipsec, gre, user, wireless, ppp secret. */
const secretName = /password|passphrase|passwd|secret|(^|-)key(-\d+)?$|(^|-)psk$/i;

/** Secrets shorter than this are only masked where they stand alone: masking every letter would hide the message. */
const shortestAnywhere = 4;

/** Whether RouterOS keeps a credential under this name. A public key is none. */
export function isSecretName(name: string): boolean {
  return secretName.test(name) && name !== "public-key";
}

/** The values of a command's attributes that must not be shown. */
export function secretsOf(attributes: Readonly<Record<string, string>> = {}): string[] {
  return Object.entries(attributes)
    .filter(([name]) => isSecretName(name))
    .map(([, value]) => value);
}

/** `text` with every one of `secrets` masked: RouterOS quotes values in some of its errors. */
export function redact(text: string, secrets: readonly string[]): string {
  const longestFirst = [...secrets].filter((secret) => secret !== "").sort((a, b) => b.length - a.length);
  return longestFirst.reduce((masked, secret) => {
    const literal = secret.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const pattern =
      secret.length < shortestAnywhere ? `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])` : literal;
    return masked.replace(new RegExp(pattern, "gu"), () => "***");
  }, text);
}
