import { nameSet, word } from "./codecs";
import { defineMenu } from "./language";
import { remark } from "./property";

/** `/interface/list`: names for groups of interfaces. */
export const interfaceList = defineMenu({
  kind: "InterfaceList",
  path: "/interface/list",
  key: { by: "properties", names: ["name"] },
  reach: "access",
  // `all`, `dynamic`, `none` and `static` are built in.
  foreignFlags: ["dynamic", "builtin"],
  status: [".about"],
  properties: {
    /** Name of the list, such as `WAN`. */
    name: { codec: word("a name", "WAN"), unset: "never", required: true },
    /** Lists whose members are in this list too. Default none. */
    include: { codec: nameSet("interface lists", "LAN"), unset: "empty", default: [] },
    /** Lists whose members are left out, which wins over `include`. Default none. */
    exclude: { codec: nameSet("interface lists", "dynamic"), unset: "empty", default: [] },
    /** A remark. */
    comment: remark,
  },
});
