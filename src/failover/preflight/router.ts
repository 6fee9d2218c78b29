/** Of the router itself: its version, what it lets be done, its settings. */
import type { Row } from "pulumi-routeros-provider";
import { type DualWan, floors, needsOf, numberOf } from "../args";
import { bringsNoServers } from "../plan/parts/lines";
import { enabled, isOn, type RouterState } from "../status/rows";
import { type Check, error, type Finding, note, warning } from "./finding";

const version: Check = ({ office, state }) => {
  const running = numberOf(state.version);
  if (office.dialect === 6)
    return [
      running >= 7000 &&
        error(
          "version",
          `The router runs ${state.version}, but dialect 6 is for RouterOS 6: leave "dialect" out`,
        ),
      running < numberOf(floors[6]) && tooOld("This component", floors[6], state),
    ];
  if (running < 7000)
    return [
      error("version", `The router runs ${state.version}: set "dialect" to 6, or upgrade it to RouterOS 7`),
    ];
  return [
    running < numberOf(floors[7]) && tooOld("This component", floors[7], state),
    ...needsOf(office).map(({ what, since }) => running < numberOf(since) && tooOld(what, since, state)),
  ];
};

const tooOld = (what: string, since: string, { version: running }: RouterState): Finding =>
  error(
    "version",
    `${what} needs RouterOS ${since} or newer, and the router runs ${running}: leave it out or upgrade`,
  );

const deviceMode: Check = ({ office, state }) => {
  const mode = state.menus["/system/device-mode"]?.[0];
  if (mode === undefined) return [];
  const forbids = (feature: string) => mode[feature] !== undefined && !isOn(mode[feature]);
  const how = "change it with /system/device-mode/update and confirm at the device (button or power cut)";
  const isHeld = isOn(mode.flagged) || mode.mode === "flagged";
  // Homes have no scheduler unless it was switched on by itself.
  const schedules = mode.scheduler === undefined ? mode.mode !== "home" : isOn(mode.scheduler);
  const fetches = office.notify.some(({ by }) => by === "telegram" || by === "webhook");
  return [
    (isHeld || !schedules) &&
      error(
        "device-mode",
        `Device-mode ${mode.mode}${isHeld ? " (flagged)" : ""} lets no scheduler run, so nothing would decide: ${how}`,
      ),
    fetches &&
      forbids("fetch") &&
      error(
        "device-mode",
        `Device-mode ${mode.mode} lets nothing be fetched, so no notification leaves: ${how}`,
      ),
    office.notify.some(({ by }) => by === "email") &&
      forbids("email") &&
      error("device-mode", `Device-mode ${mode.mode} lets no mail be sent: ${how}`),
  ];
};

const policies: Check = ({ state, plan }) => {
  if (state.policies === undefined) return [];
  const ofScripts = plan.steps.flatMap((step) =>
    step.is === "row" && step.kind === "Script" ? ((step.args.policy ?? []) as readonly string[]) : [],
  );
  const wanted = new Set(["read", "write", "policy", "sensitive", ...ofScripts]);
  const missing = [...wanted].filter((policy) => !state.policies?.includes(policy));
  return [
    missing.length > 0 &&
      error(
        "policies",
        `The user of the deployment lacks ${missing.join(", ")}: its scripts may do no more than it may. Add it to the user's group`,
      ),
  ];
};

const reversePath: Check = ({ state }) => [
  state.menus["/ip/settings"]?.[0]?.["rp-filter"] === "strict" &&
    error(
      "rp-filter",
      "rp-filter is strict: what comes in on the line that is not in use is dropped. Set it to loose (/ip/settings/set rp-filter=loose, or an IpSettings resource)",
    ),
];

/** `auto` (the default) tracks as soon as there is a rule that needs it, and the office has some. */
const tracking: Check = ({ state }) => {
  const value = state.menus["/ip/firewall/connection/tracking"]?.[0]?.enabled;
  return [
    (value === "no" || value === "false") &&
      error(
        "tracking",
        "Connection tracking is off: nothing is translated, marked or ended, so no line would work. Set it to auto (/ip/firewall/connection/tracking/set enabled=auto)",
      ),
  ];
};

const clock: Check = ({ state }) => {
  const date = state.menus["/system/clock"]?.[0]?.date ?? "";
  const synchronised = isOn(state.menus["/system/ntp/client"]?.[0]?.enabled);
  return [
    /1970/.test(date) &&
      warning(
        "clock",
        `The router's clock says ${date}: until NTP has answered, the status tells times by uptime`,
      ),
    !synchronised &&
      !/1970/.test(date) &&
      note(
        "clock",
        "The router's NTP client is off: after a power cut its clock begins at 1970, and the status tells times by uptime",
      ),
  ];
};

/** Lines that are declared bring no name servers: those of a provider answer its own customers only. */
const nameServers: Check = ({ office, state }) => {
  const dns = state.menus["/ip/dns"]?.[0];
  if (dns === undefined) return [];
  const own = (dns.servers ?? "") !== "" || (dns["use-doh-server"] ?? "") !== "";
  if (own || !bringsNoServers(office)) return [];
  const set = "set some that any line reaches, such as /ip/dns/set servers=9.9.9.9,1.1.1.1";
  if ((dns["dynamic-servers"] ?? "") === "")
    return [warning("dns", `The router has no DNS servers of its own: ${set}`)];
  const given = `The router has no DNS servers of its own, only those that its lines give it (${dns["dynamic-servers"]})`;
  const why = "use-peer-dns=no, because most answer their own customers only";
  return [
    keepsOthers(office, state)
      ? warning("dns", `${given}. Those of the declared lines are switched off (${why}): ${set}`)
      : error(
          "dns",
          `${given}, and they are switched off (${why}): nobody inside who asks the router could resolve a name any more. First ${set}`,
        ),
  ];
};

/** Whether somebody gives name servers who is not declared: another client, or a modem. */
function keepsOthers(office: DualWan, { menus }: RouterState): boolean {
  const ofLines = new Set(office.lines.map((line) => line.interface));
  const gives = (row: Row, name: string | undefined) =>
    isOn(row["use-peer-dns"]) && (name === undefined || !ofLines.has(name));
  return (
    office.lines.some(({ access }) => access.kind === "existing") ||
    enabled(menus["/ip/dhcp-client"]).some((row) => gives(row, row.interface)) ||
    enabled(menus["/interface/pppoe-client"]).some((row) => gives(row, row.name))
  );
}

export const ofRouter: readonly Check[] = [
  version,
  deviceMode,
  policies,
  reversePath,
  tracking,
  clock,
  nameServers,
];
