/**
 * Drives Pulumi's host of dynamic providers over gRPC, as the engine does, without the CLI.
 *
 * The host runs with the project folder as working directory, so what the provider text requires is resolved
 * as in a user's project. All values pass through protobuf Structs on both ways.
 *
 * @example
 * const host = await startDynamicHost({ folder });
 * await host.configure({ "routeros:host": "127.0.0.1" });
 * const { id, outs } = await host.create({ ...inputs, __provider: await providerText(provider) });
 * await host.stop();
 */
import { createRequire } from "node:module";
import * as path from "node:path";
import type * as Grpc from "@grpc/grpc-js";
import * as pulumi from "@pulumi/pulumi";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import * as status from "@pulumi/pulumi/proto/status_pb";
import type { Struct as StructMessage } from "google-protobuf/google/protobuf/struct_pb";
import { type CliRun, startCli } from "./cli-run";

// The SDK's own copies: a message or channel of another copy is not recognised.
const fromSdk = createRequire(require.resolve("@pulumi/pulumi"));
const grpc: typeof Grpc = fromSdk("@grpc/grpc-js");
const { Struct } = fromSdk("google-protobuf/google/protobuf/struct_pb") as { Struct: typeof StructMessage };
const { ResourceProviderClient: Client } = fromSdk("./proto/provider_grpc_pb") as {
  ResourceProviderClient: typeof ResourceProviderClient;
};

/** What a provider sees in place of a value that a preview does not know yet. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Property values as they are on the wire: strings, numbers, booleans, `null`, lists and objects of these. */
export type Properties = Record<string, unknown>;

export interface HostOptions {
  /** The project folder: the host's working directory. */
  readonly folder: string;
  /** Pulumi's project name, the namespace of configuration keys without one; default `test-site`. */
  readonly project?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which a call without answer is an error; default 30,000. */
  readonly timeout?: number;
}

/** The resource was made or changed, but not completely: what the engine writes into its state. */
export interface PartialFailure {
  readonly id: string;
  readonly properties: Properties;
  readonly reasons: readonly string[];
}

/** An error that the host answered, with what a partial failure carries. */
export class HostError extends Error {
  constructor(
    message: string,
    /** gRPC's status code; 4 is a call that was never answered. */
    readonly code: number,
    readonly partial?: PartialFailure,
  ) {
    super(message);
    this.name = "HostError";
  }
}

export interface DynamicHost {
  readonly pid: number;
  /** Stack configuration by full key; secrets arrive decrypted, everything is a string. */
  configure(config: Readonly<Record<string, string>>): Promise<void>;
  check(
    olds: Properties,
    news: Properties,
  ): Promise<{ inputs: Properties; failures: { property: string; reason: string }[] }>;
  /** `changes` is `unknown` when the provider leaves the comparison to the engine. */
  diff(
    id: string,
    olds: Properties,
    news: Properties,
  ): Promise<{ changes: "some" | "none" | "unknown"; replaces: string[]; deleteBeforeReplace: boolean }>;
  create(inputs: Properties): Promise<{ id: string; outs: Properties }>;
  /** An empty `id` means that the resource is gone; `inputs` is there when the provider returned them. */
  read(id: string, props: Properties): Promise<{ id: string; props: Properties; inputs?: Properties }>;
  update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }>;
  delete(id: string, props: Properties): Promise<void>;
  /** Everything the host wrote: the port it listens on, then what providers log. */
  output(): string;
  /** Resolves when the output matches: a line may arrive after the answer to the call that wrote it. */
  until(pattern: RegExp, timeout?: number): Promise<void>;
  /** Ends the host process. */
  stop(): Promise<void>;
}

/** The text under `__provider` that the constructor of a dynamic resource stores for this provider. */
export async function providerText(provider: pulumi.dynamic.ResourceProvider): Promise<string> {
  const { text } = await pulumi.runtime.serializeFunction(() => provider);
  return text;
}

function struct(properties: Properties): StructMessage {
  // Struct's own typing admits less than its code, and less than the engine sends.
  return Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);
}

function plain(message: StructMessage | undefined): Properties {
  return (message?.toJavaScript() ?? {}) as Properties;
}

/** Unpacks the details that the host hides in the trailing metadata, where Go's gRPC looks for them. */
function partialFailure(error: Grpc.ServiceError): PartialFailure | undefined {
  const [packed] = error.metadata?.get("grpc-status-details-bin") ?? [];
  if (!(packed instanceof Uint8Array)) return undefined;
  const [detail] = status.Status.deserializeBinary(packed).getDetailsList();
  if (detail === undefined) return undefined;
  const failure = messages.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
  return {
    id: failure.getId(),
    properties: plain(failure.getProperties()),
    reasons: failure.getReasonsList(),
  };
}

type Callback<Response> = (error: Grpc.ServiceError | null, response: Response) => void;
type Method<Request, Response> = (
  request: Request,
  metadata: Grpc.Metadata,
  options: Partial<Grpc.CallOptions>,
  callback: Callback<Response>,
) => unknown;

/** One call as a promise. A host that never answers (an error thrown in its error handler) ends at the deadline. */
function caller(client: ResourceProviderClient, timeout: number) {
  return <Request, Response>(method: Method<Request, Response>, request: Request): Promise<Response> =>
    new Promise((resolve, reject) => {
      const options = { deadline: Date.now() + timeout };
      method.call(client, request, new grpc.Metadata(), options, (error, response) => {
        if (error === null) resolve(response);
        else reject(new HostError(error.details, error.code, partialFailure(error)));
      });
    });
}

const CHANGES = ["unknown", "none", "some"] as const;

function methods(
  client: ResourceProviderClient,
  timeout: number,
): Omit<DynamicHost, "pid" | "output" | "until" | "stop"> {
  const call = caller(client, timeout);
  return {
    configure: async (config) => {
      const request = new messages.ConfigureRequest().setArgs(struct({ ...config }));
      await call<messages.ConfigureRequest, messages.ConfigureResponse>(client.configure, request);
    },
    check: async (olds, news) => {
      const request = new messages.CheckRequest().setOlds(struct(olds)).setNews(struct(news));
      const response = await call<messages.CheckRequest, messages.CheckResponse>(client.check, request);
      const failures = response.getFailuresList();
      return {
        inputs: plain(response.getInputs()),
        failures: failures.map((one) => ({ property: one.getProperty(), reason: one.getReason() })),
      };
    },
    diff: async (id, olds, news) => {
      const request = new messages.DiffRequest().setId(id).setOlds(struct(olds)).setNews(struct(news));
      const response = await call<messages.DiffRequest, messages.DiffResponse>(client.diff, request);
      return {
        changes: CHANGES[response.getChanges()] ?? "unknown",
        replaces: response.getReplacesList(),
        deleteBeforeReplace: response.getDeletebeforereplace(),
      };
    },
    create: async (inputs) => {
      const request = new messages.CreateRequest().setProperties(struct(inputs));
      const response = await call<messages.CreateRequest, messages.CreateResponse>(client.create, request);
      return { id: response.getId(), outs: plain(response.getProperties()) };
    },
    read: async (id, props) => {
      const request = new messages.ReadRequest().setId(id).setProperties(struct(props));
      const response = await call<messages.ReadRequest, messages.ReadResponse>(client.read, request);
      const inputs = response.hasInputs() ? plain(response.getInputs()) : undefined;
      return { id: response.getId(), props: plain(response.getProperties()), inputs };
    },
    update: async (id, olds, news) => {
      const request = new messages.UpdateRequest().setId(id).setOlds(struct(olds)).setNews(struct(news));
      const response = await call<messages.UpdateRequest, messages.UpdateResponse>(client.update, request);
      return { outs: plain(response.getProperties()) };
    },
    delete: async (id, props) => {
      const request = new messages.DeleteRequest().setId(id).setProperties(struct(props));
      await call<messages.DeleteRequest, unknown>(client.delete, request);
    },
  };
}

const running = new Set<CliRun>();
process.once("exit", () => {
  for (const run of running) run.kill9();
});

/** Starts a host; rejects, with its output, when it ends before it listens. */
export async function startDynamicHost(options: HostOptions): Promise<DynamicHost> {
  const project = options.project ?? "test-site";
  const script = path.join(path.dirname(fromSdk.resolve("./package.json")), "cmd", "dynamic-provider");
  // The argument is the engine's address; the host asks nothing of the engine unless a provider logs through it.
  const run = startCli(process.execPath, [script, "127.0.0.1:1"], {
    cwd: options.folder,
    env: { ...process.env, PULUMI_PROJECT: project, PULUMI_NODEJS_PROJECT: project, ...options.env },
  });
  running.add(run);
  await run.until(/^\d+\r?\n/);
  const address = `127.0.0.1:${Number.parseInt(run.output(), 10)}`;
  const size = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
  const client = new Client(address, grpc.credentials.createInsecure(), size);
  return {
    ...methods(client, options.timeout ?? 120_000),
    pid: run.pid,
    output: run.output,
    until: run.until,
    stop: async () => {
      client.close();
      run.kill9();
      await run.done;
      running.delete(run);
    },
  };
}
