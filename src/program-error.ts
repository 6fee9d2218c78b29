import * as pulumi from "@pulumi/pulumi";

/**
 * An error that ends a program and is meant for the engineer who wrote it: Pulumi shows its message alone.
 *
 * It has no stack, because Pulumi formats every error, this one too, with the coloured `util.inspect`: that of
 * Node 20.20 takes up to a minute and 2 GB for a line such as `…/node_modules/@pulumi/resource.ts:1598:22`, which
 * Pulumi's source maps put into the stack of whatever an asynchronous program throws.
 */
export function programError(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  Object.defineProperty(error, "stack", { value: `RunError: ${message}` });
  return error;
}
