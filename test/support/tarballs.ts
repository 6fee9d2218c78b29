/** The packages as a registry would hand them out. */
import { execFileSync } from "node:child_process";
import * as path from "node:path";
import { type PackedPackage, pack } from "../../tools/pack";
import { temporaryFolder } from "./temporary";

let packed: Promise<readonly PackedPackage[]> | undefined;

/** Our packages, packed once for all tests of this process. */
export function tarballs(): Promise<readonly PackedPackage[]> {
  packed ??= pack(temporaryFolder("tarballs"));
  return packed;
}

/** One of them by its name. */
export async function tarball(name: string): Promise<PackedPackage> {
  const found = (await tarballs()).find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} is not among the packages that are packed`);
  return found;
}

/** Unpacks a tarball into a folder of its own; returns the folder of its package.json. */
export function unpacked({ file }: PackedPackage): string {
  const folder = temporaryFolder("unpacked");
  execFileSync("tar", ["-xzf", file, "-C", folder]);
  return path.join(folder, "package");
}
