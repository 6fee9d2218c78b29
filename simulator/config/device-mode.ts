/** What a device-mode allows (manual): `home`, the factory's for home devices, and `flagged` take features away. */
import { fail } from "./errors";
import type { Router } from "./router";

export type Feature = "scheduler" | "fetch" | "email";

export function allows({ options }: Router, feature: Feature): boolean {
  const { mode = "advanced", scheduler = true } = options.deviceMode ?? {};
  if (mode === "home" || mode === "flagged") return false;
  return feature !== "scheduler" || scheduler;
}

/** @throws CommandFailure; that it is refused is documented, the text is not established */
export function checkAllowed(router: Router, feature: Feature): void {
  if (!allows(router, feature)) throw fail("failure: not allowed by device-mode");
}
