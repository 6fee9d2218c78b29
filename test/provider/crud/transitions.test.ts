/**
 * Any sequence of programs (each property left out, unset, or a value), hand edits, lost replies and new processes,
 * against a model of what the row must be after each `up`.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import * as crud from "../../../provider/crud";
import type { Props } from "../../../provider/crud/plain";
import { menuOf } from "../../../provider/menus";
import { sameValue } from "../../../provider/menus/codecs";
import { type PlainValue, type Property, type Row, unset, wireName } from "../../../provider/menus/language";
import { create, driftOf, newProcess, refresh, up } from "./engine";
import { FakeRouter, type Fault } from "./fake-router";

interface Case {
  readonly kind: string;
  readonly fixed: Props;
  /** Values a program may declare. */
  readonly values: Readonly<Record<string, readonly PlainValue[]>>;
  /** Texts that hands put there; `null` unsets. */
  readonly edits: Readonly<Record<string, readonly (string | null)[]>>;
}

const cases: readonly Case[] = [
  {
    kind: "FirewallMangle",
    fixed: { comment: "x", chain: "forward", action: "accept", inInterface: "ether1" },
    values: {
      srcAddress: ["10.0.0.1", "10.0.0.0/8"],
      connectionState: [["established", "related"], ["new"]],
      protocol: ["tcp"],
      log: [true, false],
      logPrefix: ["a", ""],
      passthrough: [true, false],
    },
    edits: {
      srcAddress: ["10.9.9.9", null],
      connectionState: ["related,established", "invalid", null],
      log: ["true", "false", null],
      logPrefix: ["hand", null],
      passthrough: ["true", "no", null],
      disabled: ["true", "false", null],
    },
  },
  {
    kind: "GreTunnel",
    fixed: { name: "gre", remoteAddress: "203.0.113.1" },
    values: {
      keepalive: ["10s,10", "5s,3"],
      mtu: ["auto", 1400],
      comment: ["c", ""],
      localAddress: ["10.0.0.1", "0.0.0.0"],
      clampTcpMss: [true, false],
    },
    edits: {
      keepalive: ["10s,10", null],
      mtu: ["1300", "auto"],
      comment: ["hand", null],
      clampTcpMss: ["no", "true"],
    },
  },
  {
    kind: "RoutingTable",
    fixed: { name: "ISP1" },
    values: { fib: [true, false], comment: ["c"], disabled: [true, false] },
    edits: { fib: ["", null], comment: ["hand", null], disabled: ["true", "no", null] },
  },
];

interface Step {
  readonly program: Readonly<Record<string, PlainValue>>;
  readonly edits: Readonly<Record<string, string | null>>;
  readonly fault?: Fault["how"];
  readonly fresh: boolean;
}

function steps({ values, edits }: Case): fc.Arbitrary<readonly Step[]> {
  const declared = Object.entries(values).map(
    ([name, some]) => [name, fc.option(fc.constantFrom(...some, unset), { nil: undefined })] as const,
  );
  const edited = Object.entries(edits).map(
    ([name, some]) => [name, fc.option(fc.constantFrom(...some), { nil: undefined, freq: 3 })] as const,
  );
  const step = fc.record({
    program: fc.record(Object.fromEntries(declared)).map(withoutUndefined),
    edits: fc.record(Object.fromEntries(edited)).map(withoutUndefined),
    fault: fc.option(fc.constantFrom<Fault["how"]>("executed", "lost"), { nil: undefined, freq: 3 }),
    fresh: fc.boolean(),
  });
  return fc.array(step, { minLength: 1, maxLength: 6 }) as fc.Arbitrary<readonly Step[]>;
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}

/** What the row says, as the model sees it: a canonical value, or undefined for "not set". */
function seen(property: Property, name: string, row: Row): PlainValue | undefined {
  const text = row[wireName(name)];
  if (text === undefined) return property.default;
  const value = property.codec.fromWire(text);
  return property.codec.meansUnset?.(value as never) ? property.default : value;
}

function isNothing(property: Property, value: PlainValue | undefined): boolean {
  return (
    value === undefined ||
    value === "" ||
    (property.default !== undefined && sameValue(property.codec, value, property.default))
  );
}

describe("properties over any sequence of programs", () => {
  for (const one of cases) {
    it(`${one.kind}: after each up, the row is what the program and the rules say`, async () => {
      const menu = menuOf(one.kind);
      assert.ok(menu);
      await fc.assert(
        fc.asyncProperty(steps(one), async (sequence) => {
          const router = new FakeRouter();
          newProcess(router);
          const [first, ...rest] = sequence;
          assert.ok(first);
          let previous = first.program;
          let state = await create(one.kind, { ...one.fixed, ...previous });
          for (const { program, edits, fault, fresh } of rest) {
            const wire = Object.entries(edits).map(([name, text]) => [wireName(name), text]);
            router.change(menu.path, "*1", Object.fromEntries(wire));
            const byHand: Row = router.all(menu.path)[0] ?? {};
            if (fresh) newProcess(router);
            if (fault) router.faults.push({ command: "set", how: fault });
            const refreshed = await refresh(one.kind, state);
            assert.ok(refreshed);
            state = await up(one.kind, refreshed, { ...one.fixed, ...program });
            router.faults.length = 0;
            const row: Row = router.all(menu.path)[0] ?? {};
            for (const name of Object.keys({ ...one.values, ...one.edits })) {
              const property = menu.properties[name];
              assert.ok(property);
              const is = seen(property, name, row);
              const wanted = program[name] ?? property.assumed;
              const off = wanted !== undefined && property.codec.meansUnset?.(wanted as never);
              if (wanted === unset || off)
                assert.ok(isNothing(property, is), `${name} is ${is}, wanted unset`);
              else if (wanted !== undefined)
                assert.ok(
                  (is !== undefined && sameValue(property.codec, is, wanted)) ||
                    (wanted === "" && isNothing(property, is)),
                  `${name} is ${is}, wanted ${wanted}`,
                );
              else if (property.matcher || (property.default !== undefined && !property.leftOpen))
                assert.ok(isNothing(property, is), `${name} is ${is}, which nobody declares`);
              else if (previous[name] !== undefined && refreshed.inputs[name] !== unset)
                assert.ok(isNothing(property, is), `${name} is ${is}, was dropped`);
              else assert.equal(row[wireName(name)], byHand[wireName(name)], `${name} is nobody's`);
            }
            for (const [name, value] of Object.entries(state.inputs))
              assert.deepEqual(state.outputs[name], value, name);
            assert.deepEqual(driftOf(state, await refresh(one.kind, state)), []);
            previous = program;
          }
          await crud.delete(one.kind, state.id, state.outputs);
          assert.deepEqual(router.all(menu.path), []);
        }),
        { numRuns: 100 },
      );
    });
  }
});
