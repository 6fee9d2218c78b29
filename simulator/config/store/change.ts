/** Primitive changes of a store, each with what is needed to take it back. */
import type { Row, Words } from "./row";

export type FactChanges = Readonly<Record<string, string | undefined>>;

export type Change =
  /** `next` is the id of the row that follows; undefined at the end. */
  | { readonly kind: "insert"; readonly store: string; readonly row: Row; readonly next: string | undefined }
  | { readonly kind: "delete"; readonly store: string; readonly row: Row; readonly next: string | undefined }
  | {
      readonly kind: "values";
      readonly store: string;
      readonly id: string;
      readonly from: Words;
      readonly to: Words;
      /** Facts that the write changed with the values (an address list's timeout); undefined takes one away. */
      readonly factsFrom?: FactChanges;
      readonly factsTo?: FactChanges;
    }
  | {
      readonly kind: "move";
      readonly store: string;
      readonly id: string;
      readonly from: string | undefined;
      readonly to: string | undefined;
    };

/** The change that takes `change` back. */
export function inverse(change: Change): Change {
  switch (change.kind) {
    case "insert":
      return { ...change, kind: "delete" };
    case "delete":
      return { ...change, kind: "insert" };
    case "values":
      return {
        ...change,
        from: change.to,
        to: change.from,
        ...(change.factsTo === undefined ? {} : { factsFrom: change.factsTo, factsTo: change.factsFrom }),
      };
    case "move":
      return { ...change, from: change.to, to: change.from };
  }
}
