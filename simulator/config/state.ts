/** A router from the factory, a router from a file, and a router that has just been switched on. */
import type { SavedState } from "./environment";
import type { Router } from "./router";
import { isDynamic } from "./store/row";
import type { SavedStore } from "./store/store";

/** Built-in rows of every menu, and the empty row of every singleton. */
export function seed(router: Router): void {
  for (const menu of router.menus.values()) {
    if (
      menu.schema.form === "singleton" &&
      menu.behaviour.view === undefined &&
      menu.store.rows().length === 0
    ) {
      router.insert(menu, { id: menu.store.newId(), menu: menu.path, values: {}, facts: {} });
    }
  }
  for (const menu of router.menus.values()) menu.behaviour.seed?.(router);
  router.settle();
}

export type Restart = "orderly" | "power cut";

/** The first line of the log: topics and words. */
const bootLines: Readonly<Record<Restart, readonly [string, string]>> = {
  orderly: ["system,info", "router rebooted"],
  "power cut": ["system,error,critical", "router was rebooted without proper shutdown"],
};

/** Power-on: dynamic rows go, uptime and counters begin again, nobody is logged in, nothing can be undone. */
export function start(router: Router, how: Restart = "orderly"): void {
  router.bootedAt = router.clock.now();
  router.sessions.clear();
  router.history.forget();
  router.log.clear();
  for (const [, store] of router.stores) {
    // From the end, where taking a row out is cheapest.
    for (const row of [...store.written()].reverse())
      if (isDynamic(row) && row.facts._kept === undefined) router.delete(store, row.id);
  }
  for (const menu of router.menus.values()) menu.behaviour.boot?.(router);
  for (const [path] of router.stores) router.touch(path);
  router.links?.restart();
  router.log.write(...bootLines[how]);
}

export function saveState(router: Router): SavedState {
  const stores: Record<string, SavedStore> = {};
  for (const [path, store] of router.stores) {
    const saved = store.save();
    stores[path] = {
      ...saved,
      rows: saved.rows.filter((row) => !isDynamic(row) || row.facts._kept !== undefined),
    };
  }
  return { format: 1, version: router.version, stores };
}

/** Reads what `saveState` returned; menus that it does not know are as from the factory. */
export function loadState(router: Router, state: SavedState): void {
  if (state.format !== 1 || state.version !== router.version) {
    const found = `format ${state.format}, version ${state.version}`;
    throw new Error(`this state is not for a RouterOS ${router.version} (found: ${found})`);
  }
  seed(router);
  for (const [path, store] of router.stores) {
    const saved = state.stores[path];
    if (saved !== undefined) store.load(saved);
  }
  for (const menu of router.menus.values()) {
    for (const row of menu.store.written())
      if (row.menu === menu.path) menu.behaviour.appeared?.(row, router);
  }
}
