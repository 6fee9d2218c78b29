/** Where one scenario works: a router, one kind, a stack, and what a person does by hand. */
import assert from "node:assert/strict";
import { connect } from "../../provider/client/connect";
import * as crud from "../../provider/crud";
import { makeEnvironment } from "../../provider/crud/environment";
import type { Menu, Row } from "../../provider/menus/language";
import { createRegistry, type Registry } from "../../provider/session/registry";
import { declared, exercises, fullArgs, isIn, isMarked, menuFor, secretsOf } from "./arguments";
import { type Args, type Exercise, type Fixture, mark, type Prerequisite } from "./fixture";
import { createStack, type Program, type Resource, type Stack, type Step } from "./pulumi/stack";
import type { Props } from "./pulumi/wire";
import type { Changes, Laboratory, Target } from "./targets/target";

export interface Bench {
  readonly fixture: Fixture;
  readonly menu: Menu;
  readonly target: Target;
  /** The fixture's full arguments in this version. */
  readonly full: Args;
  readonly minimal: Args;
  /** The properties that are exercised by themselves in this version. */
  readonly exercises: readonly [string, Exercise][];
  /** An empty stack, or one with the state of another: what a new run of Pulumi finds. */
  stack(state?: Iterable<readonly [string, Resource]>): Stack;
  /** A program of one resource, called `name`. */
  program(args: Args, name?: string): Program;
  /** The rows of the menu that the suite made, but for prerequisites. */
  rows(): Promise<readonly Row[]>;
  /** The only one of them; fails if there is none or more. */
  row(): Promise<Row>;
  /** Changes the only row by hand. */
  byHand(changes: Changes): Promise<void>;
  /** Adds a row by hand. */
  addByHand(properties: Readonly<Record<string, string>>): Promise<string>;
  removeByHand(id: string): Promise<void>;
  /** Only for scenarios that say they need it. */
  readonly laboratory: Laboratory;
  /** The message of what `work` throws, in which no credential may be. */
  failureOf(work: Promise<unknown>): Promise<string>;
  /** Other settings for the stacks that follow: `{ adopt: "true" }`. */
  configure(changes: Readonly<Record<string, string>>): void;
}

/** Drives many scenarios of many kinds over few connections. */
export interface Workshop {
  readonly target: Target;
  /** Makes what a kind needs on the router. */
  prepare(fixture: Fixture): Promise<void>;
  /** Runs one scenario; afterwards the menu is as it was, even if it failed. */
  run(fixture: Fixture, scenario: (bench: Bench) => Promise<void>): Promise<void>;
  /** Removes what {@link prepare} made. */
  tidy(fixture: Fixture): Promise<void>;
  close(): Promise<void>;
}

export function openWorkshop(target: Target): Workshop {
  let settings: Readonly<Record<string, string>> = target.settings;
  const registry: Registry = createRegistry({ connect, env: () => ({}), mayWrite: async () => {} });
  const prepared = new Map<string, string>();
  const configure = (changes: Readonly<Record<string, string>> = {}) => {
    settings = { ...target.settings, ...changes };
    registry.configure({ get: (key) => settings[key.replace(/^routeros:/, "")] });
  };
  configure();

  async function marked(path: string): Promise<readonly Row[]> {
    const rows = await target.hand.print(path);
    return rows.filter((row) => isMarked(row) && !prepared.has(place(path, row[".id"])));
  }

  async function removeMarked(path: string): Promise<void> {
    for (const row of await marked(path)) await target.hand.remove(path, row[".id"] ?? "");
  }

  const needed = ({ prerequisites }: Fixture) => prerequisites.filter((one) => isIn(one, target.version));

  return {
    target,
    async prepare(fixture) {
      // What an earlier run left when it was killed.
      const menus = [
        menuFor(fixture).path,
        ...needed(fixture)
          .map(({ path }) => path)
          .reverse(),
      ];
      for (const path of menus) await removeMarked(path);
      for (const one of needed(fixture)) {
        const id = await make(target, one);
        prepared.set(place(one.path, id), id);
      }
    },
    async run(fixture, scenario) {
      const menu = menuFor(fixture);
      const before = await target.hand.print(menu.path);
      const bench = makeBench({ fixture, menu, target, registry, configure, marked });
      try {
        await scenario(bench);
      } finally {
        target.laboratory?.faults.clear();
        configure();
        await removeMarked(menu.path);
      }
      assert.deepEqual(
        (await target.hand.print(menu.path)).map((row) => row[".id"]),
        before.map((row) => row[".id"]),
        `the scenario left rows in ${menu.path}, or removed foreign ones`,
      );
    },
    async tidy(fixture) {
      for (const { path } of needed(fixture).reverse()) {
        for (const [key, id] of prepared) {
          if (key !== place(path, id)) continue;
          await target.hand.remove(path, id);
          prepared.delete(key);
        }
      }
    },
    async close() {
      crud.useEnvironment();
      await registry.closeAll();
    },
  };
}

interface Making {
  readonly fixture: Fixture;
  readonly menu: Menu;
  readonly target: Target;
  readonly registry: Registry;
  readonly configure: Bench["configure"];
  readonly marked: (path: string) => Promise<readonly Row[]>;
}

function makeBench({ fixture, menu, target, registry, configure, marked }: Making): Bench {
  const secrets = [...secretsOf(fixture, menu), target.settings.password ?? ""].filter(Boolean);
  const hideNone = (text: string, where: string) => {
    for (const secret of secrets) assert.ok(!text.includes(secret), `a credential shows in ${where}`);
  };
  const newProcess = () => {
    registry.forgetRows();
    const log = (line: string) => hideNone(line, "a line for the person who runs Pulumi");
    crud.useEnvironment(makeEnvironment(registry.sessionFor, { log }));
  };
  const rows = () => marked(menu.path);
  const row = async () => {
    const found = await rows();
    assert.equal(found.length, 1, `${found.length} rows instead of one: ${JSON.stringify(found)}`);
    return found[0] as Row;
  };
  return {
    fixture,
    menu,
    target,
    minimal: fixture.minimal,
    full: fullArgs(fixture, menu, target.version),
    exercises: exercises(fixture, menu, target.version),
    stack: (state) =>
      createStack(
        newProcess,
        (outputs) => hideNone(withoutCredentials(menu, fixture, outputs), "outputs"),
        state,
      ),
    program: (args, name = "own") => ({ [name]: declared(fixture, args) }),
    rows,
    row,
    byHand: async (changes) => target.hand.set(menu.path, (await row())[".id"] ?? "", changes),
    addByHand: (properties) => target.hand.add(menu.path, properties),
    removeByHand: (id) => target.hand.remove(menu.path, id),
    get laboratory() {
      assert.ok(target.laboratory, "this scenario needs a simulated router");
      return target.laboratory;
    },
    failureOf: async (work) => {
      const error = await work.then(
        (value) => assert.fail(`it succeeded: ${JSON.stringify(value)}`),
        (error) => error,
      );
      if (error instanceof assert.AssertionError) throw error;
      hideNone(`${error.message}\n${error.stack}`, "an error");
      return error.message;
    },
    configure,
  };
}

/** Outputs without the members that Pulumi keeps as secrets, as text. */
function withoutCredentials(menu: Menu, { item }: Fixture, outputs: Props): string {
  const isCredential = (name: string) =>
    menu.properties[name]?.secret || (item && name === "secretProperties");
  return JSON.stringify(Object.fromEntries(Object.entries(outputs).filter(([name]) => !isCredential(name))));
}

async function make(target: Target, { path, properties }: Prerequisite): Promise<string> {
  assert.ok(
    Object.values(properties).some((text) => text.includes(mark)),
    `${path}: a row without the mark`,
  );
  return target.hand.add(path, properties);
}

const place = (path: string, id: string | undefined) => `${path} ${id}`;

/** What happened, without outputs that changed by themselves: nothing of it is a difference to the program. */
export function differences(steps: readonly Step[]): readonly Step[] {
  return steps.filter(({ op }) => op !== "outputs");
}

/** Nothing differs: not in a preview of the router as it is, and not for a second `up`. */
export async function assertInSync(stack: Stack, program: Program): Promise<void> {
  assert.deepEqual(differences(await stack.preview(program)), [], "a preview finds differences");
}
