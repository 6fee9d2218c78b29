import assert from "node:assert/strict";
import * as crud from "../../../provider/crud";
import { unknownMarker } from "../../../provider/menus/language";
import { declared, exercises, inputOf, keyNames } from "../arguments";
import type { Bench } from "../bench";
import type { Props } from "../pulumi/wire";
import type { Scenario } from "./scenario";

/** Programs whose values are not computed yet, and programs with mistakes. */
export const unknowns: readonly Scenario[] = [
  {
    name: "lets values through that are not computed yet, in lists too",
    async run(bench) {
      const stack = bench.stack();
      await stack.up(bench.program(bench.minimal));
      const own = stack.resources.get("own") ?? assert.fail();
      for (const [name, { values, beside, along }] of exercises(
        bench.fixture,
        bench.menu,
        bench.target.version,
      )) {
        const forms = Array.isArray(values[0]) ? [unknownMarker, [unknownMarker]] : [unknownMarker];
        for (const form of forms) {
          const args = { ...bench.minimal, ...beside, ...along, [name]: form };
          const { inputs, failures } = await crud.check(bench.fixture.kind, {}, given(bench, args));
          assert.deepEqual(failures, [], `${name}: ${JSON.stringify(form)}`);
          assert.deepEqual(at(inputs, inputOf(bench.fixture, name)), form);
          const { changes } = await crud.diff(own.kind, own.id, { ...own.outputs }, inputs);
          assert.equal(changes, undefined);
        }
      }
    },
  },
  {
    name: "replaces the row as far as a preview can tell while its key is not computed yet",
    async run(bench) {
      const stack = bench.stack();
      await stack.up(bench.program(bench.minimal));
      const own = stack.resources.get("own") ?? assert.fail();
      for (const name of keyNames(bench.menu)) {
        const { inputs, failures } = await crud.check(
          bench.fixture.kind,
          { ...own.inputs },
          given(bench, { ...bench.minimal, [name]: unknownMarker }),
        );
        assert.deepEqual(failures, []);
        const { replaces } = await crud.diff(own.kind, own.id, { ...own.outputs }, inputs);
        assert.ok(replaces.includes(inputOf(bench.fixture, name)), `${name}: replaces ${replaces}`);
      }
    },
  },
  {
    name: "refuses a property that RouterOS does not have, and suggests the right one",
    not: ({ item }) => (item ? "any property may be given: the router itself refuses it" : undefined),
    async run(bench) {
      const [key = ""] = keyNames(bench.menu);
      const { failures } = await crud.check(
        bench.fixture.kind,
        {},
        given(bench, { ...bench.minimal, [`${key}s`]: "x" }),
      );
      assert.deepEqual(
        failures.map(({ property }) => property),
        [`${key}s`],
      );
      assert.match(failures[0]?.reason ?? "", new RegExp(`did you mean "${key}"`));
    },
  },
  {
    name: "refuses a program without what the row is known by",
    async run(bench) {
      for (const name of keyNames(bench.menu)) {
        const { failures } = await crud.check(
          bench.fixture.kind,
          {},
          given(bench, { ...bench.minimal, [name]: undefined }),
        );
        assert.ok(
          failures.some(({ property }) => property === inputOf(bench.fixture, name)),
          `${name}: ${JSON.stringify(failures)}`,
        );
      }
    },
  },
];

function given(bench: Bench, args: Readonly<Record<string, unknown>>): Props & Record<string, unknown> {
  return { ...declared(bench.fixture, args).args };
}

function at(inputs: Props, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => (value as Props | undefined)?.[name], inputs);
}
