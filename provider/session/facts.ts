/** What tells a router from others, read once with at most three commands. */
import type { Command, Reply } from "../client/contract";
import type { RouterFacts, RouterSession } from "./contract";
import { isRouterOsError } from "./errors";
import { failure } from "./messages";
import { onlyRouter } from "./settings";

type Read = (command: Command) => Promise<Reply>;

/**
 * Version and board from `/system/resource`; the fingerprint from `/system/routerboard`, or where there is no board
 * (CHR, x86) from `/system/license`.
 */
export async function readFacts(read: Read, label: string): Promise<RouterFacts> {
  const [resource, serial] = await Promise.all([
    first(read, "/system/resource", ["version", "board-name"]),
    first(read, "/system/routerboard", ["serial-number"]).catch(absentMenu),
  ]);
  const { version: full = "", "board-name": boardName = "" } = resource;
  // `7.23.7 (long-term)`
  const [version = ""] = full.split(" ");
  if (version === "") throw failure("not-routeros", `Router ${label} does not tell its RouterOS version.`);
  const fingerprint = serial["serial-number"] || (await licenseFingerprint(read));
  if (fingerprint) return { version, boardName, fingerprint };
  throw failure(
    "missing-policy",
    `Router ${label} tells neither a serial number nor a software or system id, so it cannot be told from another ` +
      "router. The API user needs the policy read; /system/license/print shows the id.",
  );
}

async function licenseFingerprint(read: Read): Promise<string | undefined> {
  const license = await first(read, "/system/license", ["software-id", "system-id"]);
  return license["software-id"] || license["system-id"];
}

/** A menu that this kind of router does not have, read as an empty row. */
function absentMenu(error: unknown): Readonly<Record<string, string>> {
  if (isRouterOsError(error, "rejected")) return {};
  throw error;
}

async function first(
  read: Read,
  menu: string,
  names: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const { rows } = await read({ path: `${menu}/print`, attributes: { ".proplist": names.join(",") } });
  return rows[0] ?? {};
}

/**
 * Refuses to work on another router than the one in the state.
 *
 * @param stored the fingerprint in the state; undefined before the first create
 * @param subject for the message: `FirewallMangle "ISP1 mark conn"`
 * @throws RouterOsError of category `wrong-router`, naming both, unless `replacedRouter` of the settings is the
 * fingerprint that was met
 */
export function assertSameRouter(
  session: Pick<RouterSession, "name" | "label" | "replacedRouter">,
  { fingerprint, boardName, version }: RouterFacts,
  stored: string | undefined,
  subject?: string,
): void {
  if (stored === undefined || fingerprint === stored || fingerprint === session.replacedRouter) return;
  const command =
    session.name === onlyRouter
      ? `pulumi config set routeros:replacedRouter ${fingerprint}`
      : `pulumi config set --path routeros:routers.${session.name}.replacedRouter ${fingerprint}`;
  throw failure(
    "wrong-router",
    `${subject ? `${subject}: ` : ""}router ${session.label} is not the one in the state: the state belongs to ` +
      `${stored}, and ${fingerprint} (${boardName || "board unknown"}, RouterOS ${version}) answers. Nothing was ` +
      `changed. If the address is wrong, correct it. If the hardware was replaced, accept it with: ${command} && pulumi up --run-program ` +
      "(without --run-program, a refresh still uses the settings of the last successful pulumi up)",
  );
}
