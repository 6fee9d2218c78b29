/** The engine as Pulumi's host and engine drive it, with the state kept as Pulumi would keep it. */
import assert from "node:assert/strict";
import * as crud from "../../../provider/crud";
import { makeEnvironment } from "../../../provider/crud/environment";
import { equalPlain, type Props } from "../../../provider/crud/plain";
import { RouterOsError } from "../../../provider/session/errors";
import type { FakeRouter } from "./fake-router";

/** What Pulumi keeps of one resource. */
export interface State {
  readonly id: string;
  readonly inputs: Props;
  readonly outputs: Props;
}

export const providerText = "exports.handler = () => provider";

/** A new process of Pulumi's host: nothing is claimed, nothing is known. Returns the lines it prints. */
export function newProcess(...routers: readonly FakeRouter[]): string[] {
  const lines: string[] = [];
  const sessionFor = (name?: string) => {
    const found =
      name === undefined && routers.length === 1 ? routers[0] : routers.find((one) => one.name === name);
    if (found) return found;
    throw new RouterOsError(
      "settings",
      "routeros:host is missing. Set it with: pulumi config set routeros:host …",
    );
  };
  crud.useEnvironment(makeEnvironment(sessionFor, { log: (line) => lines.push(line), factsDeadline: 500 }));
  return lines;
}

/** Checked inputs; check failures fail the test. */
export async function checked(kind: string, program: Props, olds: Props = {}): Promise<Props> {
  const { inputs, failures } = await crud.check(kind, olds, { ...program, __provider: providerText });
  assert.deepEqual(failures, []);
  return onWire({ ...inputs, __provider: providerText });
}

export async function failuresOf(
  kind: string,
  program: Props,
  olds: Props = {},
): Promise<readonly { readonly property: string; readonly reason: string }[]> {
  return (await crud.check(kind, olds, { ...program, __provider: providerText })).failures;
}

export async function create(kind: string, program: Props): Promise<State> {
  const inputs = await checked(kind, program);
  const { id, outs } = await crud.create(kind, inputs);
  return { id, inputs, outputs: onWire({ ...outs, __provider: providerText }) };
}

/** What a refresh makes of the state; undefined if the row is gone. */
export async function refresh(kind: string, state: State): Promise<State | undefined> {
  const { id, props, inputs } = await crud.read(kind, state.id, state.outputs);
  if (id === undefined) return undefined;
  return {
    id,
    inputs: onWire({ ...inputs, __provider: providerText }),
    outputs: onWire({ ...props, __provider: providerText }),
  };
}

/** What `up` does with a resource that is in state and program: check, diff, and what follows from them. */
export async function up(kind: string, state: State, program: Props): Promise<State> {
  const inputs = await checked(kind, program, state.inputs);
  const { replaces, deleteBeforeReplace } = await crud.diff(kind, state.id, state.outputs, inputs);
  if (replaces.length > 0) {
    if (deleteBeforeReplace) await crud.delete(kind, state.id, state.outputs);
    const successor = await create(kind, program);
    if (!deleteBeforeReplace) await crud.delete(kind, state.id, state.outputs);
    return successor;
  }
  if (equalPlain(inputs, state.inputs)) return { ...state, inputs };
  const { outs } = await crud.update(kind, state.id, state.outputs, inputs);
  return { id: state.id, inputs, outputs: onWire({ ...outs, __provider: providerText }) };
}

/** The inputs that a refresh changed: what a preview shows as drift. */
export function driftOf(before: State, after: State | undefined): readonly string[] {
  if (!after) return ["(gone)"];
  const names = new Set([...Object.keys(before.inputs), ...Object.keys(after.inputs)]);
  return [...names].filter((name) => !equalPlain(before.inputs[name], after.inputs[name])).sort();
}

/** Like `assert.rejects` for the message alone: the host prints errors in its own way, so their text form is not it. */
export async function rejects(work: Promise<unknown>, message: RegExp): Promise<void> {
  const error = await work.then(
    () => assert.fail("it must be refused"),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof Error);
  assert.match(error.message, message);
}

/** A protobuf Struct's view: fails on everything the host cannot pack. */
function onWire(props: Props): Props {
  const walk = (value: unknown, at: string): unknown => {
    if (value === null || ["string", "number", "boolean"].includes(typeof value)) return value;
    if (Array.isArray(value)) return value.map((member, index) => walk(member, `${at}[${index}]`));
    assert.equal(typeof value, "object", `${at} is ${typeof value}`);
    return Object.fromEntries(
      Object.entries(value as object).map(([name, member]) => [name, walk(member, `${at}.${name}`)]),
    );
  };
  return walk(props, "") as Props;
}
