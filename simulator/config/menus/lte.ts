/** LTE modems: attached while enabled, in reach of the network, and the network has given an address. */
import type { Behaviours, Router } from "../behaviour";
import { monitor } from "../commands/monitor";
import { isDisabled, type Row } from "../store/row";
import { duration } from "../time";
import { uniqueName } from "./unique";

const path = "/interface/lte";
const profiles = "/interface/lte/apn";

/** The address that the network gave. */
export function lteAddress(
  router: Router,
  row: Row,
): { readonly address: string; readonly since: number | undefined } | undefined {
  const name = row.values.name ?? "";
  if (isDisabled(row) || !router.lines.linked(name)) return undefined;
  const { state, address, since } = router.lines.of(name);
  return state === "down" || address === undefined
    ? undefined
    : { address: address.replace(/\/\d+$/, ""), since };
}

/** Distance of the default route that the profile of a modem adds; undefined if it adds none. */
export function lteRouteDistance(router: Router, modem: Row): string | undefined {
  // The first of its profiles counts: the others are for more addresses on one modem, which the simulator has not.
  const name = router.print(router.value(path, modem, "apn-profiles") ?? "").split(",")[0];
  const profile = router.rows(profiles).find((row) => row.values.name === name);
  if (profile === undefined) return undefined;
  const value = (property: string) => router.value(profiles, profile, property);
  return value("add-default-route") === "true" ? value("default-route-distance") : undefined;
}

/** What it shows of radio is not simulated. */
export const lteMonitor = monitor((router, row): Record<string, string> => {
  const up = lteAddress(router, row);
  if (up === undefined) return { status: isDisabled(row) ? "disabled" : "searching" };
  const uptime = up.since === undefined ? 0 : (router.clock.now() - up.since) / 1000;
  return { status: "connected", "session-uptime": duration(uptime) };
});

export function seedModems(router: Router): void {
  const menu = router.menus.get(path);
  if (menu === undefined) return;
  for (const [index, name] of (router.options.lte ?? []).entries()) {
    const facts = { "default-name": `lte${index + 1}` };
    router.insert(menu, { id: menu.store.newId(), menu: path, values: { name }, facts });
  }
}

function seedProfile(router: Router): void {
  const menu = router.menus.get(profiles);
  if (menu === undefined) return;
  const facts = { default: "true" };
  router.insert(menu, { id: menu.store.newId(), menu: profiles, values: { name: "default" }, facts });
}

export const lteProfiles: Behaviours = {
  [profiles]: {
    noun: "apn",
    seed: seedProfile,
    unique: [uniqueName("apn")],
    // The words are not established.
    refuse: (row, command) =>
      row.facts.default === "true" && command === "remove"
        ? "failure: can not remove default apn"
        : undefined,
  },
};
