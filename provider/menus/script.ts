import { bool, scriptSource, set, text, word } from "./codecs";
import { defineMenu } from "./language";
import { remark } from "./property";

/** What a script may do, in the order in which RouterOS lists it. */
export const scriptPolicies = [
  "ftp",
  "reboot",
  "read",
  "write",
  "policy",
  "test",
  "password",
  "sniff",
  "sensitive",
  "romon",
] as const;

/** `/system/script`: scripts by name. There is no `disabled` here. */
export const script = defineMenu({
  kind: "Script",
  path: "/system/script",
  key: { by: "properties", names: ["name"] },
  // A script cuts nobody off by being there; what runs it may.
  reach: "none",
  foreignFlags: [],
  status: ["invalid", ".about"],
  properties: {
    /** Name of the script; RouterOS keeps it unique. */
    name: { codec: word("a name", "dual-wan"), unset: "never", required: true },
    /** The text. Line ends are compared as LF, whatever the editor wrote. */
    source: { codec: scriptSource, unset: "empty", default: "" },
    /** What the script may do, no more than its owner may. Default: all of these. */
    policy: {
      codec: set(...scriptPolicies),
      unset: "default",
      default: [...scriptPolicies],
      leftOpen: "a user with fewer policies cannot give them all",
    },
    /** Whether it may be run by something with fewer policies than it has. Default false. */
    dontRequirePermissions: { codec: bool, unset: "default", default: false },
    /** User that it runs as; the user that created it, unless given. Cannot be unset. */
    owner: { codec: text, unset: "never" },
    /** A remark. */
    comment: remark,
  },
});
