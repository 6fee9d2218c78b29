/**
 * Declared credentials on a row: shown, not set, or not for us to see.
 *
 * RouterOS leaves a credential out for a user without the policy `sensitive`, and (a GRE tunnel's `ipsec-secret`) where
 * none is set; what the API gives to such a user from 7.21 on, nothing or stars, is not documented. So a missing text
 * and one of stars need our policies to be understood. Rows leave this module in one form: a credential that is not set
 * is an empty text, one that we may not see is missing.
 */
import { type Menu, type Row, wireName } from "../menus/language";
import type { RouterSession, Writer } from "../session/contract";
import { RouterOsError } from "../session/errors";
import { type Declaration, propertyOf } from "./declaration";
import type { Environment } from "./environment";
import { explainOnce } from "./explain";

const stars = /^\*+$/;

/** The credentials that are compared with the router. */
export function declaredSecrets({ menu, values, runtimeOwned }: Declaration): readonly string[] {
  return Object.keys(values).filter((name) => propertyOf(menu, name).secret && !runtimeOwned.includes(name));
}

/**
 * Refuses to manage a credential that could never be compared, before anything is written.
 * @throws RouterOsError of category `missing-policy` if our user is known to lack the policy `sensitive`
 */
export async function assertComparable(
  session: RouterSession,
  secrets: readonly string[],
  subject: string,
): Promise<void> {
  if (secrets.length === 0) return;
  const { sight, because } = await session.secretSight();
  if (sight === "withheld") throw notComparable(subject, secrets, because);
}

/** The session of a resource that declares these credentials: its rows have them in the form described above. */
export function withSecretsRead(
  session: RouterSession,
  secrets: readonly string[],
  environment: Pick<Environment, "log" | "said">,
): RouterSession {
  if (secrets.length === 0) return session;

  async function understood(menu: Menu, row: Row): Promise<Row> {
    const unclear = secrets.filter((name) => isUnclear(menu, name, row));
    if (unclear.length === 0) return row;
    const { sight, because } = await session.secretSight();
    const changes = unclear.map((name): [string, string | undefined] => {
      const text = row[wireName(name)];
      if (sight === "shown" && text !== undefined) return [wireName(name), text];
      const isNotSet = sight === "shown" && !propertyOf(menu, name).perhapsWriteOnly;
      return [wireName(name), isNotSet ? "" : undefined];
    });
    const hidden = changes.filter(([, text]) => text === undefined).map(([name]) => name);
    if (sight === "unknown") {
      explainOnce(
        environment,
        `warning: credentials cannot be compared, because ${because}. They are taken for unchanged.`,
      );
    }
    const kept = Object.entries(row).filter(([name]) => !hidden.includes(name));
    const read = changes.filter((change): change is [string, string] => change[1] !== undefined);
    return { ...Object.fromEntries(kept), ...Object.fromEntries(read) };
  }

  const all = (menu: Menu, rows: Promise<readonly Row[]>) =>
    rows.then((found) => Promise.all(found.map((row) => understood(menu, row))));
  const one = (menu: Menu, row: Promise<Row>) => row.then((found) => understood(menu, found));

  const reading = (writer: Writer): Writer => ({
    ...writer,
    rows: (menu) => all(menu, writer.rows(menu)),
    freshRows: (menu) => all(menu, writer.freshRows(menu)),
    add: (menu, attributes) => one(menu, writer.add(menu, attributes)),
    set: (menu, id, attributes) => one(menu, writer.set(menu, id, attributes)),
    move: (menu, ids, before) => all(menu, writer.move(menu, ids, before)),
  });
  const { name, label, adopt, replacedRouter } = session;
  return {
    ...{ name, label, adopt, replacedRouter },
    facts: () => session.facts(),
    secretSight: () => session.secretSight(),
    rows: (menu) => all(menu, session.rows(menu)),
    freshRows: (menu) => all(menu, session.freshRows(menu)),
    write: (job) => session.write({ ...job, run: (writer) => job.run(reading(writer)) }),
  };
}

function isUnclear(menu: Menu, name: string, row: Row): boolean {
  const text = menu.properties[name] && row[wireName(name)];
  return text === undefined || stars.test(text);
}

function notComparable(subject: string, secrets: readonly string[], because = ""): RouterOsError {
  return new RouterOsError(
    "missing-policy",
    `${subject}: ${secrets.join(" and ")} cannot be compared, because ${because}`,
  );
}
