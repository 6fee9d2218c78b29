/** What a line starts when it comes, goes or gets another address. */
import type { DualWan } from "../args";
import { quoted } from "./text";

/**
 * Code for a DHCP client's `script` and a PPP profile's `on-up` and `on-down`. It runs as the router itself (`*sys`) with the
 * policies read, write, test and reboot (manual), and is there before the script that it starts.
 */
export function hookSource({ names }: Pick<DualWan, "names">): string {
  const name = quoted(names.script.sync);
  // What is wrong is said by the rounds; the router's own globals are not theirs, so it would be said twice.
  return `:global dualWanHook true; :if ([:len [/system script find where name=${name}]] = 1) do={ /system script run ${name} }`;
}
