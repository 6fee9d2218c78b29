/**
 * The kind `ScriptRun`: a run of a script of the router, once when it is created and again when one of its triggers
 * changes. In a preview nothing runs.
 *
 * A run is an event, not an object: there is nothing on the router that it could be compared with. So `read` returns
 * what is stored, and asks the router only whether it is the one in the state; whether the script is still there, and
 * is as declared, is for the resource of the script to say. Deleting it undoes nothing.
 */
import type { RouterFacts } from "../../session/contract";
import { assertSameRouter } from "../../session/facts";
import { isOtherRouter } from "../diff";
import type { Environment } from "../environment";
import { formatKey, newNonce } from "../ids";
import type { Kind } from "../kind";
import { assertReadable, schemaVersion } from "../outputs";
import { picked } from "../own-inputs";
import { equalPlain, type Props, toPlain } from "../plain";
import { checkRun } from "./check";
import { declaredIn, inputNames, subjectOf } from "./declared";
import { scripts } from "./menus";
import { runScript } from "./run";
import { patience, untilEnded } from "./wait";

/** Inputs of which a change means another run. */
const runsAgain = ["script", "triggers"] as const;

export const scriptRunKind: Kind = {
  check: async (environment, _olds, news) => checkRun(environment, news),

  async diff(environment, _id, olds, news) {
    const replaces = isOtherRouter(environment, olds.router, news.router) ? ["router"] : [];
    return { changes: undefined, replaces, deleteBeforeReplace: false };
  },

  async create(environment, inputs) {
    const declared = declaredIn(inputs);
    const session = environment.sessionFor(declared.router);
    const facts = await session.facts();
    const report = await runScript(environment, session, declared);
    const id = `run:${scripts.path}:${formatKey([declared.script])}:${newNonce()}`;
    return { id, outs: outputsOf(inputs, report, facts) };
  },

  async read(environment, id, props) {
    await sameRouter(environment, props);
    return { id, props: toPlain(props), inputs: toPlain(picked(props, inputNames)) };
  },

  async update(environment, _id, olds, news) {
    const { session, facts } = await sameRouter(environment, olds);
    const isSame = runsAgain.every((name) => equalPlain(olds[name], news[name]));
    const report = isSame ? olds.report : await runScript(environment, session, declaredIn(news));
    return { outs: outputsOf(news, report, facts) };
  },

  async delete(environment, _id, props) {
    const { session } = await sameRouter(environment, props);
    await untilEnded(environment, session, declaredIn(props), patience);
  },
};

/** @throws RouterOsError of category `wrong-router` unless the router is the one in the state */
async function sameRouter(environment: Environment, outputs: Readonly<Props>) {
  assertReadable("ScriptRun", outputs);
  const declared = declaredIn(outputs);
  const session = environment.sessionFor(declared.router);
  const facts = await session.facts();
  assertSameRouter(session, facts, outputs.fingerprint as string | undefined, subjectOf(declared));
  return { session, facts };
}

/** What is declared, the lines of the last run, and what tells the router from others. */
function outputsOf(
  props: Readonly<Props>,
  report: unknown,
  { fingerprint }: Pick<RouterFacts, "fingerprint">,
): Props {
  return toPlain({ ...picked(props, inputNames), report: report ?? [], fingerprint, schemaVersion });
}
