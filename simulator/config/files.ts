/** Files that commands write: downloads, the output of `/execute`. */
import type { Caller } from "./contract";
import type { Router } from "./router";
import { dateTime } from "./time";

const path = "/file";

/** Writes a file, in place of one of that name. */
export function writeFile(router: Router, caller: Caller, name: string, contents: string): void {
  const menu = router.menus.get(path);
  if (menu === undefined) return;
  const [known] = menu.store.lookup("name", name);
  const now = dateTime(router.wall(), router.atLeast("7.10"));
  const facts = { size: String(Buffer.byteLength(contents)), "last-modified": now };
  const values = { name, contents };
  router.transaction(caller, `file ${known === undefined ? "added" : "changed"}`, "ftp", () => {
    if (known !== undefined) router.setValues(menu.store, known, values, facts);
    else {
      const row = { id: menu.store.newId(), menu: path, values, facts: { ...facts, "creation-time": now } };
      router.insert(menu, row);
    }
  });
}

export const fileNamed = (router: Router, name: string): string | undefined =>
  router.rows(path).find((row) => row.values.name === name)?.values.contents;
