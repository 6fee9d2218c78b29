/** Address lists as packets meet them, and the rules that add to them. */
import type { Router } from "../../config/router";
import { isDisabled } from "../../config/store/row";
import { dateTime, parseDuration } from "../../config/time";
import { AddressSet, addressText, rangeOf } from "../addresses";
import type { Enlist } from "./actions";

export const listMenu = "/ip/firewall/address-list";

export function readLists(router: Router): ReadonlyMap<string, AddressSet> {
  const lists = new Map<string, AddressSet>();
  for (const row of router.rows(listMenu)) {
    const { address = "", list = "" } = row.values;
    // A DNS name is no address; those it stands for have rows of their own.
    if (isDisabled(row) || !/^[\d./-]+$/.test(address)) continue;
    const set = lists.get(list) ?? new AddressSet();
    lists.set(list, set);
    set.add(rangeOf(address));
  }
  return lists;
}

/** Milliseconds by which a timeout must have run down before a packet winds it up again. */
const rewind = 1000;

/** Adds entries past history, as the router does by itself; the timeout of one that is there begins anew. */
export function enlister(router: Router): Enlist {
  const menu = router.menus.get(listMenu);
  return (address, list, timeout) => {
    if (menu === undefined) return;
    const text = addressText(address);
    const now = router.clock.now();
    const seconds = parseDuration(timeout);
    const expires = seconds === undefined ? undefined : now + seconds * 1000;
    const known = router
      .rows(listMenu)
      .find((row) => row.values.list === list && row.values.address === text && !isDisabled(row));
    if (known === undefined) {
      const facts: Record<string, string> = {
        "creation-time": dateTime(router.wall(now), router.atLeast("7.10")),
        ...(timeout === "none-static" ? {} : { dynamic: "true" }),
        ...(expires === undefined ? {} : { _expires: String(expires) }),
      };
      router.insert(menu, { id: menu.store.newId(), menu: listMenu, values: { list, address: text }, facts });
    } else {
      const before = Number(known.facts._expires);
      if (expires === undefined || Number.isNaN(before) || expires - before < rewind) return;
      router.setValues(menu.store, known.id, known.values, { _expires: String(expires) });
    }
    router.settle();
  };
}
