/** The kind whose resources are rows of a menu. */
import { checkRow } from "./check";
import { createRow } from "./create";
import { keyOfValues } from "./declaration";
import { diffResult, judge } from "./diff";
import { type Environment, routerName } from "./environment";
import { declarationOf, type Face, optionsOf } from "./face";
import { formatId, formatKey, newNonce, parseId } from "./ids";
import type { Kind } from "./kind";
import { storedOf } from "./outputs";
import type { Props } from "./plain";
import { readRow } from "./read";
import { deleteRow } from "./remove";
import { assertComparable, declaredSecrets } from "./secrets";
import { subjectFor } from "./subject";
import { announceRename } from "./succession";
import { updateRow } from "./update";

export function rowKind(face: Face): Kind {
  return {
    check: (environment, olds, news) => checkRow(environment, face, olds, news),

    async diff(environment, id, olds, news) {
      const verdict = judge(environment, face, id, olds, news);
      claimPlanned(environment, face, id, olds, news, verdict.row === "renamed");
      return diffResult(verdict);
    },

    async create(environment, inputs) {
      const declaration = declarationOf(face, inputs);
      const { menu, values } = declaration;
      const key = keyOfValues(menu, values);
      if (key === undefined) throw new Error(`${menu.kind}: what the row is known by is not declared`);
      const id = formatId({ path: menu.path, key, nonce: newNonce() });
      const subject = subjectFor(environment, declaration, id);
      await assertComparable(subject.session, declaredSecrets(declaration), subject.name);
      const outs = await createRow(face, inputs, subject);
      return { id, outs };
    },

    async read(environment, id, props) {
      const stored = storedOf(face, props);
      const live = await readRow(face, props, stored, subjectFor(environment, stored, id));
      return live ? { id, props: live.outputs, inputs: live.inputs } : {};
    },

    async update(environment, id, olds, news) {
      const declaration = declarationOf(face, news);
      const subject = subjectFor(environment, declaration, id);
      await assertComparable(subject.session, declaredSecrets(declaration), subject.name);
      return { outs: await updateRow(face, news, storedOf(face, olds), subject) };
    },

    async delete(environment, id, props) {
      const stored = storedOf(face, props);
      await deleteRow(stored, subjectFor(environment, stored, id));
    },
  };
}

/** A resource that is diffed is in the program: its row must not be deleted under another id. */
function claimPlanned(
  environment: Environment,
  face: Face,
  id: string,
  olds: Props,
  news: Props,
  leaving: boolean,
): void {
  const { path, key } = parseId(id);
  const router = routerName(environment, olds.router as string | undefined);
  const { section, rank = 0 } = optionsOf(face, news);
  const ordered = typeof section === "string" && typeof rank === "number" ? { section, rank } : {};
  const rowId = olds.routerId as string | undefined;
  const place = { router, path, key: formatKey(key) };
  environment.claims.put(place, { id, rowId, ...ordered, by: "planned", leaving });
  if (leaving) announceRename({ environment, place, id }, face, olds, news);
}
