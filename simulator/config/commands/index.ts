/** The commands that mean the same in every menu. */
import type { CommandHandler } from "../behaviour";
import { listen } from "./listen";
import { move } from "./move";
import { find, get, print } from "./read";
import { add, comment, disable, enable, remove, set, unset } from "./write";

export const commonCommands: Readonly<Record<string, CommandHandler>> = {
  add,
  set,
  unset,
  remove,
  enable,
  disable,
  comment,
  move,
  print,
  get,
  find,
  listen,
};
