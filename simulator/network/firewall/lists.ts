/** Address lists as packets meet them, and the rules that add to them. */
import type { RouterConfiguration } from "../../config/plane";
import type { Router } from "../../config/router";
import { isDisabled } from "../../config/store/row";
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

/** Adds dynamic entries; one that is there gets its timeout anew. */
export function enlister(router: Router, hand: RouterConfiguration["hand"]): Enlist {
  return (address, list, timeout) => {
    const text = addressText(address);
    const known = router
      .rows(listMenu)
      .find((row) => row.values.list === list && row.values.address === text && !isDisabled(row));
    const lasting = timeout.startsWith("none");
    if (known !== undefined) {
      if (!lasting && known.facts.dynamic === "true") hand.set(listMenu, known.id, { timeout });
      return;
    }
    const entry = { list, address: text, ...(lasting ? {} : { timeout }) };
    hand.add(listMenu, entry, { dynamic: timeout !== "none-static" });
  };
}
