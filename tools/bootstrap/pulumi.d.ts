/** A complete Pulumi CLI. */
export interface PulumiSet {
  /** The `pulumi` program. */
  readonly pulumi: string;
  /** The folders that hold it and its two helpers, to be put first on PATH. */
  readonly dirs: readonly string[];
  readonly version: string;
  readonly from: "PATH" | "cache";
}

/** How a set gets into an empty folder. */
export interface PulumiWays {
  /** Resolves to the folder with the programs; rejects when the vendor cannot be reached. */
  installRelease(folder: string): Promise<string>;
  findGo(): { readonly command: string; readonly version: string; readonly ok: boolean } | undefined;
  buildSet(folder: string, go: string): Promise<void>;
}

/** The Pulumi CLI on PATH (if new enough and complete), else the one in our cache; never gets one. */
export function findPulumi(env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform): PulumiSet | undefined;

/** The same, and gets one into the cache when there is none; throws a message that names the ways out. */
export function ensurePulumi(
  env?: NodeJS.ProcessEnv,
  ways?: PulumiWays,
  platform?: NodeJS.Platform,
): Promise<PulumiSet>;

/** A copy of `env` whose PATH begins with the CLI's folders and the folder of this Node. */
export function withPulumi(set: PulumiSet, env?: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
