/** RouterOS's scripting language. */

export { hookCaller } from "./host/callers";
export { type Console, openConsole } from "./host/console";
export { installScripts } from "./host/install";
export type { RunOptions, Scripts } from "./host/script-plane";
export { type CheckOptions, checkScript, type Problem } from "./lint/check";
export type {
  ExecuteRequest,
  GivenArgument,
  Globals,
  GlobalVariable,
  ImportRequest,
  MenuRequest,
  MenuRows,
  ResolveRequest,
  ScriptHost,
} from "./run/contract";
export { ScriptFailure, ScriptStopped } from "./run/failure";
export { failureText, runParsed, runScript } from "./run/script";
export { ParseFailure } from "./syntax/failure";
export { type ParseOptions, parseScript } from "./syntax/parse";
export type { Script, Statement } from "./syntax/tree";
