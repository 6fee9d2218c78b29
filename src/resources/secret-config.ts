import * as pulumi from "@pulumi/pulumi";
import { programError } from "../program-error";

/** Connection settings that carry a credential. `routers` holds passwords of several routers. */
const keysWithCredentials = ["routeros:password", "routeros:routers"];

/**
 * Refuses a router password that lies in stack config in clear: Pulumi copies stack config into its state, where
 * only values set with `--secret` are encrypted.
 *
 * @throws pulumi.RunError naming the key and the command that mends it; never the value.
 */
export function requireSecretCredentials(): void {
  for (const key of keysWithCredentials) {
    if (holdsCredential(key) && !isSecret(key)) throw programError(plainCredential(key));
  }
}

function holdsCredential(key: string): boolean {
  const value = pulumi.runtime.getConfig(key);
  if (value === undefined) return false;
  return key !== "routeros:routers" || /"password"\s*:/.test(value);
}

/** Whether a key, `project:key`, is secret. The SDK knows, but its typings leave the function out. */
export function isSecret(key: string): boolean {
  const runtime = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };
  if (runtime.isConfigSecret) return runtime.isConfigSecret(key);
  const keys: unknown = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? "[]");
  return Array.isArray(keys) && keys.includes(key);
}

function plainCredential(key: string): string {
  const command =
    key === "routeros:routers"
      ? "pulumi config set --secret --path 'routeros:routers.<name>.password'"
      : "pulumi config set --secret routeros:password";
  return (
    `The stack config value ${key} holds a password in clear, and Pulumi would keep it so in its state. ` +
    `Set it as a secret: ${command} (it asks for the value), and change the password on the router, ` +
    `because the old one is in the stack file's history.`
  );
}
