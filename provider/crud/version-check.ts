/** The part of `check` that looks at the router: whether it is configured, and whether its version has what is declared. */
import { brokenGates } from "../menus";
import type { Menu, VersionGate } from "../menus/language";
import type { RouterFacts, RouterSession } from "../session/contract";
import { propertyOf, type Values } from "./declaration";
import type { Environment } from "./environment";
import type { Face, Failure } from "./face";
import { hasUnknown, type Props } from "./plain";

/** The router's session, which does not connect yet; a failure where it is not configured. */
export function openSession(
  environment: Environment,
  router: unknown,
  failures: Failure[],
): RouterSession | undefined {
  if (hasUnknown(router)) return undefined;
  try {
    return environment.sessionFor(router as string | undefined);
  } catch (error) {
    failures.push({ property: "router", reason: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

/** What the router's version does not have. A preview must work without the router: then the gates wait for the write. */
export async function versionFailures(
  environment: Environment,
  face: Face,
  inputs: Readonly<Props>,
  menu: Menu,
  values: Values,
  session: RouterSession,
): Promise<readonly Failure[]> {
  if (!dependsOnVersion(menu, values)) return [];
  const facts = await factsInTime(environment, session);
  if (!facts) return [];
  return brokenGates(menu, values, facts.version, session.label).map(({ property, message }) => ({
    property: property === undefined ? "" : face.at(inputs, property),
    reason: message,
  }));
}

/** Whether anything declared depends on the version, so that the router has to be asked for it. */
function dependsOnVersion(menu: Menu, values: Values): boolean {
  const isGate = ({ since, until }: VersionGate) => since !== undefined || until !== undefined;
  return (
    isGate(menu) ||
    Object.keys(values).some((name) => {
      const property = propertyOf(menu, name);
      return isGate(property) || property.valueSince !== undefined;
    })
  );
}

async function factsInTime(
  environment: Environment,
  session: RouterSession,
): Promise<RouterFacts | undefined> {
  const known = environment.facts.get(session.name);
  const asking = known ?? askFacts(environment, session);
  environment.facts.set(session.name, asking);
  return asking;
}

async function askFacts(environment: Environment, session: RouterSession): Promise<RouterFacts | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const words = `Router ${session.label} did not answer within ${environment.factsDeadline / 1000} s`;
    timer = setTimeout(() => reject(new Error(words)), environment.factsDeadline);
  });
  try {
    return await Promise.race([session.facts(), late]);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    environment.log(
      `warning: ${words.replace(/\.$/, "")}. Whether the router's version has everything declared is checked when ` +
        "something is written.",
    );
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
