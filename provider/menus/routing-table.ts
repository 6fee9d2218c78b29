import { flag, word } from "./codecs";
import { defineMenu } from "./language";
import { disabled, remark } from "./property";

/** `/routing/table`: routing tables; must be there before routes, rules and marks name them. */
export const routingTable = defineMenu({
  kind: "RoutingTable",
  path: "/routing/table",
  // v6 has no tables: any routing mark made one.
  since: "7.1",
  key: { by: "properties", names: ["name"] },
  reach: "access",
  // `main` is dynamic.
  foreignFlags: ["dynamic"],
  status: ["invalid", ".about"],
  properties: {
    /** Name of the table, and of its routing mark. */
    name: { codec: word("a name", "ISP1"), unset: "never", required: true },
    /** Whether packets are forwarded by this table; needed for policy routing. Default false. */
    fib: { codec: flag, unset: "unset", default: false },
    /** A remark. */
    comment: remark,
    /** Whether the table is switched off. Always sent; false when left out. */
    disabled,
  },
});
