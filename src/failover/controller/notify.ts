/**
 * The notify script: tells people what the decide script has put into its queue. It has a scheduler entry of its own, so that a
 * server that hangs delays nothing, and it alone may fetch and mail. Its source holds tokens: it is a secret.
 */
import type { DualWan, Notification } from "../args";
import { complaints } from "./phrases";
import { escaped, indented, quoted, script, type Text } from "./text";

/** Messages that wait for a line that works. */
const longest = 20;

/** Leaves the newest messages of the queue. */
export const latest: Text = [
  `:if ([:len $dualWanQueue] > ${longest}) do={`,
  `  :set dualWanQueue [:pick $dualWanQueue ([:len $dualWanQueue] - ${longest}) [:len $dualWanQueue]]`,
  "}",
];

export function notifySource(office: DualWan): string {
  const { names, notify } = office;
  const { begin, end } = complaints(names.log, "dualWanNotify");
  return script(
    `# ${names.log}, notify: tells what ${names.script.decide} has queued. What cannot be delivered waits for the next run.`,
    ":global dualWanQueue",
    ":global dualWanText",
    ':if ([:typeof $dualWanQueue] != "array") do={ :set dualWanQueue [:toarray ""] }',
    `:if ([:len [/system script job find where script=${quoted(names.script.notify)}]] < 2) do={`,
    indented(
      begin,
      ":local office [/system identity get name]",
      notify.some(posts) && inJson,
      notify.some(({ by }) => by === "webhook") && ":local place [$inJson $office]",
      ":local batch $dualWanQueue",
      ':set dualWanQueue [:toarray ""]',
      ":foreach item in=$batch do={",
      indented(
        ':local bar [:find $item "|"]',
        ":local reader [:pick $item 0 $bar]",
        ":local words [:pick $item ($bar + 1) [:len $item]]",
        ':set dualWanText ($office . ":" . $words)',
        notify.some(posts) && ":local json [$inJson $dualWanText]",
        ":local isTold true",
        notify.map((one, index) => [
          `:if ($reader = "${index}") do={`,
          indented(
            ":do {",
            indented(deliver(one)),
            "} on-error={",
            "  :set isTold false",
            `  $complain ${quoted(`cannot notify by ${nameOf(one)}; it is tried again`)}`,
            "}",
          ),
          "}",
        ]),
        ":if (!$isTold) do={ :set dualWanQueue ($dualWanQueue , $item) }",
      ),
      "}",
      latest,
      end,
    ),
    "}",
  );
}

const nameOf = (notification: Notification): string =>
  notification.by === "script" ? `the script ${notification.script}` : notification.by;

/** The text is in the global `dualWanText`; as a part of JSON, the text and the router's name are `$json` and `$place`. */
function deliver(notification: Notification): Text {
  switch (notification.by) {
    case "telegram":
      return post(
        `https://api.telegram.org/bot${notification.token}/sendMessage`,
        `("{\\"chat_id\\":\\"${escaped(notification.chat)}\\",\\"text\\":\\"" . $json . "\\"}")`,
      );
    case "webhook":
      return post(notification.url, `("{\\"office\\":\\"" . $place . "\\",\\"text\\":\\"" . $json . "\\"}")`);
    case "email": {
      const from = notification.from === undefined ? "" : ` from=${quoted(notification.from)}`;
      return `/tool e-mail send to=${quoted(notification.to)}${from} subject=("Internet of " . $office) body=$dualWanText`;
    }
    case "script":
      return `/system script run ${quoted(notification.script)}`;
  }
}

const post = (url: string, body: string): Text => [
  `:local url ${quoted(url)}`,
  `:local body ${body}`,
  '/tool fetch url=$url http-method=post http-header-field="Content-Type: application/json" http-data=$body output=none',
];

/** What RouterOS 7.12 has no command for: a router's name may have quotes. */
const inJson: Text = [
  "# A text as a part of JSON.",
  ":local inJson do={",
  indented(
    ":local whole [:tostr $1]",
    ':local safe ""',
    ":local count [:len $whole]",
    ":if ($count > 0) do={",
    indented(
      ":for at from=0 to=($count - 1) do={",
      "  :local letter [:pick $whole $at]",
      `  :if ($letter = ${quoted('"')} or $letter = ${quoted("\\")}) do={ :set safe ($safe . ${quoted("\\")}) }`,
      "  :set safe ($safe . $letter)",
      "}",
    ),
    "}",
    ":return $safe",
  ),
  "}",
];

const posts = ({ by }: Notification): boolean => by === "telegram" || by === "webhook";
