/** A menu of one version before its types are known: what the extracted data, the 6.49 dialect and whole menus by hand have in common. */
import type { RouterOsVersion } from "../contract";
import { routerOsVersions } from "../contract";

/** Where an entry comes from. `text` is what {@link ArgumentSchema.source} shows. */
export interface Origin {
  readonly kind: "extracted" | "inferred" | "handwritten";
  readonly text: string;
}

export interface RawProperty {
  readonly origin: Origin;
  readonly hint?: string;
  readonly hintOrigin?: Origin;
  readonly words?: readonly string[];
  readonly wordsOrigin?: Origin;
}

export interface RawMenu {
  readonly path: string;
  readonly origin: Origin;
  readonly commands: ReadonlyMap<string, Origin>;
  readonly subdirs: readonly string[];
  readonly properties: ReadonlyMap<string, RawProperty>;
  /** Per command, its arguments that are not stored; `print` has all of its own here. */
  readonly argumentsOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly unset: ReadonlyMap<string, Origin>;
  readonly readOnly: ReadonlyMap<string, Origin>;
}

/** True if a version lies in a span: `since` inclusive, `until` exclusive. */
export function within(
  span: { readonly since?: string | undefined; readonly until?: string | undefined },
  version: RouterOsVersion,
): boolean {
  const at = routerOsVersions.indexOf(version);
  return (
    (span.since === undefined || at >= place(span.since)) &&
    (span.until === undefined || at < place(span.until))
  );
}

function place(version: string): number {
  const at = routerOsVersions.indexOf(version as RouterOsVersion);
  if (at < 0)
    throw new Error(`the data names RouterOS ${version}, which is none of ${routerOsVersions.join(", ")}`);
  return at;
}
