/**
 * The kind `RuleOrder`: the order of a section's rules as a resource of its own.
 *
 * Drift is: rules of the section that are swapped; rows of others between them (by `foreign`); a section that is not
 * where its anchor wants it; and a section that stands in order, but on the wrong side of a row of others that was on
 * the right side when it was last in order: whoever drags `allow mgmt` and all that goes with it below the `drop` of the
 * chain has closed the office, whether that was meant or not (`safety.ts` says which pairs count). A section that was
 * moved elsewhere is no drift otherwise. Where such a place is meant, an anchor that names the row says so.
 *
 * Repair puts the section back where it stood, else to the nearest place that cuts nobody off, and fails where there is
 * none, with nothing moved.
 *
 * It never replaces (whatever changes, the section is put in order where it is now), and deleting it does nothing.
 */

import { assertSameRouter } from "../../session/facts";
import type { Environment } from "../environment";
import { explainOnce } from "../explain";
import { formatKey, newNonce } from "../ids";
import type { Kind } from "../kind";
import { assertReadable } from "../outputs";
import type { Props } from "../plain";
import { toPlain } from "../plain";
import { arrange } from "./arrange";
import { checkOrder } from "./check";
import { declaredIn, subjectOf } from "./declared";
import { conflictText, deviations, liveMembers } from "./describe";
import { stoodIn } from "./neighbourhood";
import { declaredOf, hintsIn, outputsOf } from "./outputs";
import { isInOrder, standingOf } from "./standing";

export const ruleOrderKind: Kind = {
  check: async (_environment, _olds, news) => checkOrder(news),

  diff: async () => ({ changes: undefined, replaces: [], deleteBeforeReplace: false }),

  async create(environment, inputs) {
    const { menu, section } = declaredIn(inputs);
    const outs = await putInOrder(environment, inputs, {});
    return { id: `order:${menu.path}:${formatKey([section])}:${newNonce()}`, outs };
  },

  async read(environment, id, props) {
    assertReadable("RuleOrder", props);
    const declared = declaredIn(props);
    const session = environment.sessionFor(declared.router);
    const facts = await session.facts();
    assertSameRouter(session, facts, props.fingerprint as string | undefined, subjectOf(declared));
    const standing = standingOf(declared, await session.rows(declared.menu), {
      hints: hintsIn(props),
      stood: stoodIn(props),
    });
    const inputs = declaredOf(props);
    if (isInOrder(standing)) return { id, props: outputsOf(props, standing, facts), inputs: toPlain(inputs) };
    const members = liveMembers(declared, standing);
    const where = `${subjectOf(declared)}: router ${session.label}, ${declared.menu.path}`;
    const conflict = conflictText(declared, standing);
    const stuck = conflict === "" ? "" : `; pulumi up will move nothing, because ${conflict}`;
    explainOnce(environment, `${where}: ${deviations(declared, standing)}${stuck}.`);
    return { id, props: outputsOf(props, standing, facts), inputs: toPlain({ ...inputs, members }) };
  },

  update: async (environment, _id, olds, news) => {
    assertReadable("RuleOrder", olds);
    return { outs: await putInOrder(environment, news, olds) };
  },

  delete: async () => {},
};

/** @param olds outputs in the state; empty for a resource that is created */
async function putInOrder(
  environment: Environment,
  news: Readonly<Props>,
  olds: Readonly<Props>,
): Promise<Props> {
  const declared = declaredIn(news);
  const session = environment.sessionFor(declared.router);
  const facts = await session.facts();
  const sameRouter = olds.router === news.router;
  const fingerprint = sameRouter ? (olds.fingerprint as string | undefined) : undefined;
  assertSameRouter(session, facts, fingerprint, subjectOf(declared));
  const before = sameRouter ? ((olds.members ?? []) as readonly string[]) : [];
  const stood = sameRouter && olds.menu === news.menu ? stoodIn(olds) : [];
  const standing = await arrange({ session, environment, declared, before, stood });
  return outputsOf(declaredOf(news), standing, facts);
}
