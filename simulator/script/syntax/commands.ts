/**
 * The scripting commands: their parameters, which of them may be given without a name, and since when. From
 * RouterOS's command trees, 7.9 … 7.24, and the manual.
 */

/** `block`: commands in braces; `name`: a variable's name; `condition`: evaluated again and again; `flag`: no value. */
export type ParameterKind = "value" | "block" | "name" | "names" | "target" | "flag";

export interface Parameter {
  readonly kind: ParameterKind;
  readonly since?: string;
}

export interface ScriptingCommand {
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** In the order in which unnamed arguments fill them. */
  readonly unnamed: readonly string[];
  readonly since?: string;
}

const value: Parameter = { kind: "value" };
const block: Parameter = { kind: "block" };
const flag: Parameter = { kind: "flag" };

const one = (parameter = "value", since?: string): ScriptingCommand => ({
  parameters: { [parameter]: value },
  unnamed: [parameter],
  since,
});
const none = (since?: string): ScriptingCommand => ({ parameters: {}, unnamed: [], since });
const declaration = (kind: ParameterKind): ScriptingCommand => ({
  parameters: { name: { kind }, value, do: block },
  unnamed: ["name", "value"],
});
const loopError: Parameter = { kind: "block", since: "7.19" };

export const scriptingCommands: Readonly<Record<string, ScriptingCommand>> = {
  local: declaration("name"),
  global: declaration("name"),
  set: declaration("target"),
  put: one("message"),
  if: { parameters: { condition: value, do: block, else: block }, unnamed: ["condition", "do", "else"] },
  for: {
    parameters: {
      counter: { kind: "name" },
      from: value,
      to: value,
      step: value,
      do: block,
      "on-error": loopError,
    },
    unnamed: ["counter", "from", "to", "step", "do"],
  },
  foreach: {
    parameters: { counter: { kind: "names" }, in: value, do: block, "on-error": loopError },
    unnamed: ["counter", "in", "do"],
  },
  while: { parameters: { condition: value, do: block }, unnamed: ["condition", "do"] },
  do: {
    parameters: { command: block, while: value, "on-error": block, if: value },
    unnamed: ["command", "while", "on-error", "if"],
  },
  onerror: {
    parameters: { error: { kind: "names" }, in: block, do: block },
    unnamed: ["error", "in", "do"],
    since: "7.13",
  },
  retry: {
    parameters: { command: block, delay: value, max: value, "on-error": block },
    unnamed: ["command", "delay", "max", "on-error"],
    since: "7",
  },
  error: one("message"),
  return: one("value"),
  break: none("7.22"),
  continue: none("7.22"),
  exit: none("7.22"),
  quit: none(),
  delay: one("delay-time"),
  nothing: none(),
  len: one(),
  typeof: one(),
  tostr: one(),
  tonum: one(),
  tobool: one(),
  toid: one(),
  toip: one(),
  toip6: one(),
  totime: one(),
  tonsec: one("value", "7.12"),
  tolf: one("value", "7.12"),
  tocrlf: one("value", "7.12"),
  toarray: {
    parameters: { value, delimiter: { kind: "value", since: "7.21" } },
    unnamed: ["value"],
  },
  pick: { parameters: { counter: value, begin: value, end: value }, unnamed: ["counter", "begin", "end"] },
  find: { parameters: { in: value, key: value, from: value }, unnamed: ["in", "key", "from"] },
  range: {
    parameters: { from: value, to: value, step: value },
    unnamed: ["from", "to", "step"],
    since: "7.17",
  },
  resolve: {
    parameters: { "domain-name": value, server: value, "server-port": value, type: value, vrf: value },
    unnamed: ["domain-name", "server", "server-port", "type"],
  },
  parse: one(),
  execute: {
    parameters: { script: block, file: value, "as-string": { kind: "flag", since: "7" } },
    unnamed: ["script", "file"],
  },
  import: {
    parameters: {
      "file-name": value,
      "from-line": value,
      verbose: value,
      "dry-run": { kind: "flag", since: "7.16" },
    },
    unnamed: ["file-name"],
  },
  time: { parameters: { command: block }, unnamed: ["command"] },
  timestamp: none("7"),
  jobname: none("7.12"),
  rndnum: { parameters: { from: value, to: value }, unnamed: ["from", "to"], since: "7" },
  rndstr: { parameters: { length: value, from: value }, unnamed: ["length", "from"], since: "7" },
  convert: {
    parameters: { value, from: value, to: value, transform: value, options: value },
    unnamed: ["value"],
    since: "7.11",
  },
  serialize: {
    parameters: { value, to: value, delimiter: value, order: value, options: value, "file-name": value },
    unnamed: ["value"],
    since: "7.13",
  },
  deserialize: {
    parameters: { value, from: value, delimiter: value, options: value },
    unnamed: ["value"],
    since: "7.13",
  },
  grep: {
    parameters: {
      script: block,
      pattern: value,
      after: value,
      before: value,
      "file-name": value,
      flags: value,
    },
    unnamed: ["script", "pattern"],
    since: "7.13",
  },
  beep: {
    parameters: { frequency: value, length: value, "as-value": flag },
    unnamed: ["frequency", "length"],
  },
};
