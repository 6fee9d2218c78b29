/** Options that do not go together, or name what is not there: exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/** The same failure in words that say what to do. */
export function explainFailure(
  error: unknown,
  { host, state }: { readonly host: string; readonly state?: string },
): Error {
  const failure = error instanceof Error ? error : new Error(String(error));
  const { code, port, syscall } = failure as NodeJS.ErrnoException & { readonly port?: number };
  if (syscall === "listen") return new Error(listenTexts[code ?? ""]?.(host, port) ?? failure.message);
  if (code !== undefined && state !== undefined && syscall !== undefined) {
    return new Error(`the state file ${state} cannot be used (${code})`);
  }
  return failure;
}

const listenTexts: Readonly<Record<string, (host: string, port: number | undefined) => string>> = {
  EADDRINUSE: (host, port) =>
    `port ${port} of ${host} is taken; choose another with --port or --tls-port, or 0 for any`,
  EACCES: (host, port) => `no permission to listen on port ${port} of ${host}; choose one above 1023`,
  EADDRNOTAVAIL: (host) => `${host} is not an address of this machine; choose another with --host`,
};
