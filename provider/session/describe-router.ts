/** A router as a program sees it, so that it can adapt: a read of its own, with a connection that is ended again. */
import { connect as clientConnect } from "../client/connect";
import type { Command, Reply } from "../client/contract";
import type { RouterFacts } from "./contract";
import type { Connect } from "./dial";
import { readFacts } from "./facts";
import { createLink } from "./link";
import { readPolicies } from "./policies";
import { type RouterSettings, routerLabel } from "./settings";

/** One interface, as `/interface/print` lists it. */
export interface InterfaceDescription {
  readonly name: string;
  /** RouterOS's word: `ether`, `pppoe-out`, `bridge`, … */
  readonly type: string;
  readonly running: boolean;
  readonly disabled: boolean;
  readonly comment?: string;
}

export interface RouterDescription extends RouterFacts {
  /** `/system/identity`. */
  readonly identity: string;
  /** Without dynamic interfaces, in the router's order. */
  readonly interfaces: readonly InterfaceDescription[];
  /** Policies of the user that reads (`read`, `write`, …); undefined when the router does not tell (a RADIUS user). */
  readonly policies?: readonly string[];
}

/**
 * Reads what a router is: at most eight commands and one login.
 *
 * @throws RouterOsError when it cannot be reached or read
 */
export async function describeRouter(
  settings: RouterSettings,
  connect: Connect = clientConnect,
): Promise<RouterDescription> {
  const link = createLink(settings, connect);
  try {
    const [facts, identity, interfaces, ours] = await Promise.all([
      readFacts(link.read, routerLabel(settings)),
      readIdentity(link.read),
      readInterfaces(link.read),
      readPolicies(link.read, settings.user),
    ]);
    return { ...facts, identity, interfaces, ...(ours && { policies: ours.policies }) };
  } finally {
    await link.close();
  }
}

type Read = (command: Command) => Promise<Reply>;

/** `/system/identity`. */
export async function readIdentity(read: Read): Promise<string> {
  const { rows } = await read({ path: "/system/identity/print", attributes: { ".proplist": "name" } });
  return rows[0]?.name ?? "";
}

async function readInterfaces(read: Read): Promise<readonly InterfaceDescription[]> {
  const { rows } = await read({
    path: "/interface/print",
    attributes: { ".proplist": "name,type,running,disabled,dynamic,comment" },
    queries: ["?dynamic=true", "?#!"],
  });
  return rows
    .filter((row) => row.dynamic !== "true")
    .map(({ name = "", type = "", running, disabled, comment }) => ({
      name,
      type,
      running: running === "true",
      disabled: disabled === "true",
      ...(comment && { comment }),
    }));
}
