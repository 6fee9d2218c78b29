/** One property at a time: every way it can be set, changed, cleared, left out, and edited by hand. */
import assert from "node:assert/strict";
import { sameValue } from "../../../provider/menus/codecs";
import { type Property, type Row, unset, wireName } from "../../../provider/menus/language";
import { inputOf, textOf } from "../arguments";
import { assertInSync, type Bench } from "../bench";
import type { Args, Exercise } from "../fixture";
import { CheckFailed } from "../pulumi/stack";
import { said } from "./scenario";

type State = "absent" | "unset" | "value" | "other value";

/** Each of the nine transitions between absent, unset and a value, and from a value to another, in one walk. */
const walk: readonly State[] = [
  "absent",
  "absent",
  "unset",
  "unset",
  "value",
  "other value",
  "absent",
  "value",
  "unset",
  "absent",
];

export async function exerciseProperty(bench: Bench, name: string, exercise: Exercise): Promise<void> {
  const property = bench.menu.properties[name] as Property;
  assert.notEqual(textOf(exercise, 0) === textOf(exercise, 1) && !isFlag(exercise), true, "two equal values");
  const clearable = !exercise.keptForEver && property.unset !== "never" && property.required !== true;
  if (clearable) await transitions(bench, name, exercise, property);
  else await keptForEver(bench, name, exercise, property);
  await editedByHand(bench, name, exercise, property, clearable);
}

async function transitions(
  bench: Bench,
  name: string,
  exercise: Exercise,
  property: Property,
): Promise<void> {
  const stack = bench.stack();
  let before: State | undefined;
  // Where RouterOS fills in a value of its own, a row without the property has that of a new row.
  let usual: string | undefined;
  for (const state of walk) {
    const step = `${name}: ${before ?? "nothing"} → ${state}`;
    const program = bench.program(argsFor(bench, name, exercise, state));
    await named(step, async () => {
      await stack.up(program);
      const row = await bench.row();
      if (state === "value" || state === "other value") {
        assertText(row, name, exercise, state === "value" ? 0 : 1, property);
      } else if (state === "unset" || (before !== undefined && before !== "absent")) {
        // What RouterOS ignores without the right action is left where it is.
        if (!exercise.along?.[property.when?.property ?? ""]) assertCleared(row, name, property, usual);
      }
      if (before === undefined && property.filledIn) usual = row[wireName(name)];
      await assertInSync(stack, program);
    });
    before = state;
  }
}

/** RouterOS has no way back: it can be changed, and leaving it out is refused. */
async function keptForEver(
  bench: Bench,
  name: string,
  exercise: Exercise,
  property: Property,
): Promise<void> {
  const stack = bench.stack();
  for (const state of ["value", "other value"] as const) {
    const program = bench.program(argsFor(bench, name, exercise, state));
    await stack.up(program);
    assertText(await bench.row(), name, exercise, state === "value" ? 0 : 1, property);
    await assertInSync(stack, program);
  }
  const isInMinimal = bench.minimal[name] !== undefined;
  if (exercise.keptForEver && !isInMinimal) return;
  for (const state of ["absent", "unset"] as const) {
    const program = bench.program({
      ...argsFor(bench, name, exercise, state),
      ...(state === "absent" && { [name]: undefined }),
    });
    if (exercise.keptForEver) continue;
    await assert.rejects(stack.preview(program), (error) => {
      assert.ok(error instanceof CheckFailed, String(error));
      return error.failures.some(({ property }) => property === inputOf(bench.fixture, name));
    });
  }
}

async function editedByHand(
  bench: Bench,
  name: string,
  exercise: Exercise,
  property: Property,
  clearable: boolean,
): Promise<void> {
  for (const { ".id": id } of await bench.rows()) await bench.removeByHand(id ?? "");
  const stack = bench.stack();
  const program = bench.program(argsFor(bench, name, exercise, "value"));
  await stack.up(program);
  const edits: (string | null)[] = [];
  if (!isFlag(exercise)) edits.push(textOf(exercise, 1));
  // A credential that is not there cannot be told from one that the router does not show.
  const removal = clearable && !property.secret ? textWhenCleared(property) : undefined;
  if (removal !== undefined && removal !== textOf(exercise, 0)) edits.push(removal);
  for (const text of edits) {
    await named(`${name} edited by hand to ${text === null ? "nothing" : JSON.stringify(text)}`, async () => {
      await bench.byHand({ [wireName(name)]: text });
      const at = inputOf(bench.fixture, name);
      const preview = said(await stack.preview(program));
      assert.equal(preview[0], `drift own: ${at}`);
      assert.equal(preview.length, 2);
      const written = bench.target.laboratory?.writes().length ?? 0;
      const isReplaced = preview[1]?.startsWith("replace") === true;
      await stack.up(program);
      const writes = bench.target.laboratory?.writes().slice(written) ?? [];
      if (!isReplaced && bench.target.laboratory) {
        assert.equal(writes.length, 1, `${writes.length} writes for one difference`);
        // What a route hides while it is disabled is written again when it is enabled.
        const names = writes[0]?.names.map((one) => one.replace(/^!/, "")) ?? [];
        if (name !== "disabled") assert.deepEqual(names, [wireName(name)], "it wrote what did not differ");
      }
      assertText(await bench.row(), name, exercise, 0, property);
      await assertInSync(stack, program);
    });
  }
  if (!clearable || (exercise.along && Object.keys(exercise.along).length > 0)) return;
  await named(`${name} set by hand where the program leaves it out`, async () => {
    for (const { ".id": id } of await bench.rows()) await bench.removeByHand(id ?? "");
    const without = bench.stack();
    const silent = bench.program(argsFor(bench, name, exercise, "absent"));
    await without.up(silent);
    await bench.byHand({ [wireName(name)]: textOf(exercise, 0) });
    const preview = said(await without.preview(silent));
    const isDrift = mustBeAsNew(property) && !isDefault(property, exercise.values[0]);
    assert.equal(preview.length > 0, isDrift, preview.join("; "));
    if (!isDrift) return;
    assert.equal(preview[0], `drift own: ${inputOf(bench.fixture, name)}`);
    await without.up(silent);
    assertCleared(await bench.row(), name, property);
    await assertInSync(without, silent);
  });
}

/** What is not declared must be as on a new row, where that is known; never a credential, and no remark. */
function mustBeAsNew({
  matcher,
  unsetByDefault,
  default: usual,
  leftOpen,
  filledIn,
  secret,
  unset,
}: Property) {
  if (leftOpen !== undefined || filledIn || secret || unset === "never") return false;
  return matcher === true || unsetByDefault === true || usual !== undefined;
}

function argsFor(bench: Bench, name: string, exercise: Exercise, state: State): Args {
  const { values, beside, along } = exercise;
  const base = { ...bench.minimal, ...beside };
  if (state === "absent") {
    const { [name]: _, ...without } = base;
    return without;
  }
  if (state === "unset") return { ...base, [name]: unset };
  return { ...base, ...along, [name]: state === "value" ? values[0] : values[1] };
}

function isFlag({ values, texts }: Exercise): boolean {
  return typeof values[0] === "boolean" && texts?.[0] === "" && texts[1] === "";
}

function assertText(row: Row, name: string, exercise: Exercise, which: 0 | 1, property: Property): void {
  const text = row[wireName(name)];
  if (isFlag(exercise) && exercise.values[which] === false) {
    assertCleared(row, name, property);
    return;
  }
  // RouterOS prints some values only once they differ from its own, and never shows some credentials.
  if (text === undefined && isDefault(property, exercise.values[which])) return;
  if (property.secret && (text === undefined || /^\**$/.test(text))) return;
  assert.equal(text, textOf(exercise, which), `the router has another ${name}`);
}

function isDefault(property: Property, value: unknown): boolean {
  return property.default !== undefined && JSON.stringify(property.default) === JSON.stringify(value);
}

function assertCleared(row: Row, name: string, property: Property, whenUnset?: string): void {
  const text = row[wireName(name)];
  if (text === undefined || text === "" || text === whenUnset) return;
  const { codec, default: usual } = property;
  const isUsual = usual !== undefined && sameValue(codec, codec.fromWire(text), usual);
  assert.ok(isUsual, `the router still has ${name} "${text}"`);
}

/** What a person types to clear it; undefined where RouterOS offers no way. */
function textWhenCleared({ unset: rule, codec, default: usual }: Property): string | null | undefined {
  if (rule === "unset") return null;
  if (rule === "empty") return "";
  return rule === "default" && usual !== undefined ? codec.toWire(usual as never) : undefined;
}

async function named(step: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error) error.message = `${step}: ${error.message}`;
    throw error;
  }
}
