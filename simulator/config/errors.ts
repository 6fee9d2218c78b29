/** RouterOS's error texts, one function per cause. Wording as measured; sources in docs/simulator.md. */
import { CommandFailure, type Trap } from "./contract";

/** Categories of the API manual. */
const category = { missing: 0, argument: 1, interrupted: 2, general: 4 } as const;

function failure(message: string, of?: Trap["category"]): CommandFailure {
  return new CommandFailure(of === undefined ? { message } : { message, category: of });
}

/** A trap with exactly this text. */
export const fail = (message: string): CommandFailure => failure(message);

/** `no such item`; v6 puts the error's number behind it. */
export const noSuchItem = (major: number): CommandFailure =>
  failure(major < 7 ? "no such item (4)" : "no such item");

export const unknownParameter = (major: number, name: string): CommandFailure =>
  failure(major < 7 ? "unknown parameter" : `unknown parameter ${name}`);

export const missingArguments = (names: readonly string[]): CommandFailure =>
  failure(`missing value(s) of argument(s) ${names.join(" ")}`);

export const missingTarget = (): CommandFailure => failure("missing =.id=");

export const noMatch = (type: string): CommandFailure =>
  failure(`input does not match any value of ${type}`, category.argument);

export const notPermitted = (): CommandFailure => failure("not enough permissions (9)");

export const interrupted = (): CommandFailure => failure("interrupted", category.interrupted);

/** A mistyped directory is told twice over the API: what was not found, then that it is no prefix either. */
export const noSuchDirectory = (name: string): CommandFailure =>
  new CommandFailure(
    { message: `no such command or directory (${name})`, category: category.missing },
    { message: "no such command prefix" },
  );

export const noSuchCommand = (): CommandFailure => failure("no such command", category.missing);

/** What RouterOS has and the simulator has not: never a silent success. */
export const notSimulated = (what: string): CommandFailure =>
  failure(`failure: the simulator does not implement ${what}`, category.general);
