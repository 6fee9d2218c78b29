/** Check: a program's inputs → canonical inputs, or what is wrong with them. Nothing here throws for bad input. */
import { duration, list, word } from "../../menus/codecs";
import type { Codec } from "../../menus/language";
import type { CheckResult } from "../check";
import type { Environment } from "../environment";
import type { Failure } from "../face";
import { optionFailures } from "../options";
import { givenIn, strangers } from "../own-inputs";
import { hasUnknown, type Props, toPlain } from "../plain";
import { openSession } from "../version-check";
import { inputNames, usualDeadline } from "./declared";

const aScript = word("the name of a script", "sync");

const codecs: Readonly<Record<string, Codec>> = {
  script: aScript,
  logPrefix: word("how lines of the log begin", "sync:"),
  deadline: duration({ min: "1s", max: "1d" }),
  waitFor: list(aScript),
};

export function checkRun(environment: Environment, news: Readonly<Props>): CheckResult {
  const inputs: Props = { deadline: usualDeadline, ...givenIn(news) };
  const failures = [
    ...strangers("ScriptRun", inputNames, inputs),
    ...optionFailures({ optionNames: ["router"] }, inputs),
    ...(inputs.script === undefined
      ? [{ property: "script", reason: "script is required: the name of a script" }]
      : []),
  ];
  const values = canonical(inputs, failures);
  openSession(environment, inputs.router, failures);
  return { inputs: toPlain({ ...inputs, ...values }), failures };
}

function canonical(inputs: Readonly<Props>, failures: Failure[]): Props {
  const values: Props = {};
  for (const [name, codec] of Object.entries(codecs)) {
    const value = inputs[name];
    if (value === undefined || hasUnknown(value)) continue;
    const parsed = codec.schema.safeParse(value);
    if (parsed.success) values[name] = parsed.data;
    else failures.push({ property: name, reason: `${name}: ${parsed.error.issues[0]?.message ?? ""}` });
  }
  return values;
}
