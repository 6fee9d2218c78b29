import {
  address,
  bool,
  duration,
  host,
  integer,
  percent,
  reference,
  scriptSource,
  text,
  word,
  words,
} from "./codecs";
import { defineMenu } from "./language";
import { v7, withOtherDefault, withoutUnset } from "./older-forms";
import { disabled, keyComment } from "./property";

const anyTime = duration();
const script = { codec: scriptSource, unset: "unset", default: "", older: withoutUnset("") } as const;
/** The probe of RouterOS 6 is one ping: host, interval, timeout and two scripts. */
const later = { since: v7 } as const;

/**
 * `/tool/netwatch`: probes of hosts, with scripts that run when one comes or goes. Of its properties RouterOS 6 has
 * `host` (an address), `interval`, `timeout`, `upScript`, `downScript`, `comment` and `disabled`.
 */
export const netwatch = defineMenu({
  kind: "Netwatch",
  path: "/tool/netwatch",
  // There is a name in every tree from 7.9, but nothing establishes that RouterOS keeps it (or the host) unique.
  key: { by: "comment" },
  reach: "none",
  foreignFlags: [],
  status: ["status", ".about"],
  properties: {
    /** What the probe is known by: unique among the probes, readable in WinBox. */
    comment: keyComment,
    /** Name of the probe; RouterOS does not keep it unique. */
    name: { codec: text, unset: "empty", default: "", ...later },
    /** Address or DNS name to probe. */
    host: { codec: host, unset: "never", required: true },
    /** Kind of probe. Default `simple` (one ping). */
    type: {
      codec: words("dns", "http-get", "https-get", "icmp", "simple", "tcp-conn"),
      unset: "default",
      default: "simple",
      ...later,
    },
    /** Time between two probes, 1 s and more. Default `10s`, which RouterOS 6 is told, too (its own is `1m`). */
    interval: {
      codec: duration({ min: "1s" }),
      unset: "unset",
      default: "10s",
      older: withOtherDefault("10s"),
    },
    /** How long an answer may take, 10 ms to 4 weeks. Default `3s`, which RouterOS 6 is told, too (its own is `1s`). */
    timeout: {
      codec: duration({ min: "10ms", max: "4w" }),
      unset: "unset",
      default: "3s",
      older: withOtherDefault("3s"),
    },
    /** Wait before the first probe of an entry, up to 1 h. Default `3s`. */
    startDelay: { codec: duration({ max: "1h" }), unset: "unset", default: "3s", ...later },
    /** Wait before the first probe after boot, up to 1 h. Default `5m`. */
    startupDelay: { codec: duration({ max: "1h" }), unset: "unset", default: "5m", ...later },
    /** Script that runs when the host comes. Runs as `*sys` with policies read, write, test, reboot. */
    upScript: script,
    /** Script that runs when the host goes. */
    downScript: script,
    /** Script that runs after every probe. */
    testScript: { codec: scriptSource, unset: "unset", default: "", ...later },
    /** Source address of probes; a probe from an address that the router lacks is down. RouterOS 7.11 and newer. */
    srcAddress: { codec: address, unset: "unset", since: "7.11" },
    /** icmp: pings in one probe. Default 10. */
    packetCount: { codec: integer(1, 4294967295), unset: "unset", default: 10, ...later },
    /** icmp: time between these, 20 ms and more. Default `50ms`. */
    packetInterval: { codec: duration({ min: "20ms" }), unset: "unset", default: "50ms", ...later },
    /** icmp: size of a ping in bytes. */
    packetSize: { codec: integer(0, 65535), unset: "unset", ...later },
    /** icmp: highest number of lost pings. Default: no limit. */
    thrLossCount: { codec: integer(0, 4294967295), unset: "unset", ...later },
    /** icmp: highest share of lost pings in percent. Default 85. */
    thrLossPercent: { codec: percent, unset: "unset", default: 85, ...later },
    /** icmp: highest average round-trip time. Default `100ms`, which is little for LTE. */
    thrAvg: { codec: anyTime, unset: "unset", default: "100ms", ...later },
    /** icmp: highest round-trip time. Default `1s`. */
    thrMax: { codec: anyTime, unset: "unset", default: "1s", ...later },
    /** icmp: highest standard deviation of the round-trip time. Default `250ms`. */
    thrStdev: { codec: anyTime, unset: "unset", default: "250ms", ...later },
    /** icmp: highest jitter. Default `1s`. */
    thrJitter: { codec: anyTime, unset: "unset", default: "1s", ...later },
    /** icmp: time to live of pings, 1 to 255. RouterOS 7.16 and newer. */
    ttl: { codec: integer(1, 255), unset: "unset", since: "7.16" },
    /** icmp: whether "time exceeded" counts as an answer. Default false. RouterOS 7.16 and newer. */
    acceptIcmpTimeExceeded: { codec: bool, unset: "unset", default: false, since: "7.16" },
    /** icmp: whether a probe ends as soon as its failure is certain. RouterOS 7.20 and newer. */
    earlyFailureDetection: { codec: bool, unset: "unset", since: "7.20" },
    /** icmp: whether a probe ends as soon as its success is certain. RouterOS 7.20 and newer. */
    earlySuccessDetection: { codec: bool, unset: "unset", since: "7.20" },
    /** Whether the first "up" after a start runs no script. Default false. RouterOS 7.17 and newer. */
    ignoreInitialUp: { codec: bool, unset: "unset", default: false, since: "7.17" },
    /** Whether the first "down" after a start runs no script. Default false. RouterOS 7.17 and newer. */
    ignoreInitialDown: { codec: bool, unset: "unset", default: false, since: "7.17" },
    /** tcp-conn, http-get, https-get: port. */
    port: { codec: integer(0, 65535), unset: "unset", ...later },
    /** tcp-conn: longest time to connect, up to 30 s. */
    thrTcpConnTime: { codec: duration({ max: "30s" }), unset: "unset", ...later },
    /** http-get, https-get: longest time to answer. */
    thrHttpTime: { codec: anyTime, unset: "unset", ...later },
    /** http-get, https-get: status codes that count as up, `"200-299,404"`. */
    httpCodes: { codec: word("status codes", "200-299"), unset: "unset", ...later },
    /** https-get: certificate of the router to show, or `none`. */
    certificate: { codec: reference("a certificate", "none"), unset: "unset", ...later },
    /** https-get: whether the server's certificate is checked. */
    checkCertificate: { codec: bool, unset: "unset", ...later },
    /** dns: what is asked for. RouterOS 7.16 and newer. */
    recordType: { codec: words("A", "AAAA", "MX", "NS"), unset: "unset", since: "7.16" },
    /** dns: server to ask; the router's own unless set. RouterOS 7.16 and newer. */
    dnsServer: { codec: address, unset: "unset", since: "7.16" },
    /** Whether the probe is switched off. Always sent; false when left out. */
    disabled,
  },
});
