import * as fs from "node:fs";
import * as path from "node:path";

/** Writes a program that a shell can run. */
export function fakeProgram(folder: string, name: string, body: string): string {
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, name);
  fs.writeFileSync(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return file;
}

/** A Pulumi CLI that knows its version and nothing else; `without` leaves one of its programs out. */
export function fakePulumi(folder: string, version: string, without?: string): string {
  for (const name of ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
    if (name !== without) fakeProgram(folder, name, `echo v${version}`);
  }
  return folder;
}
