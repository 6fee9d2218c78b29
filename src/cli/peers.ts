/** Packages that a project has beside this one, of the same version. */
type Peer = "pulumi-routeros-provider" | "routeros-simulator";

/**
 * Whether a peer can be loaded from here; else what to do.
 *
 * @param what the sentence's beginning: `a rehearsal`
 */
export function missingPeer(name: Peer, what: string): string | undefined {
  try {
    require.resolve(name);
    return undefined;
  } catch {
    return `${what} needs the package ${name}: npm install ${name}@${ownVersion()}`;
  }
}

/** Of this package, which all of the project have. */
export function ownVersion(): string {
  return (require("../../package.json") as { readonly version: string }).version;
}
