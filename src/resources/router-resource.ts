import * as pulumi from "@pulumi/pulumi";
import { requireEngineInstalled } from "./installed";
import { requireSecretCredentials } from "./secret-config";

/**
 * What every resource of this package is: a dynamic resource of Pulumi whose code is the engine installed in the
 * project (see {@link providerText}).
 */
export abstract class RouterResource extends pulumi.CustomResource {
  /** What identifies the router: serial number, else software id, else system id. */
  declare readonly fingerprint: pulumi.Output<string>;

  /**
   * @param outputs names of outputs: visible on a dynamic resource only if they are among its arguments.
   * @param secrets names whose values are credentials, even where the program passes them in clear.
   * @throws pulumi.RunError when the engine is not installed in the project, or a router password lies in clear in stack config.
   */
  protected constructor(
    kind: string,
    name: string,
    args: object,
    outputs: readonly string[],
    secrets: readonly string[],
    options?: pulumi.CustomResourceOptions,
  ) {
    requireEngineInstalled();
    requireSecretCredentials();
    const blank = Object.fromEntries(["fingerprint", ...outputs].map((output) => [output, undefined]));
    super(
      typeToken(kind),
      name,
      { ...blank, ...withSecrets(args, secrets), __provider: providerText(kind) },
      // Not `deleteBeforeReplace`: the engine's diff asks for it where a row has to make room for its successor. A new
      // key is given to the row in place, and `up --replace` keeps an equal row.
      pulumi.mergeOptions(options, { additionalSecretOutputs: [...secrets] }),
    );
  }
}

/**
 * The text that Pulumi keeps in every resource's state, and that its provider process runs to find the code behind
 * the resource: today, and in years.
 *
 * It only `require`s the engine, so it holds no values and never changes: state written by an old version runs the
 * engine that is installed now. The SDK's `dynamic.Resource` would make such a text by serialising a provider object,
 * seven functions long and dependent on compiler, coverage tool and package layout; written out it is one line, and a
 * program does not load the SDK's serialiser (and with it the TypeScript compiler) at all.
 *
 * This is a state format. A test pins it: another text shows as a change of every resource of every user.
 */
export function providerText(kind: string): string {
  return `exports.handler = () => require("pulumi-routeros-provider/crud").provider(${JSON.stringify(kind)});\n`;
}

/** Pulumi's type token of a kind: part of every URN, for ever. */
function typeToken(kind: string): string {
  return `pulumi-nodejs:dynamic/routeros:${kind}`;
}

function withSecrets(args: object, secrets: readonly string[]): Record<string, unknown> {
  const marked: Record<string, unknown> = { ...args };
  for (const name of secrets) {
    if (marked[name] !== undefined) marked[name] = pulumi.secret(marked[name]);
  }
  return marked;
}
