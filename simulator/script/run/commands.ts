/** Every scripting command by its name. */
import { conversions } from "./conversions";
import { declarations } from "./declarations";
import { flow } from "./flow";
import { formats } from "./formats";
import type { Handler } from "./handler";
import { outside } from "./outside";
import { texts } from "./texts";

export const commands: Readonly<Record<string, Handler>> = {
  ...declarations,
  ...flow,
  ...conversions,
  ...texts,
  ...formats,
  ...outside,
};
