/**
 * The kind whose resources are a menu of settings: one object that every router has, without rows.
 *
 * Only what the program declares is its business. Create and update set it, whatever is there, and say what they changed;
 * what was there before is remembered. A setting that the program drops, and every one when the resource is deleted,
 * gets that back, unless somebody has changed it since: then it stays as it is.
 */
import type { Menu, Row } from "../../menus/language";
import type { RouterFacts } from "../../session/contract";
import { RouterOsError } from "../../session/errors";
import { assertSameRouter } from "../../session/facts";
import { words } from "../../session/messages";
import { checkRow } from "../check";
import { isOtherRouter } from "../diff";
import { routerName } from "../environment";
import { declarationOf, type Face, menuFace, optionsOf } from "../face";
import { partialFailure } from "../failures";
import { formatId, formatKey, newNonce } from "../ids";
import type { Kind } from "../kind";
import { marksIn, outputsOf, storedOf } from "../outputs";
import { type Props, toPlain } from "../plain";
import { projected } from "../read";
import { subjectFor } from "../subject";
import { assertSupported, claim, isLost, type Subject } from "../writing";
import { declaredSettings, type Memory, memoryIn, outputsOfMemory, planOf, restoring } from "./memory";
import { carryOut, onlyOne } from "./write";

export function settingsKind(menu: Menu): Kind {
  const face = menuFace(menu);
  return {
    check: (environment, olds, news) => checkRow(environment, face, olds, news),

    async diff(environment, id, olds, news) {
      const isElsewhere = isOtherRouter(environment, olds.router, news.router);
      const router = routerName(environment, olds.router as string | undefined);
      environment.claims.put({ router, path: menu.path, key: formatKey([menu.path]) }, { id, by: "planned" });
      return { changes: undefined, replaces: isElsewhere ? ["router"] : [], deleteBeforeReplace: false };
    },

    async create(environment, inputs) {
      const id = formatId({ path: menu.path, key: [menu.path], nonce: newNonce() });
      const subject = subjectFor(environment, declarationOf(face, inputs), id);
      const facts = await subject.session.facts();
      return { id, outs: await setDeclared(face, inputs, {}, subject, facts) };
    },

    async read(environment, id, props) {
      const stored = storedOf(face, props);
      const subject = subjectFor(environment, stored, id);
      const { session, name } = subject;
      const facts = await session.facts();
      assertSameRouter(session, facts, stored.fingerprint, name);
      const row = onlyOne(await session.rows(menu), subject);
      const values = {
        ...stored.values,
        ...projected({ ...stored, values: declaredSettings(stored.values) }, row),
      };
      const outputs = outputsOf(face, props, { ...stored, values }, facts, row, marksIn(props));
      return {
        id,
        props: { ...outputs, ...outputsOfMemory(memoryIn(props)) },
        inputs: toPlain({ ...optionsOf(face, props), ...values }),
      };
    },

    async update(environment, id, olds, news) {
      const subject = subjectFor(environment, declarationOf(face, news), id);
      const facts = await subject.session.facts();
      assertSameRouter(subject.session, facts, storedOf(face, olds).fingerprint, subject.name);
      return { outs: await setDeclared(face, news, memoryIn(olds), subject, facts) };
    },

    async delete(environment, id, props) {
      const stored = storedOf(face, props);
      const subject = subjectFor(environment, stored, id);
      const { session, place, name } = subject;
      assertSameRouter(session, await session.facts(), stored.fingerprint, name);
      if (environment.claims.others(place, id).length > 0) return staysForOther(subject);
      const putBack = (row: Row, memory: Memory) => ({ changes: restoring(menu, row, memory), memory: {} });
      await carryOut(subject, memoryIn(props), putBack);
      environment.claims.release(place, id);
    },
  };
}

async function setDeclared(
  face: Face,
  inputs: Readonly<Props>,
  before: Memory,
  subject: Subject,
  facts: RouterFacts,
): Promise<Props> {
  const { declaration, environment, place, id } = subject;
  const { menu, values } = declaration;
  assertSupported(declaration, facts, subject);
  const inProgram = environment.claims.isDeclared(place);
  const isHeld = environment.claims.others(place, id).some(({ by }) => by === "written" || inProgram);
  if (isHeld) throw declaredTwice(subject);
  let memory = before;
  const outputs = (row: Row | undefined): Props =>
    toPlain({ ...outputsOf(face, inputs, declaration, facts, row), ...outputsOfMemory(memory) });
  try {
    const row = await carryOut(
      subject,
      before,
      (live, known) => planOf(menu, values, live, known),
      (plan) => (memory = plan.memory),
    );
    claim(subject, row);
    return outputs(row);
  } catch (error) {
    if (!isLost(error) || memory === before) throw error;
    // Whether it was written cannot be known now, and what was there before could not be found out later.
    throw partialFailure(id, inputs, outputs(undefined), [
      `${words(error)} Whether ${menu.path} was changed is not known: run pulumi up again once the router answers.`,
    ]);
  }
}

function declaredTwice({ name, session, declaration }: Subject): RouterOsError {
  return new RouterOsError(
    "exists",
    `${name}: another resource of this program manages ${declaration.menu.path} of router ${session.label} already, and ` +
      "there is one such object. Nothing was changed: declare all settings in one of them, and remove the other.",
  );
}

/** After a rename without an alias the new resource has found our values, and knows no others. */
function staysForOther({ environment, name, session }: Subject): void {
  environment.log(
    `${name}: the settings stay on router ${session.label}, because another resource of this program manages them now. ` +
      "It does not know what was there before; an alias would have told it.",
  );
}
