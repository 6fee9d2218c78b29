/** A package as `npm publish` would send it. */
export interface PackedPackage {
  readonly name: string;
  readonly version: string;
  /** The tarball's absolute path. */
  readonly file: string;
}

/** Builds what is stale, then packs `pulumi-routeros`, `pulumi-routeros-provider` and `routeros-simulator` into `folder`. */
export function pack(folder: string): Promise<readonly PackedPackage[]>;
