/** Commands outside menus with rows, by their whole path. */
import type { RootCommand } from "../behaviour";
import { fail, notSimulated } from "../errors";
import { fetch } from "../fetch";
import { writerOf } from "../writes";
import { ping } from "./ping";
import { safeMode } from "./safe-mode";
import { execute, importFile } from "./script-commands";

const done = { returnsRows: false } as const;

export const rootCommands: Readonly<Record<string, RootCommand>> = {
  ...safeMode,
  "/undo": {
    policies: ["write"],
    run: ({ router, caller }) => {
      // The texts of an empty history are not established.
      if (!router.replay(writerOf(caller), "undo", () => router.history.undo()))
        throw fail("failure: nothing to undo");
      return done;
    },
  },
  "/redo": {
    policies: ["write"],
    run: ({ router, caller }) => {
      if (!router.replay(writerOf(caller), "redo", () => router.history.redo()))
        throw fail("failure: nothing to redo");
      return done;
    },
  },
  "/ping": { policies: ["test"], run: ping },
  "/tool/ping": { since: "7.23", policies: ["test"], run: ping },
  "/tool/fetch": { policies: ["test"], run: fetch },
  "/system/reboot": {
    policies: ["reboot"],
    run: ({ router }) => {
      // The reply goes out before the router does.
      router.clock.schedule(0, router.reboot);
      return done;
    },
  },
  "/system/shutdown": {
    policies: ["reboot"],
    run: () => {
      throw notSimulated("switching the router off (/system/shutdown)");
    },
  },
  "/import": { policies: ["read", "write", "ftp"], run: importFile },
  "/execute": { policies: ["read"], run: execute },
};
