import { reference } from "./codecs";
import { defineMenu } from "./language";
import { disabled, remark } from "./property";

/** `/interface/list/member`: which interface is in which list. */
export const interfaceListMember = defineMenu({
  kind: "InterfaceListMember",
  path: "/interface/list/member",
  key: { by: "properties", names: ["list", "interface"] },
  reach: "access",
  foreignFlags: ["dynamic"],
  status: [".about"],
  properties: {
    /** The list. */
    list: { codec: reference("an interface list", "WAN"), unset: "never", required: true },
    /** The interface. */
    interface: { codec: reference("an interface", "ether1"), unset: "never", required: true },
    /** A remark. */
    comment: remark,
    /** Whether the membership is switched off. Always sent; false when left out. */
    disabled,
  },
});
