/** What a program declares, seen through Pulumi's mocks: every resource with its parent, its dependencies and what is secret. */
import * as pulumi from "@pulumi/pulumi";

export interface Declared {
  /** `FirewallNat`, or the type token of a component. */
  readonly kind: string;
  readonly name: string;
  readonly parent: string;
  /** Names of the resources that it waits for. */
  readonly after: readonly string[];
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Names of inputs that are secret. */
  readonly secret: readonly string[];
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
}

/** Pulumi's mark on the wire of a value that is secret. */
const mark = "4dabf18193072939515e22adb298388d";

interface Request {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProtect(): boolean;
  getRetainondelete(): boolean;
  getDependenciesList(): string[];
  getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
}

interface Monitor {
  registerResource(request: Request, callback: unknown): Promise<void>;
}

export interface DeclareOptions {
  /** Stack configuration. */
  readonly config?: Readonly<Record<string, string>>;
  readonly preview?: boolean;
  /** What a resource's outputs are, over its inputs. */
  readonly outputs?: (kind: string, name: string) => Readonly<Record<string, unknown>>;
}

export interface Program<T> {
  readonly result: T;
  /** In the order in which the engine is asked for them. */
  readonly resources: readonly Declared[];
  /** What was said to people: `warning: …`. */
  readonly said: readonly string[];
}

/** Runs a program until all that it declares is registered. */
export async function declared<T>(
  program: () => T | Promise<T>,
  { config = {}, preview = false, outputs = () => ({}) }: DeclareOptions = {},
): Promise<Program<T>> {
  const resources: Declared[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => ({
        id: `id of ${name}`,
        state: { ...inputs, ...outputs(kindOf(type), name) },
      }),
      call: () => ({}),
    },
    "project",
    "office-12",
    preview,
  );
  const passwords = Object.keys(config).filter((key) => key.endsWith("password"));
  pulumi.runtime.setAllConfig({ ...config }, passwords);
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) => {
    resources.push(described(request));
    return register(request, callback);
  };
  const said: string[] = [];
  const listening = listen(said);
  const { stackTraceLimit } = Error;
  // The SDK asks for a stack with every promise, and ts-node looks each place of it up: seconds for one office.
  Error.stackTraceLimit = 0;
  try {
    const result = await program();
    // Components may look at a router before they declare anything.
    if (pulumi.ComponentResource.isInstance(result)) await dataOf(result);
    await settled();
    return { result, resources, said };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    listening();
  }
}

const kindOf = (type: string): string => type.replace("pulumi-nodejs:dynamic/routeros:", "");
const nameOf = (urn: string): string => urn.split("::").at(-1) ?? "";

function described(request: Request): Declared {
  const inputs = request.getObject()?.toJavaScript() ?? {};
  const isSecret = (value: unknown): boolean =>
    typeof value === "object" && value !== null && Object.hasOwn(value, mark);
  return {
    kind: kindOf(request.getType()),
    name: request.getName(),
    parent: nameOf(request.getParent()),
    after: request.getDependenciesList().map(nameOf),
    inputs,
    secret: Object.keys(inputs).filter((name) => isSecret(inputs[name])),
    protect: request.getProtect(),
    retainOnDelete: request.getRetainondelete(),
  };
}

/** Rejects with what its `initialize` throws. */
const dataOf = (component: pulumi.ComponentResource): Promise<unknown> =>
  (component as unknown as { getData(): Promise<unknown> }).getData();

/** Until nothing is under way: the engine ends a program then. */
async function settled(): Promise<void> {
  const runtime = pulumi.runtime as unknown as { waitForRPCs(disconnect?: boolean): Promise<void> };
  await runtime.waitForRPCs(false);
}

const levels = ["log", "warn", "error"] as const;

/** Collects what the program says through Pulumi's log, which is the console where there is no engine. */
function listen(said: string[]): () => void {
  const before = { log: console.log, warn: console.warn, error: console.error };
  for (const level of levels) console[level] = (text: unknown) => void said.push(String(text));
  return () => Object.assign(console, before);
}
