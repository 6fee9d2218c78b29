/** What users type, derived from the descriptions. Types only. */
import type { Menu, Unset, ValueOf } from "./language";

/** Properties that the program must give, as the description says. */
type Required = { readonly required: true };

/** `unset` is a value of every property that can go back to "not set". */
type OrUnset<X> = X extends Required | { readonly unset: "never" } ? never : Unset;

/**
 * The arguments of a kind: its properties in camelCase, required ones required, everything else optional and open to
 * `unset`. The mapped types are homomorphic over the description, so that editors show its comments.
 */
export type Args<M> =
  M extends Menu<infer P>
    ? {
        [K in keyof P as P[K] extends Required ? K : never]: ValueOf<P[K]> | OrUnset<P[K]>;
      } & {
        [K in keyof P as P[K] extends Required ? never : K]?: ValueOf<P[K]> | OrUnset<P[K]>;
      }
    : never;
