import { date, duration, nameSet, scriptSource, set, timeOfDay, word } from "./codecs";
import { defineMenu, type PlainValue } from "./language";
import { oldDate } from "./older-forms";
import { disabled, remark } from "./property";
import { given, known } from "./rules";
import { scriptPolicies } from "./script";

const longAgo = "1970-01-01";

/** `/system/scheduler`: what runs when. Device-mode `home` allows none. */
export const scheduler = defineMenu({
  kind: "Scheduler",
  path: "/system/scheduler",
  key: { by: "properties", names: ["name"] },
  reach: "none",
  foreignFlags: [],
  status: ["owner", ".about"],
  properties: {
    /** Name of the entry; RouterOS keeps it unique. */
    name: { codec: word("a name", "dual-wan"), unset: "never", required: true },
    /** Name of a script, or the text of one. */
    onEvent: { codec: scriptSource, unset: "empty", default: "" },
    /** Time between two runs. Default `0s`: only once. A run that takes longer overlaps the next. */
    interval: { codec: duration(), unset: "default", default: "0s" },
    /**
     * First day. Always sent, `1970-01-01` when left out: RouterOS 7.24.0 to 7.24.4 never run an entry whose start
     * they chose themselves, and a router whose clock is not set yet would wait for a later day.
     */
    startDate: { codec: date, unset: "default", default: longAgo, assumed: longAgo, older: oldDate },
    /** Time of the first run, or `startup`. Always sent, `00:00:00` when left out (see `startDate`). */
    startTime: {
      codec: timeOfDay("startup"),
      unset: "default",
      default: "00:00:00",
      assumed: "00:00:00",
    },
    /** Days of the week, not with an interval of a day or more. RouterOS 7.24 and newer. Cannot be unset in place. */
    days: { codec: nameSet("days of the week", "mon"), unset: "replace", since: "7.24" },
    /** What the event may do. A new entry has the script policies of the user that adds it. Cannot be unset in place. */
    policy: {
      codec: set(...scriptPolicies, "local", "telnet", "ssh", "winbox", "web", "api", "rest-api"),
      unset: "replace",
      filledIn: true,
    },
    /** A remark. */
    comment: remark,
    /** Whether the entry is switched off. Always sent; false when left out. */
    disabled,
  },
  rules: [
    {
      property: "startTime",
      wrong(inputs) {
        if (repeats(inputs.interval) || given(inputs, "days")) return undefined;
        if (known(inputs, "startTime") === "startup" || !isLongAgo(inputs.startDate)) return undefined;
        return 'without an interval the entry would never run: give an interval, startTime "startup", or a startDate to come';
      },
    },
  ],
});

/** An interval not computed yet may well be one. */
function repeats(interval: PlainValue | undefined): boolean {
  return given({ interval }, "interval") && interval !== "0s";
}

function isLongAgo(startDate: PlainValue | undefined): boolean {
  return !given({ startDate }, "startDate") || startDate === longAgo;
}
