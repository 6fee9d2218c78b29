import { readFileSync } from "node:fs";
import type { RouterConfiguration } from "../config";
import { failureText, runScript, type Scripts } from "../script";
import { UsageError } from "./failures";

/** Imports configuration files into a router, as `/import` does; the first error ends it. */
export async function importFiles(
  plane: RouterConfiguration,
  scripts: Scripts,
  files: readonly string[],
): Promise<void> {
  for (const file of files) {
    const source = read(file);
    const { signal } = new AbortController();
    try {
      await runScript(source, scripts.host({ caller: importer, signal }));
    } catch (error) {
      const text = failureText(error);
      throw text === undefined ? error : new Error(`${file} on RouterOS ${plane.version}: ${text}`);
    }
  }
}

/** The person at the router's console, with every policy. */
const importer = {
  id: -1,
  user: "admin",
  policies: new Set([
    ...["local", "telnet", "ssh", "ftp", "reboot", "read", "write", "policy", "test", "winbox", "password"],
    ...["web", "sniff", "sensitive", "api", "romon", "rest-api"],
  ]),
  via: "console",
  address: "",
} as const;

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`--import: ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
