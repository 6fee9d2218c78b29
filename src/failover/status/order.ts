/**
 * What the row of maintenance holds: the name of the line that is forced on the router, nothing, or that the line which the
 * arguments force is free for now.
 */

/** That the line which the arguments force is free. It holds for that line only: another one in the arguments counts again. */
export const freed = (line: string): string => `none ${line}`;
