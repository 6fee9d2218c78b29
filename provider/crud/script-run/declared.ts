/** What a ScriptRun declares, as it stands in checked inputs and in stored outputs. */
import { parseDuration } from "../../menus/codecs";
import type { Props } from "../plain";

export interface DeclaredRun {
  readonly router?: string;
  /** Name of the script. */
  readonly script: string;
  /** Plain data; a change of it runs the script again. */
  readonly triggers?: unknown;
  /** How lines of the log begin that are the script's report. */
  readonly logPrefix?: string;
  /** Milliseconds that a run may take. */
  readonly deadline: number;
  /** Names of scripts of which no job may run any more when the resource is deleted. */
  readonly waitFor: readonly string[];
}

/** Names of the inputs. */
export const inputNames = ["router", "script", "triggers", "logPrefix", "deadline", "waitFor"] as const;

/** How long a run may take unless the program says otherwise. */
export const usualDeadline = "1m";

export function declaredIn(props: Readonly<Props>): DeclaredRun {
  return {
    router: props.router as string | undefined,
    script: props.script as string,
    triggers: props.triggers,
    logPrefix: props.logPrefix as string | undefined,
    deadline: (parseDuration(props.deadline ?? usualDeadline) ?? 0) / 1000,
    waitFor: (props.waitFor ?? []) as readonly string[],
  };
}

/** `ScriptRun "sync"`: how messages name it. */
export function subjectOf({ script }: Pick<DeclaredRun, "script">): string {
  return `ScriptRun "${script}"`;
}
