/**
 * The notify script: tells people what the decide script has put into its queue. It has a scheduler entry of its own, so that a
 * server that hangs delays nothing, and it alone may fetch and mail. Its source holds tokens: it is a secret.
 */
import type { DualWan, Notification } from "../args";
import { complaints } from "./phrases";
import { indented, quoted, script, type Text } from "./text";

/** Messages that wait for a line that works; older ones are dropped. */
const longest = 20;

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
      ":local batch $dualWanQueue",
      ':set dualWanQueue [:toarray ""]',
      ":foreach item in=$batch do={",
      indented(
        ":local reader [:pick $item 0]",
        ":local words [:pick $item 2 [:len $item]]",
        ':set dualWanText ($office . ":" . $words)',
        ":local isTold true",
        notify.map((one, index) => [
          `:if ($reader = "${index}") do={`,
          indented(
            `:do { ${deliver(one)} } on-error={`,
            "  :set isTold false",
            `  $complain ${quoted(`cannot notify by ${nameOf(one)}; it is tried again`)}`,
            "}",
          ),
          "}",
        ]),
        `:if (!$isTold and [:len $dualWanQueue] < ${longest}) do={ :set dualWanQueue ($dualWanQueue , $item) }`,
      ),
      "}",
      end,
    ),
    "}",
  );
}

const nameOf = (notification: Notification): string =>
  notification.by === "script" ? `the script ${notification.script}` : notification.by;

/** The text is in the global `dualWanText`: letters, digits and the punctuation of log lines, so it needs no escaping in JSON. */
function deliver(notification: Notification): string {
  switch (notification.by) {
    case "telegram":
      return post(
        `https://api.telegram.org/bot${notification.token}/sendMessage`,
        `("{\\"chat_id\\":\\"${inText(notification.chat)}\\",\\"text\\":\\"" . $dualWanText . "\\"}")`,
      );
    case "webhook":
      return post(
        notification.url,
        `("{\\"office\\":\\"" . $office . "\\",\\"text\\":\\"" . $dualWanText . "\\"}")`,
      );
    case "email": {
      const from = notification.from === undefined ? "" : ` from=${quoted(notification.from)}`;
      return `/tool e-mail send to=${quoted(notification.to)}${from} subject=("Internet of " . $office) body=$dualWanText`;
    }
    case "script":
      return `/system script run ${quoted(notification.script)}`;
  }
}

const post = (url: string, body: string): string =>
  `/tool fetch url=${quoted(url)} http-method=post http-header-field="Content-Type: application/json" http-data=${body} output=none`;

const inText = (text: string): string => text.replace(/[\\"$]/g, (character) => `\\${character}`);

export type { Text };
