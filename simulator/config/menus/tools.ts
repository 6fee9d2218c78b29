/** Netwatch, files, log lines. */
import { type Behaviours, type Draft, type Router, together, type WriteHandler } from "../behaviour";
import { argumentsOf } from "../commands/arguments";
import { fail, missingArguments } from "../errors";
import { isDisabled, type Row } from "../store/row";
import { dateTime, parseDuration } from "../time";
import { echo } from "./ping";
import { unique } from "./unique";

const netwatchNames = [
  ...["status", "since", "done-tests", "failed-tests", "sent-count", "response-count", "loss-count"],
  ...["loss-percent", "rtt-avg", "rtt-min", "rtt-max", "rtt-jitter", "rtt-stdev", "tcp-connect-time"],
  ...["http-resp-time", "http-status-code", ".about"],
];

/** Before the startup delay is over (5 minutes after boot) the state is unknown, and `.about` says why. */
function netwatchFacts(row: Row, router: Router): Readonly<Record<string, string | undefined>> {
  if (isDisabled(row)) return { status: "unknown" };
  const probed = router.network?.netwatch(row.id);
  if (probed !== undefined) return probed;
  const delay = parseDuration(router.value("/tool/netwatch", row, "startup-delay") ?? "0s") ?? 0;
  if (router.major >= 7 && router.uptime < delay * 1000) {
    return { status: "unknown", ".about": "waiting for startup-delay" };
  }
  const answered = echo(router, { address: row.values.host ?? "" }).time !== undefined;
  const since = row.facts._added === undefined ? router.wall(router.bootedAt) : Number(row.facts._added);
  return { status: answered ? "up" : "down", since: dateTime(since, router.atLeast("7.10")) };
}

/** More than this is refused over the API (7.24.4). */
const largestFile = 61_440;

function stampFile(draft: Draft): void {
  const { values, facts, router } = draft;
  const size = Buffer.byteLength(values.contents ?? "");
  // The text is not established.
  if (size >= largestFile) throw fail("failure: file contents too large");
  const now = dateTime(router.wall(), router.atLeast("7.10"));
  facts.size = String(size);
  facts["creation-time"] ??= now;
  facts["last-modified"] = now;
}

function logLine(topic: string): WriteHandler {
  return ({ router, request }) => {
    const message = argumentsOf(request).get("message");
    if (message === undefined) throw missingArguments(["message"]);
    router.log.write(`script,${topic}`, message);
    return { returnsRows: false };
  };
}

export const tools: Behaviours = {
  "/tool/netwatch": {
    noun: "netwatch entry",
    onAdd: (draft) => {
      draft.facts._added = String(draft.router.wall());
    },
    facts: together(netwatchNames, netwatchFacts),
  },
  "/file": {
    noun: "file",
    writePolicies: ["ftp"],
    // The wording is not established.
    unique: [unique(["name"], "failure: file with such name already exists")],
    onWrite: stampFile,
    shape: (printed) => ({ ...printed, type: printed.type ?? ".txt file" }),
  },
  "/log": {
    view: (router) => router.log.list(),
    facts: { time: (row, router) => router.log.timeOf(row) },
    commands: {
      info: logLine("info"),
      warning: logLine("warning"),
      error: logLine("error"),
      debug: logLine("debug"),
    },
  },
};
