/** Every name that an office's rows have on the router. One place, because plan, scripts, status and docs must agree. */

/** Names of one office. `line` is a line's name, `ISP1`; `number` its place in the order of preference, from 1. */
export interface Names {
  /** Prefix of every log line that the scripts write. */
  readonly log: string;
  /** Names of the sections of rules. */
  readonly section: (part: string) => string;
  /** Comment of a row that belongs to a line: `ISP1 NAT`. */
  readonly ofLine: (line: string, what: string) => string;
  /** Comment of a row that belongs to the office: `Known networks`. */
  readonly ofOffice: (what: string) => string;
  /** Comment of a line's default route in the main table: `GW1`. */
  readonly gateway: (number: number) => string;
  /** Routing table of a line (RouterOS 6: the name of its routes' mark). */
  readonly table: (line: string) => string;
  /** Routing mark that leads into it: the table itself in RouterOS 7, a name that a rule resolves in 6. */
  readonly routingMark: (line: string) => string;
  /** Mark of the connections of a line. */
  readonly connectionMark: (line: string) => string;
  /** Routing mark of the router's own packets that follow the active line; `main` in RouterOS 7. */
  readonly activeMark: string;
  /** Address list of the addresses that may leave by a line. */
  readonly sourceList: (line: string) => string;
  /** Address list of the networks inside. */
  readonly localList: string;
  readonly profile: (line: string) => string;
  /** Scripts, by what they do. */
  readonly script: Readonly<Record<ScriptRole, string>>;
}

export type ScriptRole = "decide" | "sync" | "notify" | "setup" | "status" | "maintenance";

/** The how-to's script is `upd_route_rules`: an office that has it gets ours in its place, with its scheduler entry. */
const howToScript = "upd_route_rules";

export function namesOf(dialect: 6 | 7, prefix: string | undefined): Names {
  const spaced = (text: string) => (prefix === undefined ? text : `${prefix} ${text}`);
  const joined = (text: string, by: string) => (prefix === undefined ? text : `${prefix}${by}${text}`);
  const script = (role: string) =>
    prefix === undefined ? `${howToScript}${role === "" ? "" : `_${role}`}` : `${prefix}-${role || "decide"}`;
  return {
    log: prefix === undefined ? "dual-wan" : `dual-wan ${prefix}`,
    section: (part) => joined(part, " "),
    ofLine: (line, what) => spaced(`${line} ${what}`),
    ofOffice: spaced,
    gateway: (number) => spaced(`GW${number}`),
    table: (line) => joined(line, "-"),
    routingMark: (line) => (dialect === 7 ? joined(line, "-") : joined(`to-${line}`, "-")),
    connectionMark: (line) => joined(`from-${line}`, "-"),
    activeMark: dialect === 7 ? "main" : joined("to-active", "-"),
    sourceList: (line) => joined(`${line}_src_IPs`, "-"),
    localList: joined("local-networks", "-"),
    profile: (line) => joined(line, "-"),
    script: {
      decide: script(""),
      sync: script("sync"),
      notify: script("notify"),
      setup: script("setup"),
      status: script("status"),
      maintenance: script("maintenance"),
    },
  };
}
