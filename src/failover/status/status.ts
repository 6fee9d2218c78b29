/** Which line an office uses, since when and why, as its router says. */
import type { Row } from "pulumi-routeros-provider";
import type { DualWan, Line } from "../args";
import { freed } from "./order";
import { bare, isOn, mainDefaults, type RouterState, rulesOf } from "./rows";

export interface LineStatus {
  readonly name: string;
  readonly interface: string;
  /** Whether the interface is there and has a link. */
  readonly link: boolean;
  readonly address: string | undefined;
  /** Address or interface of the next hop. */
  readonly gateway: string | undefined;
  /** `in use`, `ready` (would be used if the better ones failed), `passed over` (found bad, or waiting for its way back), `down` (no link, no address or no route), `missing` (its rows are not on the router). */
  readonly state: "in use" | "ready" | "passed over" | "down" | "missing";
}

export interface OfficeStatus {
  readonly router: string;
  readonly version: string;
  /** The line in use; undefined where none of ours is. */
  readonly active: string | undefined;
  /** Whether that is another one than the first. */
  readonly onBackup: boolean;
  /** When it took over: date and time, or the uptime while the clock was not set; undefined where nothing is written down. */
  readonly since: string | undefined;
  readonly reason: string | undefined;
  readonly switches: number | undefined;
  /** The line that is forced, and by whom. */
  readonly forced: { readonly line: string; readonly by: "router" | "arguments" } | undefined;
  readonly lines: readonly LineStatus[];
}

/** What the controller has written down: `wan=ISP2;since=…;why=…;switches=3`. */
export interface StatusRecord {
  readonly wan: string;
  readonly since: string;
  readonly why: string;
  readonly switches: number;
}

/** @returns undefined for a text that the controller has not written. */
export function parseRecord(text: string): StatusRecord | undefined {
  const match = /^wan=([^;]*);since=([^;]*);why=(.*);switches=(\d+)\s*$/s.exec(text);
  if (match === null) return undefined;
  const [, wan = "", since = "", why = "", switches = "0"] = match;
  return { wan, since, why, switches: Number(switches) };
}

/** What a router's state says of an office. */
export function statusOf(office: DualWan, state: RouterState): OfficeStatus {
  const { names } = office;
  const source = (name: string) =>
    (state.menus["/system/script"] ?? []).find((row) => row.name === name)?.source ?? "";
  const record = parseRecord(source(names.script.status));
  const active = activeLine(office, state);
  const ordered = source(names.script.maintenance).trim();
  const isKnown = record !== undefined && record.wan === active?.name;
  return {
    router: state.identity,
    version: state.version,
    active: active?.name,
    onBackup: active !== undefined && active.number > 1,
    since: isKnown ? record.since : undefined,
    reason: isKnown ? record.why : undefined,
    switches: record?.switches,
    forced: forcedLine(office, ordered),
    lines: office.lines.map((line) => lineStatus(office, line, state, active)),
  };
}

function forcedLine({ lines, maintenance }: DualWan, ordered: string): OfficeStatus["forced"] {
  if (lines.some(({ name }) => name === ordered)) return { line: ordered, by: "router" };
  const isFree = maintenance === undefined || ordered === freed(maintenance);
  return isFree ? undefined : { line: maintenance, by: "arguments" };
}

const gateOf = ({ names }: DualWan, line: Line, state: RouterState): Row | undefined =>
  mainDefaults(state).find((row) => row.comment === names.gateway(line.number));

/** The line whose default route is in use: of several the nearest. */
function activeLine(office: DualWan, state: RouterState): Line | undefined {
  const used = office.lines.flatMap((line) => {
    const gate = gateOf(office, line, state);
    return gate !== undefined && isOn(gate.active) ? [{ line, distance: Number(gate.distance) }] : [];
  });
  return used.sort((left, right) => left.distance - right.distance)[0]?.line;
}

function lineStatus(office: DualWan, line: Line, state: RouterState, active: Line | undefined): LineStatus {
  const port = (state.menus["/interface"] ?? []).find((row) => row.name === line.interface);
  const gate = gateOf(office, line, state);
  const rule = rulesOf(state).find((row) => row.comment === office.names.ofLine(line.name, "rule"));
  const own = (state.menus["/ip/address"] ?? []).filter(
    (row) => row.interface === line.interface && !isOn(row.disabled),
  );
  const held = own.map((row) => bare(row.address));
  const address = held.includes(bare(rule?.["src-address"])) ? bare(rule?.["src-address"]) : held[0];
  const link = isOn(port?.running);
  const route = office.names.ofLine(line.name, "route");
  const gateway = (state.menus["/ip/route"] ?? []).find((row) => row.comment === route)?.gateway;
  return { name: line.name, interface: line.interface, link, address, gateway, state: stateOf() };

  function stateOf(): LineStatus["state"] {
    if (gate === undefined || rule === undefined) return "missing";
    if (line === active) return "in use";
    if (!link || address === undefined || isOn(gate.inactive)) return "down";
    return Number(gate.distance) > line.number ? "passed over" : "ready";
  }
}
