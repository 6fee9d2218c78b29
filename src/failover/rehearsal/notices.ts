/** Who is told of switches in a rehearsal: servers that take what the notify script sends, and what arrived there. */
import type { RequestReport, RouterConfiguration, TargetOptions } from "routeros-simulator";
import type { DualWan, Notification } from "../args";
import type { Notice } from "./play";

/** Servers on the rehearsed internet; of TEST-NET-3 (RFC 5737). A webhook that is an address has that one. */
const addresses = { telegram: "203.0.113.70", mail: "203.0.113.71", webhook: "203.0.113.72" };

const mailServer = "mail.rehearsal.example";

/** The servers that an office's notifications need. */
export function noticeServers({ notify }: DualWan): readonly TargetOptions[] {
  const hooks = new Map(notify.flatMap((one) => (one.by === "webhook" ? [hookServer(one.url)] : [])));
  const tells = (by: Notification["by"]): boolean => notify.some((one) => one.by === by);
  const named = [...hooks].filter(([, address]) => address === addresses.webhook).map(([name]) => name);
  return [
    ...(tells("telegram") ? [{ address: addresses.telegram, names: ["api.telegram.org"] }] : []),
    ...(tells("email") ? [{ address: addresses.mail, names: [mailServer] }] : []),
    ...[...new Set(hooks.values())].map((address) => ({
      address,
      ...(address === addresses.webhook && { names: named }),
    })),
  ];
}

function hookServer(url: string): readonly [name: string, address: string] {
  const host = /^https?:\/\/(?:[^/@?]*@)?([^/:?]+)/i.exec(url)?.[1] ?? "";
  return [host, /^[\d.]+$/.test(host) ? host : addresses.webhook];
}

/** What notifications need on the router and no argument says: a mail server, and the scripts of the office's own. */
export function prepareNotices({ notify, dialect }: DualWan, { hand }: RouterConfiguration): void {
  if (notify.some(({ by }) => by === "email"))
    hand.set("/tool/e-mail", "", { [dialect === 6 ? "address" : "server"]: serverWord(dialect) });
  const scripts = notify.flatMap((one) => (one.by === "script" ? [one.script] : []));
  for (const name of new Set(scripts))
    hand.add("/system/script", {
      name,
      policy: "read,write,test",
      source: ":global dualWanText\n:log info $dualWanText",
    });
}

/** RouterOS 6 takes an address alone. */
const serverWord = (dialect: DualWan["dialect"]): string => (dialect === 6 ? addresses.mail : mailServer);

/** What arrived at those servers. Paths are left out: they hold tokens. */
export function noticesOf(requests: readonly RequestReport[]): Notice[] {
  return requests.flatMap(({ at, protocol, host, isp, headers, body }): Notice[] => {
    if (protocol === "smtp") return [{ at, to: headers.to ?? "", line: isp ?? "", text: body }];
    if (protocol === "http" || protocol === "https")
      return [{ at, to: host, line: isp ?? "", text: textOf(body) }];
    return [];
  });
}

/** The text of a message in JSON; what is none is shown as it is. */
function textOf(body: string): string {
  try {
    const { text } = JSON.parse(body) as { text?: unknown };
    return typeof text === "string" ? text : body;
  } catch {
    return body;
  }
}

/** `told noc@example.com by ISP2: …` */
export const noticeWords = ({ to, line, text }: Notice): string =>
  `told ${to} by ${line || "no line"}: ${text}`;
