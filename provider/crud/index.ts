/**
 * The entry that the provider text in Pulumi's state requires, `pulumi-routeros-provider/crud`: for ever.
 *
 * Plain data in, plain data out; the shapes are those of Pulumi's dynamic providers. Everything that is kept in state
 * (inputs, outputs, ids) is described in `outputs.ts` and `ids.ts`, and must be readable by every later version.
 */
import * as registry from "../session/registry";
import type { CheckResult } from "./check";
import type { DiffResult } from "./diff";
import { type Environment, makeEnvironment } from "./environment";
import { throwable } from "./failures";
import { dropTwins } from "./host-console";
import type { CreateResult, ReadResult } from "./kind";
import { kindOf } from "./kinds";
import type { Props } from "./plain";
import { spoken, subjectOfId, withoutValues } from "./spoken";

export { unset } from "../menus/language";
export type { CheckResult, CreateResult, DiffResult, ReadResult };

let environment: Environment = makeEnvironment(registry.sessionFor);

/** For tests: runs the engine on other routers, with nothing claimed and nothing said yet. */
export function useEnvironment(other: Environment = makeEnvironment(registry.sessionFor)): void {
  environment = other;
}

/** Takes the stack's configuration. Synchronous: the host sends other calls while an asynchronous one still runs. */
export function configure(request: { readonly config: registry.StackConfig }): void {
  registry.configure(request.config);
}

/** Inputs of a program → canonical inputs, or what is wrong with them. Values may be not computed yet. */
export function check(kind: string, olds: Props, news: Props): Promise<CheckResult> {
  return guarded(() => kindOf(kind).check(environment, olds ?? {}, news));
}

/** Which changes need a new row; which properties changed is for the engine to compare. */
export function diff(kind: string, id: string, olds: Props, news: Props): Promise<DiffResult> {
  return guarded(() => kindOf(kind).diff(environment, id, olds, news));
}

/** Adds the row, or adopts one that equals it. */
export function create(kind: string, inputs: Props): Promise<CreateResult> {
  return guarded(() => kindOf(kind).create(environment, inputs));
}

/** The row as it is; `{}` if it is gone. A router that cannot be read is an error, never "gone". */
export function read(kind: string, id: string, props: Props): Promise<ReadResult> {
  return guarded(() => kindOf(kind).read(environment, id, props));
}

/** Writes what differs between row and program. */
export function update(
  kind: string,
  id: string,
  olds: Props,
  news: Props,
): Promise<{ readonly outs: Props }> {
  return guarded(() => kindOf(kind).update(environment, id, olds, news));
}

/** Removes the row, unless it is gone already or another resource of the program holds it. */
function remove(kind: string, id: string, props: Props): Promise<void> {
  return guarded(() => kindOf(kind).delete(environment, id, props));
}

export { remove as delete };

/**
 * A kind as the object that Pulumi's dynamic host calls: what the provider text in state evaluates to. The name and
 * the methods are for ever.
 *
 * @example
 * exports.handler = () => require("pulumi-routeros-provider/crud").provider("FirewallMangle");
 */
export function provider(kind: string) {
  dropTwins();
  const about = (id: string) => subjectOfId(kind, id);
  return {
    configure,
    check: (olds: Props, news: Props) => toHost(check(kind, olds, news).then(withoutValues)),
    diff: (id: string, olds: Props, news: Props) => toHost(diff(kind, id, olds, news), about(id)),
    create: (inputs: Props) => toHost(create(kind, inputs)),
    read: (id: string, props: Props) => toHost(read(kind, id, props), about(id)),
    update: (id: string, olds: Props, news: Props) => toHost(update(kind, id, olds, news), about(id)),
    delete: (id: string, props: Props) => toHost(remove(kind, id, props), about(id)),
  };
}

async function toHost<T>(result: Promise<T>, subject?: string): Promise<T> {
  try {
    return await result;
  } catch (error) {
    throw spoken(error, environment.said, subject);
  }
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw throwable(error);
  }
}
