/**
 * The folder with the commands of an npm package. The first call installs the package into our cache (tens of MB for a
 * Node); throws npm's words and what to do when the registry cannot be reached.
 */
export function npmProgram(name: string, version: string): Promise<string>;

/** How to start npm: its own script with the arguments that come before the user's, or the command on PATH alone. */
export function npmCommand(env?: NodeJS.ProcessEnv): {
  readonly command: string;
  readonly args: readonly string[];
};
