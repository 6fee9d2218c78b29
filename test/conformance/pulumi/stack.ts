/**
 * A stack as Pulumi's engine (3.259.0) drives a dynamic provider: refresh first, then check and diff one resource after
 * the other, creates and updates as they come, and what left the program is deleted when the program has ended. Every
 * phase is a host process of its own.
 */
import assert from "node:assert/strict";
import * as crud from "../../../provider/crud";
import { changedInputs, overTheWire, type Props } from "./wire";

/** One resource of a program. */
export interface Declared {
  readonly kind: string;
  readonly args: Props;
}

/** Resources by name. */
export type Program = Readonly<Record<string, Declared>>;

/** What the state keeps of a resource. */
export interface Resource {
  readonly kind: string;
  readonly id: string;
  readonly inputs: Props;
  readonly outputs: Props;
  /** An operation on it failed halfway: the next `up` runs an update even if nothing differs. */
  readonly unfinished?: boolean;
}

export interface Step {
  readonly op: "create" | "update" | "replace" | "delete" | "gone" | "drift" | "outputs";
  readonly name: string;
  /** The inputs that differ; for `outputs` the outputs. */
  readonly changed: readonly string[];
}

/** What an `up` may be told. */
export interface UpOptions {
  /** Default true, as `options: { refresh: always }` has it. */
  readonly refresh?: boolean;
  /** The engine is killed when the program has ended, before it deletes what left the program. */
  readonly killedBeforeDeletes?: boolean;
  /** `--replace`: names whose resources are replaced, without asking `diff`. */
  readonly replace?: readonly string[];
  /** `deleteBeforeReplace` is switched off: what is replaced is deleted after its successor was created. */
  readonly createBeforeDelete?: boolean;
}

/** Operations that failed; the state holds what did not. */
export class UpFailed extends Error {
  constructor(readonly failures: readonly Error[]) {
    super(failures.map(({ message }) => message).join("\n"));
  }
}

/** Inputs that `check` refused. */
export class CheckFailed extends Error {
  constructor(readonly failures: readonly { readonly property: string; readonly reason: string }[]) {
    super(failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
  }
}

export interface Stack {
  readonly resources: ReadonlyMap<string, Resource>;
  /** `preview` with refresh: what would happen; the state stays as it is. */
  preview(program: Program): Promise<readonly Step[]>;
  /** Returns what happened, the refresh included. @throws UpFailed, CheckFailed */
  up(program: Program, options?: UpOptions): Promise<readonly Step[]>;
  refresh(): Promise<readonly Step[]>;
  destroy(): Promise<readonly Step[]>;
  /** The state as it is, to go back to or to copy into another stack: what a crash leaves behind. */
  snapshot(): readonly (readonly [string, Resource])[];
}

/** What is the same in every state; that of the real host is pinned elsewhere. */
const provider = { __provider: "exports.handler = () => provider;" };

/**
 * @param newProcess begins a host process: nothing is claimed and nothing was read in it
 * @param seen is shown every output that goes into the state
 */
export function createStack(
  newProcess: () => void,
  seen: (outputs: Props, kind: string) => void = () => {},
  initial: Iterable<readonly [string, Resource]> = [],
): Stack {
  let state = new Map(initial);

  function keep(into: Map<string, Resource>, name: string, resource: Resource): void {
    seen(resource.outputs, resource.kind);
    into.set(name, resource);
  }

  async function refreshed(): Promise<{ next: Map<string, Resource>; steps: Step[] }> {
    newProcess();
    const next = new Map<string, Resource>();
    const read = await Promise.all(
      [...state].map(async ([name, old]): Promise<Step[]> => {
        const { id, props, inputs } = await crud.read(old.kind, old.id, { ...old.outputs });
        if (id === undefined) return [{ op: "gone", name, changed: [] }];
        assert.equal(id, old.id, "read changed the id");
        const outputs = overTheWire({ ...props, ...provider }, "read: props");
        const now = { ...old, outputs, inputs: overTheWire({ ...inputs, ...provider }, "read: inputs") };
        keep(next, name, now);
        // The engine asks for the difference to what was, to show it.
        await crud.diff(old.kind, id, { ...outputs }, { ...old.inputs });
        const drift = changedInputs(old.inputs, now.inputs);
        if (drift.length > 0) return [{ op: "drift", name, changed: drift }];
        const changed = changedInputs(old.outputs, outputs);
        return changed.length > 0 ? [{ op: "outputs", name, changed }] : [];
      }),
    );
    return { next: inOrderOf(state, next), steps: read.flat() };
  }

  async function checked({ kind, args }: Declared, olds: Props): Promise<Props> {
    const given = overTheWire({ ...args, ...provider }, "program");
    const { inputs, failures } = await crud.check(kind, { ...olds }, { ...given });
    if (failures.length > 0) throw new CheckFailed(failures);
    return overTheWire({ ...inputs, ...provider }, "check: inputs");
  }

  /** What has to be done about one resource of the program. */
  async function planned(
    old: Resource | undefined,
    declared: Declared,
    forceReplace: boolean,
  ): Promise<{ op: "create" | "update" | "replace" | "same"; inputs: Props; changed: readonly string[] }> {
    const inputs = await checked(declared, old?.inputs ?? {});
    if (!old) return { op: "create", inputs, changed: [] };
    const changed = changedInputs(old.inputs, inputs);
    if (forceReplace) return { op: "replace", inputs, changed };
    const { changes, replaces } = await crud.diff(old.kind, old.id, { ...old.outputs }, { ...inputs });
    assert.equal(changes, undefined, "diff must leave the property difference to the engine");
    if (changed.length === 0 && !old.unfinished) return { op: "same", inputs, changed };
    return { op: replaces.length > 0 ? "replace" : "update", inputs, changed };
  }

  async function create(kind: string, inputs: Props): Promise<Resource> {
    try {
      const { id, outs } = await crud.create(kind, { ...inputs });
      assert.ok(id, "create returned no id");
      return { kind, id, inputs, outputs: overTheWire({ ...outs, ...provider }, "create: outs") };
    } catch (error) {
      throw new Unfinished(error, { kind, inputs });
    }
  }

  async function update(old: Resource, inputs: Props): Promise<Resource> {
    try {
      const { outs } = await crud.update(old.kind, old.id, { ...old.outputs }, { ...inputs });
      return {
        ...old,
        inputs,
        outputs: overTheWire({ ...outs, ...provider }, "update: outs"),
        unfinished: false,
      };
    } catch (error) {
      throw new Unfinished(error, { kind: old.kind, inputs });
    }
  }

  async function up(program: Program, options: UpOptions = {}): Promise<readonly Step[]> {
    const steps: Step[] = [];
    if (options.refresh ?? true) steps.push(...(await refresh()));
    newProcess();
    const failures: Error[] = [];
    const running: Promise<void>[] = [];
    const replaced: Resource[] = [];
    const attempt = (name: string, work: () => Promise<Resource>) => {
      running.push(
        work().then(
          (resource) => keep(state, name, resource),
          (error) => {
            const partial = error instanceof Unfinished ? error.resource : undefined;
            if (partial) keep(state, name, partial);
            failures.push(error instanceof Unfinished ? error.reason : error);
          },
        ),
      );
    };
    for (const [name, declared] of Object.entries(program)) {
      const old = state.get(name);
      const { op, inputs, changed } = await planned(old, declared, options.replace?.includes(name) ?? false);
      if (op === "same") state.set(name, { ...(old as Resource), inputs });
      else steps.push({ op, name, changed });
      if (op === "create") attempt(name, () => create(declared.kind, inputs));
      if (op === "update" && old) attempt(name, () => update(old, inputs));
      if (op === "replace" && old && options.createBeforeDelete) {
        replaced.push(old);
        attempt(name, () => create(declared.kind, inputs));
      } else if (op === "replace" && old) {
        attempt(name, async () => {
          await crud.delete(old.kind, old.id, { ...old.outputs });
          state.delete(name);
          return create(declared.kind, inputs);
        });
      }
    }
    await Promise.all(running);
    if (failures.length === 0 && !options.killedBeforeDeletes) {
      for (const { kind, id, outputs } of replaced) await crud.delete(kind, id, { ...outputs });
      steps.push(
        ...(await removeAll(
          [...state.keys()].filter((name) => !(name in program)),
          failures,
        )),
      );
    }
    if (failures.length > 0) throw new UpFailed(failures);
    return steps;
  }

  async function removeAll(names: readonly string[], failures: Error[]): Promise<readonly Step[]> {
    const done = await Promise.all(
      names.map(async (name): Promise<Step[]> => {
        const { kind, id, outputs } = state.get(name) as Resource;
        try {
          await crud.delete(kind, id, { ...outputs });
        } catch (error) {
          failures.push(error as Error);
          return [];
        }
        state.delete(name);
        return [{ op: "delete", name, changed: [] }];
      }),
    );
    return done.flat();
  }

  async function refresh(): Promise<readonly Step[]> {
    const { next, steps } = await refreshed();
    state = next;
    return steps;
  }

  return {
    get resources() {
      return state;
    },
    up,
    refresh,
    async preview(program) {
      const { next, steps } = await refreshed();
      newProcess();
      for (const [name, declared] of Object.entries(program)) {
        const { op, changed } = await planned(next.get(name), declared, false);
        if (op !== "same") steps.push({ op, name, changed });
      }
      const leaving = [...next.keys()].filter((name) => !(name in program));
      return [...steps, ...leaving.map((name): Step => ({ op: "delete", name, changed: [] }))];
    },
    async destroy() {
      const steps = await refresh();
      newProcess();
      const failures: Error[] = [];
      const removed = await removeAll([...state.keys()], failures);
      if (failures.length > 0) throw new UpFailed(failures);
      return [...steps, ...removed];
    },
    snapshot: () => [...state],
  };
}

/** A failure as the host reports it: with an `id` it is partial, and the engine keeps its `properties` as the state. */
class Unfinished extends Error {
  readonly reason: Error;
  readonly resource: Resource | undefined;
  constructor(error: unknown, { kind, inputs }: Pick<Resource, "kind" | "inputs">) {
    assert.ok(error instanceof Error, `the host shows "undefined" for what is no Error: ${String(error)}`);
    super(error.message);
    this.reason = error;
    const { id, properties, reasons } = error as Error &
      Partial<{ id: string; properties: Props; reasons: string[] }>;
    if (id === undefined) return;
    assert.ok(Array.isArray(reasons) && reasons.length > 0, "a partial failure without reasons");
    const outputs = overTheWire(properties ?? {}, "partial failure: properties");
    assert.equal(outputs.__provider, provider.__provider, "a partial failure without the provider's text");
    this.resource = { kind, id, inputs, outputs, unfinished: true };
  }
}

function inOrderOf(
  order: ReadonlyMap<string, unknown>,
  resources: ReadonlyMap<string, Resource>,
): Map<string, Resource> {
  return new Map(
    [...order.keys()].flatMap((name) => {
      const resource = resources.get(name);
      return resource ? [[name, resource] as const] : [];
    }),
  );
}
