/** The ids of the living processes, without this one, whose environment contains `text`. */
export function processesWith(text: string): number[];

/** Ends a process at once; one that is gone already is fine. */
export function killNow(pid: number): void;

/** Ends all processes whose environment contains `text`, and waits until they are gone. */
export function killAllWith(text: string): void;
