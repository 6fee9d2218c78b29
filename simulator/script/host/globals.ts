/** Global variables: a set of them for each user, `*sys` among them. */
import type { Globals, GlobalVariable } from "../run/contract";
import type { Value } from "../values/value";

export interface OwnedVariable extends GlobalVariable {
  readonly user: string;
  readonly id: string;
}

export interface GlobalStore {
  of(user: string): Globals;
  /** Those with a value, of every user. */
  all(): readonly OwnedVariable[];
  clear(): void;
}

export function globalStore(): GlobalStore {
  const users = new Map<string, Map<string, OwnedVariable>>();
  let given = 0;
  const isSet = ({ value }: { readonly value: Value }) => value !== undefined;
  return {
    of: (user) => {
      const found = () => {
        const own = users.get(user) ?? new Map<string, OwnedVariable>();
        users.set(user, own);
        return own;
      };
      return {
        variable: (name) => {
          const own = found();
          let variable = own.get(name);
          if (variable === undefined) {
            given += 1;
            variable = { name, user, id: `*${given.toString(16).toUpperCase()}`, value: undefined };
            own.set(name, variable);
          }
          return variable;
        },
        all: () => [...found().values()].filter(isSet),
      };
    },
    all: () => [...users.values()].flatMap((own) => [...own.values()].filter(isSet)),
    clear: () => users.clear(),
  };
}
