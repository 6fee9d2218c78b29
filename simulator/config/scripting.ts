/** What the configuration plane asks of the script plane: scripts, jobs and globals belong to it. */
import type { Caller, CommandOutput, CommandResult } from "./contract";
import type { Row } from "./store/row";

export interface ScriptRun {
  /** Row of `/system/script`. */
  readonly script: Row;
  readonly caller: Caller;
  readonly output: CommandOutput;
  /** `use-script-permissions` (7.15). */
  readonly withItsOwnPermissions: boolean;
}

export interface ScriptText {
  readonly script: string;
  readonly caller: Caller;
  readonly output: CommandOutput;
  readonly file: string | undefined;
  readonly asString: boolean;
}

export interface ImportedFile {
  readonly fileName: string;
  readonly fromLine: number | undefined;
  readonly verbose: boolean;
  readonly dryRun: boolean;
  readonly caller: Caller;
  readonly output: CommandOutput;
}

export interface ScriptPlane {
  /** `/system/script/run` */
  run(request: ScriptRun): Promise<CommandResult>;
  /** `/execute` */
  execute(request: ScriptText): Promise<CommandResult>;
  /** `/import` */
  importFile(request: ImportedFile): Promise<CommandResult>;
  /** Rows of `/system/script/job`. */
  jobs(): readonly Row[];
  /** Ends a job. */
  stop(id: string): void;
  /** Rows of `/system/script/environment`. */
  environment(): readonly Row[];
  /** Changes a global; without a value it is gone. */
  setEnvironment(id: string, value: string | undefined): void;
  /** The router restarts: jobs end, globals are gone. */
  reboot(): void;
}
