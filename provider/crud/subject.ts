/** What an operation works for: resource, router and place. */
import { type Declaration, subjectOf } from "./declaration";
import type { Environment } from "./environment";
import { formatKey, parseId } from "./ids";
import { declaredSecrets, withSecretsRead } from "./secrets";
import type { Subject } from "./writing";

/** The row is looked for by the key in the id: the outputs may hold one that was changed by hand. */
export function subjectFor(environment: Environment, declaration: Declaration, id: string): Subject {
  const { menu, options } = declaration;
  const { key, path } = parseId(id);
  const router = environment.sessionFor(options.router);
  const session = withSecretsRead(router, declaredSecrets(declaration), environment);
  const place = { router: session.name, path, key: formatKey(key) };
  return { environment, session, declaration, key, id, name: subjectOf(menu, key), place };
}
