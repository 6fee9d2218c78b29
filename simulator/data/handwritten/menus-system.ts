/** System, user, file, log and root menus that the command trees at hand lack. */
import type { HandwrittenMenu } from "./language";
import { always, bool, host46, integer, list, maxText, optional, text, words } from "./types";

const readOnlySingleton = "get print";
const readOnlyList = "find get print";
const ping =
  "address arp-ping as-value@7.12.2 count do-not-fragment dscp interface interval size src-address ttl vrf@7.12.2 proplist";

export const systemMenus: Readonly<Record<string, HandwrittenMenu>> = {
  "": {
    source: "manual API; ping arguments from the command trees",
    commands: "execute import ping redo undo",
    singleton: true,
    properties: {},
    arguments: {
      execute: "script file as-string",
      import: "file-name from-line verbose dry-run@7.18.2",
      // The script and API form without /tool keeps working after 7.23; `routing-table` was v6's.
      ping,
    },
  },
  "/tool": {
    source: "manual Fetch and its release notes; command tree: /ping moved here in 7.23",
    commands: "fetch ping@7.24",
    subdirs: "e-mail netwatch",
    singleton: true,
    properties: {},
    arguments: {
      // When each came: release notes where they tell, else the first version that surely has it.
      fetch:
        "address as-value ascii certificate check-certificate dst-path duration host http-auth-scheme@7.18.2 http-content-encoding@7.18.2 http-data http-header-field http-max-redirect-count@7.18.2 http-method http-percent-encoding@7.18.2 http-version@7.21.5 idle-timeout@7.18.2 ip-type@7.21.5 keep-result mode output password port proplist src-address src-path upload url user",
      ping,
    },
  },
  "/tool/e-mail": {
    source: "manual Email; which v7 renamed address and start-tls is not established",
    singleton: true,
    commands: "edit export get print send set",
    properties: {
      address: { ...always(host46, "0.0.0.0"), until: "7.12.2" },
      "certificate-verification": { ...always(words("no yes yes-without-crl"), "no"), since: "7.18.2" },
      from: always(text, "<>"),
      password: always(text, "", { secret: true }),
      port: always(integer(1, 65535), "25"),
      server: { ...always(host46, "0.0.0.0"), since: "7.12.2" },
      "start-tls": { ...always(words("no tls-only yes"), "no"), until: "7.12.2" },
      tls: { ...always(words("no starttls yes"), "no"), since: "7.12.2" },
      user: always(text, ""),
      vrf: { ...always(text, "main"), since: "7.12.2" },
    },
    arguments: {
      send: "body cc certificate-verification@7.18.2 file from password port server start-tls@..7.12.2 subject tls@7.12.2 to user",
    },
    readOnly: "last-address last-status",
  },
  "/system": {
    source: "manual System",
    commands: "reboot shutdown",
    subdirs:
      "clock device-mode history identity license note ntp package resource routerboard scheduler script",
    singleton: true,
    properties: {},
    arguments: { reboot: "", shutdown: "" },
  },
  "/system/routerboard": {
    source: "manual RouterBOARD",
    singleton: true,
    commands: "get print upgrade",
    properties: {},
    readOnly:
      "routerboard board-name model revision serial-number firmware-type factory-firmware current-firmware upgrade-firmware",
  },
  "/system/license": {
    source: "manual License; hardware has software-id, nlevel, features; CHR has system-id, level",
    singleton: true,
    commands: readOnlySingleton,
    properties: {},
    readOnly: "software-id nlevel features system-id level deadline-at next-renewal-at limited-upgrades",
  },
  "/system/package": {
    source: "manual Packages",
    commands: "find get print",
    subdirs: "update",
    properties: {},
    readOnly:
      "about@7.12.2 available@7.18.2 build-time bundle disabled git-commit@7.18.2 name scheduled size@7.18.2 version",
  },
  "/system/package/update": {
    source: "manual Packages",
    singleton: true,
    commands: "cancel check-for-updates download get install print set",
    properties: { channel: always(words("development long-term stable testing"), "stable") },
    readOnly: "installed-version latest-version status",
  },
  "/system/history": {
    source: "manual Configuration Management",
    commands: readOnlyList,
    properties: {},
    readOnly: "action by floating-undo policy redo time undo undoable redoable",
  },
  "/system/device-mode": {
    source: "manual Device-mode; factory modes since 7.17",
    since: "7.12.2",
    singleton: true,
    commands: "get print update",
    properties: {},
    arguments: { update: "activation-timeout mode scheduler fetch email" },
    readOnly:
      "mode attempt-count bandwidth-test container email fetch flagged flagging-enabled hotspot install-any-version@7.18.2 ipsec l2tp partitions@7.18.2 pptp proxy romon routerboard@7.18.2 scheduler smb sniffer socks traffic-gen zerotier",
  },
  "/system/script/environment": {
    source: "manual Scripting",
    commands: "find get print remove set",
    properties: { value: optional(text) },
    arguments: { set: "numbers" },
    readOnly: "name user",
  },
  "/system/script/job": {
    source: "manual Scripting",
    commands: "find get print remove",
    properties: {},
    readOnly: "owner parent policy script started type",
  },
  "/system/note": {
    source: "manual Note",
    singleton: true,
    commands: "edit export get print set",
    properties: {
      note: always(text, ""),
      "show-at-cli-login": { ...always(bool, "false"), since: "7.18.2" },
      "show-at-login": always(bool, "true"),
    },
  },
  "/system/ntp/client": {
    source: "manual NTP",
    singleton: true,
    commands: "edit export get print set",
    properties: {
      enabled: always(bool, "false"),
      mode: { ...always(words("broadcast manycast multicast unicast"), "unicast"), since: "7.12.2" },
      "primary-ntp": { ...always({ is: "address" }, "0.0.0.0"), until: "7.12.2" },
      "secondary-ntp": { ...always({ is: "address" }, "0.0.0.0"), until: "7.12.2" },
      "server-dns-names": { ...always(list(text), ""), until: "7.12.2" },
      servers: { ...always(list(host46), ""), since: "7.12.2" },
      vrf: { ...always(text, "main"), since: "7.12.2" },
    },
    readOnly:
      "dynamic-servers freq-drift@7.12.2 status@7.12.2 synced-server@7.12.2 synced-stratum@7.12.2 system-offset@7.12.2",
  },
  "/user/active": {
    source: "manual User",
    commands: "find get print request-logout@7.12.2",
    properties: {},
    arguments: { "request-logout": "numbers" },
    readOnly: "about@7.12.2 address group name radius via when",
  },
  "/file": {
    source: "manual Files; `add` since 7.9, size limit of contents measured on 7.24.4",
    commands: "add@7.12.2 edit find get print read@7.18.2 remove set",
    properties: {
      // 61,440 bytes are refused; how the limit is worded is not established.
      contents: optional(maxText(61_439)),
      name: optional(text),
      type: { ...optional(words("directory file")), since: "7.12.2" },
    },
    arguments: { read: "file chunk-size offset" },
    readOnly:
      "about@7.12.2 creation-time last-modified@7.12.2 package-architecture package-built-time package-name package-version size",
  },
  "/log": {
    source: "manual Log",
    commands: "debug error find get info print warning",
    properties: {},
    arguments: { debug: "message", error: "message", info: "message", warning: "message" },
    readOnly: "extra-info@7.12.2 message time topics buffer",
  },
  "/safe-mode": {
    source:
      "command trees and measurements of 7.21: take, release, unroll, toggle, get, print; enabled, user, current, owner",
    since: "7.18.2",
    singleton: true,
    commands: "get print release take toggle unroll",
    properties: {},
    arguments: { take: "on-error", release: "", unroll: "", toggle: "" },
    readOnly: "enabled user current owner",
  },
};
