/** `/ip/cloud`: DDNS. The router asks by itself for nothing: `force-update` does. */
import type { Behaviours, CommandHandler, Router } from "../behaviour";
import { addressOf } from "../conversing";
import { notSimulated, unknownParameter } from "../errors";

const path = "/ip/cloud";

/** UDP (manual). */
const port = 15252;

/** Milliseconds between requests that stay without an answer: 15 s in all (manual v6); "growing intervals" (manual). */
const pauses = [1000, 2000, 4000, 8000];

const serverOf = (router: Router): string =>
  router.major < 7 ? "cloud.mikrotik.com" : "cloud2.mikrotik.com";

function note(router: Router, facts: Readonly<Record<string, string | undefined>>): void {
  const store = router.store(path);
  const [row] = store?.rows() ?? [];
  if (store !== undefined && row !== undefined) router.mark(store, row.id, facts);
}

/** Serial number, else a CHR's system id (manual). */
function nameOf({ options }: Router): string {
  const { serialNumber, systemId = "AAAAAAAAAAA" } = options;
  return `${(serialNumber ?? systemId).toLowerCase()}.sn.mynetname.net`;
}

function isOn(router: Router): boolean {
  const [row] = router.rows(path);
  if (row === undefined) return false;
  const value = (name: string) => router.value(path, row, name);
  const enabled = value("ddns-enabled");
  return ["yes", "true"].includes(enabled ?? "") || value("back-to-home-vpn") === "enabled";
}

const forceUpdate: CommandHandler = ({ router, request }) => {
  for (const [name] of request.arguments) throw unknownParameter(router.major, name);
  // While DDNS is off it does nothing (manual).
  if (!isOn(router)) return { returnsRows: false };
  if (router.network === undefined)
    throw notSimulated(`${path}/force-update without a network around the router`);
  const which = String(Number(router.rows(path)[0]?.facts._request ?? 0) + 1);
  note(router, { status: "updating...", _request: which });
  ask(router, which, 0);
  return { returnsRows: false };
};

/** One try, and what follows from it; `which` is over when there is a newer one, or the router was restarted. */
function ask(router: Router, which: string, attempt: number): void {
  const isOver = (): boolean => router.rows(path)[0]?.facts._request !== which;
  if (isOver()) return;
  const host = serverOf(router);
  const address = addressOf(router, host);
  const request = { protocol: "cloud", host, method: "UPDATE", path: "", headers: {}, body: "" } as const;
  const said = address === undefined ? undefined : router.network?.tell({ address, port }, request);
  if (said?.outcome === "answered") {
    router.clock.schedule(said.time, () => {
      if (isOver()) return;
      note(router, { status: "updated", "public-address": said.source, "dns-name": nameOf(router) });
    });
    return;
  }
  const pause = pauses[attempt];
  if (pause === undefined) note(router, { status: "failed to connect" });
  else router.clock.schedule(pause, () => ask(router, which, attempt + 1));
}

export const cloud: Behaviours = {
  [path]: {
    boot: (router) =>
      note(router, {
        ...{ status: undefined, "public-address": undefined, "dns-name": undefined, _request: undefined },
      }),
    commands: { "force-update": forceUpdate },
  },
};
