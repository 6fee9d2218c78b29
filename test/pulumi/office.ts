/**
 * An office for tests: a simulated router, and Pulumi's host of dynamic providers that works on it. `apply` does what
 * the engine does in a deployment: check, diff, create or update in parallel, and a state of its own.
 */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { type RouterOptions, type SimulatedRouter, startRouter } from "../../simulator/index";
import {
  type DynamicHost,
  HostError,
  type HostOptions,
  type Properties,
  startDynamicHost,
} from "../support/dynamic-host";
import { linkPackages } from "../support/package-links";
import { removeTemporary, temporaryFolder } from "../support/temporary";

/** The password of the router's user `pulumi`; it must occur in no message. */
export const PASSWORD = "s3cret-of-the-office";

/** One resource of a program. */
export interface Resource {
  readonly kind: string;
  readonly args: Properties;
}

export type Program = Readonly<Record<string, Resource>>;

/** What the engine keeps of one resource. */
export interface Kept {
  readonly kind: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** An operation on it failed halfway: the engine runs an update next time, whatever the diff says. */
  readonly unfinished?: boolean;
}

export type State = Map<string, Kept>;

/** The provider text that the resource classes write into the state; `provider-text.test.ts` pins it. */
export const textOf = (kind: string) =>
  `exports.handler = () => require("pulumi-routeros-provider/crud").provider("${kind}");\n`;

/** Everything that is configured on a router: what must be the same after something failed. */
export function configurationOf(router: SimulatedRouter): unknown {
  const { stores } = router.plane.save();
  const lasting = Object.entries(stores).filter(([path]) => !/^\/(log|system\/history)$/.test(path));
  return Object.fromEntries(
    lasting.map(([path, { rows }]) => [path, rows.map(({ id, menu, values }) => ({ id, menu, values }))]),
  );
}

export interface OfficeOptions extends RouterOptions {
  /** Stack configuration beside host, port, user and password; `undefined` takes one away. */
  readonly config?: Readonly<Record<string, string | undefined>>;
  readonly env?: HostOptions["env"];
  /** Milliseconds after which a call that was not answered is an error. */
  readonly timeout?: number;
}

export interface Office {
  readonly router: SimulatedRouter;
  readonly host: DynamicHost;
  /** A new host process, as each phase of a deployment has one; with other stack configuration if given. */
  newPhase(config?: Readonly<Record<string, string | undefined>>): Promise<DynamicHost>;
  /** Brings a program onto the router; failures by resource name. */
  apply(program: Program, state: State): Promise<Record<string, HostError>>;
  /** Reads everything in the state, as a refresh does. */
  refresh(state: State): Promise<void>;
  /** Names of the resources that a preview would create, change or replace. */
  plan(program: Program, state: State): Promise<string[]>;
  /** What every host of this office printed. */
  output(): string;
}

const open: (() => Promise<void>)[] = [];

/** Ends all offices that tests left open: for `afterEach`. */
export async function closeOffices(): Promise<void> {
  for (const close of open.splice(0)) await close();
}

export async function openOffice(options: OfficeOptions = {}): Promise<Office> {
  const { config = {}, env, timeout, ...routerOptions } = options;
  const folder = temporaryFolder("office");
  linkPackages(folder);
  const router = await startRouter({
    users: [{ name: "pulumi", password: PASSWORD }],
    serialNumber: "HEX0123",
    ...routerOptions,
  });
  const settings = {
    "routeros:host": "127.0.0.1",
    "routeros:port": String(router.tlsPort ?? router.port),
    "routeros:user": "pulumi",
    "routeros:password": PASSWORD,
    "routeros:tls": router.tlsPort === undefined ? "false" : undefined,
    ...config,
  };
  const hosts: DynamicHost[] = [];
  const start = async (more: OfficeOptions["config"] = {}) => {
    const host = await startDynamicHost({ folder, env, timeout });
    hosts.push(host);
    const given = Object.entries({ ...settings, ...more }).filter(([, value]) => value !== undefined);
    await host.configure(Object.fromEntries(given) as Record<string, string>);
    return host;
  };
  let host = await start();
  open.push(async () => {
    for (const one of hosts) await one.stop();
    await router.stop();
    removeTemporary(folder);
  });
  return {
    router,
    get host() {
      return host;
    },
    newPhase: async (more) => {
      await host.stop();
      host = await start(more);
      return host;
    },
    apply: (program, state) => apply(host, program, state),
    refresh: (state) => refresh(host, state),
    plan: async (program, state) => {
      const steps = await planOf(host, program, state);
      return steps.filter(({ step }) => step !== "same").map(({ name }) => name);
    },
    output: () => hosts.map((one) => one.output()).join(""),
  };
}

interface Step {
  readonly name: string;
  readonly kind: string;
  readonly inputs: Properties;
  readonly before?: Kept;
  readonly step: "create" | "update" | "replace" | "same";
}

/** Inputs of a resource as its class sends them. */
export const inputsOf = ({ kind, args }: Resource): Properties => ({ ...args, __provider: textOf(kind) });

/** Check and diff, one after the other, as the engine does them. */
async function planOf(host: DynamicHost, program: Program, state: State): Promise<Step[]> {
  const steps: Step[] = [];
  for (const [name, resource] of Object.entries(program)) {
    const before = state.get(name);
    const { inputs, failures } = await host.check(before?.inputs ?? {}, inputsOf(resource));
    assert.deepEqual(failures, [], name);
    const { kind } = resource;
    if (!before) {
      steps.push({ name, kind, inputs, step: "create" });
      continue;
    }
    const { replaces } = await host.diff(before.id, before.outputs, inputs);
    const same = !before.unfinished && isDeepStrictEqual(before.inputs, inputs);
    const step = replaces.length > 0 ? "replace" : same ? "same" : "update";
    steps.push({ name, kind, inputs, before, step });
  }
  return steps;
}

async function apply(host: DynamicHost, program: Program, state: State): Promise<Record<string, HostError>> {
  const steps = await planOf(host, program, state);
  const failures: Record<string, HostError> = {};
  await Promise.all(
    steps.map(async (one) => {
      try {
        await carryOut(host, one, state);
      } catch (error) {
        if (!(error instanceof HostError)) throw error;
        failures[one.name] = error;
      }
    }),
  );
  for (const [name, { id, outputs }] of [...state].filter(([name]) => program[name] === undefined)) {
    try {
      await host.delete(id, outputs);
      state.delete(name);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      failures[name] = error;
    }
  }
  return failures;
}

async function carryOut(host: DynamicHost, { name, kind, inputs, before, step }: Step, state: State) {
  try {
    if (step === "same") return;
    if (step === "update" && before) {
      const { outs } = await host.update(before.id, before.outputs, inputs);
      state.set(name, { kind, id: before.id, inputs, outputs: outs });
      return;
    }
    if (before) {
      await host.delete(before.id, before.outputs);
      state.delete(name);
    }
    const { id, outs } = await host.create(inputs);
    state.set(name, { kind, id, inputs, outputs: outs });
  } catch (error) {
    if (error instanceof HostError && error.partial) {
      const { id, properties } = error.partial;
      state.set(name, { kind, id, inputs, outputs: properties, unfinished: true });
    }
    throw error;
  }
}

async function refresh(host: DynamicHost, state: State): Promise<void> {
  await Promise.all(
    [...state].map(async ([name, kept]) => {
      const { id, props, inputs } = await host.read(kept.id, kept.outputs);
      if (id === "") state.delete(name);
      else state.set(name, { ...kept, inputs: inputs ?? kept.inputs, outputs: props, unfinished: false });
    }),
  );
}
