/** Something computed from configuration, and computed again only after what it depends on has changed. */
import type { Router } from "../config/router";

export interface Memo<T> {
  get(): T;
}

export type Memos = <T>(stores: readonly string[], build: () => T) => Memo<T>;

/** Memos over one router's stores; dropping a stale one costs nothing until it is asked for. */
export function memosOf(router: Router): Memos {
  const drops: { readonly stores: ReadonlySet<string>; drop(): void }[] = [];
  router.watch((dirty) => {
    for (const { stores, drop } of drops) {
      for (const store of dirty) {
        if (!stores.has(store)) continue;
        drop();
        break;
      }
    }
  });
  return (stores, build) => {
    let known: { readonly value: ReturnType<typeof build> } | undefined;
    drops.push({
      stores: new Set(stores),
      drop: () => {
        known = undefined;
      },
    });
    return {
      get: () => {
        known ??= { value: build() };
        return known.value;
      },
    };
  };
}
