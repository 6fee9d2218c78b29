/** `/ip/dns/cache`: the static entries. Names that the router resolves cost no packets, and are kept nowhere. */
import type { Behaviours, CommandHandler, Router } from "../behaviour";
import { unknownParameter } from "../errors";
import { isDisabled, type Row } from "../store/row";
import { uniqueAmongEnabled } from "./unique";

const path = "/ip/dns/cache";

/** Static records show no time to live (manual). */
function cached(router: Router): Row[] {
  const isA = (row: Row) =>
    !isDisabled(row) && row.values.address !== undefined && row.values.name !== undefined;
  return router
    .rows("/ip/dns/static")
    .filter(isA)
    .map((row, at) => {
      const { name = "", address = "" } = row.values;
      const type = address.includes(":") ? "AAAA" : "A";
      const facts = { name, address, data: address, type, ttl: "0s", static: "true" };
      return { id: `*${(at + 1).toString(16).toUpperCase()}`, menu: path, values: {}, facts };
    });
}

const flush: CommandHandler = ({ router, request }) => {
  for (const [name] of request.arguments) throw unknownParameter(router.major, name);
  return { returnsRows: false };
};

export const dns: Behaviours = {
  "/ip/dns/static": {
    noun: "static dns entry",
    unique: [uniqueAmongEnabled(["name", "address"], "failure: entry already exists")],
  },
  [path]: { view: cached, commands: { flush } },
};
