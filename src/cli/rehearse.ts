import { writeFileSync } from "node:fs";
import { SingleBar } from "cli-progress";
import { Command, InvalidArgumentError, Option } from "commander";
import type { Rehearsal, RehearsalOptions, Variant } from "../failover/rehearsal";
import { checkWritable } from "./output-file";
import { missingPeer } from "./peers";
import { readSite } from "./site-file";
import { NotMet, type Streams, UsageError } from "./streams";

interface Options {
  readonly scenario?: readonly string[];
  readonly list?: true;
  readonly against?: "how-to" | "article";
  readonly dialect?: "6" | "7";
  readonly strategy?: Variant["strategy"];
  readonly routeros?: readonly string[];
  readonly seed: number;
  readonly seeds: number;
  readonly jobs?: number;
  readonly json?: string;
  readonly html?: string;
}

/** `rehearse`: plays an office through faults on a simulated router, before the office itself does. */
export function rehearseCommand({ out, err, width }: Streams): Command {
  return new Command("rehearse")
    .description(
      "plays an office through faults of its lines on a simulated router, and measures what its people notice",
    )
    .argument("[site]", "site file, or stack file of Pulumi; --list needs none")
    .option("-s, --scenario <id...>", "only these scenarios (default: all that fit the office)")
    .option("--list", "only says which scenarios there are, and with a site which do not fit it")
    .addOption(
      new Option(
        "--against <what>",
        "plays the how-to beside the office, which is not judged (article: the same)",
      ).choices(["how-to", "article"]),
    )
    .addOption(new Option("--dialect <version>", "only RouterOS 6 or 7 (default: both)").choices(["6", "7"]))
    .addOption(
      new Option("--strategy <name>", "only this strategy (default: both)").choices(["script", "recursive"]),
    )
    .option("--routeros <version...>", "what is simulated, one of each family (default: 7.21.5 and 6.49)")
    .option("--seed <number>", "chooses when faults come and what is lost", natural, 1)
    .option("--seeds <number>", "plays of each scenario that has chance in it", natural, 1)
    .option("--jobs <number>", "plays side by side (default: one for each processor)", natural)
    .option(
      "--json <file>",
      "writes the figures of every seed, and all that was seen in the worst play of each scenario",
    )
    .option("--html <file>", "writes a report for a browser, in one file")
    .action(async (siteFile: string | undefined, options: Options) => {
      if (siteFile === undefined && options.list !== true)
        throw new UsageError("which office? Give its site file, or the stack file of Pulumi that it is in");
      const known = siteFile === undefined ? undefined : readSite(siteFile);
      const missing = missingPeer("routeros-simulator", "a rehearsal");
      if (missing !== undefined) throw new UsageError(missing);
      // Not before: it cannot even be loaded without that.
      const { rehearse, scenarios, report, routerOsVersions } =
        require("../failover/rehearsal") as typeof import("../failover/rehearsal");
      if (options.list || known === undefined) return out(report.list(scenarios, known?.office, { width }));
      const site = known;
      const asked = { ...chosen(options, scenarios), ...versionsOf(options.routeros, routerOsVersions) };
      const files = (["json", "html"] as const).flatMap((name) => {
        const file = options[name];
        return file === undefined ? [] : [{ option: `--${name}`, file }];
      });
      for (const { option, file } of files) checkWritable(file, option);
      const result = await withProgress((onProgress) =>
        rehearse({ site: site.name, args: site.args, ...asked, onProgress }),
      );
      if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(result, null, 1)}\n`);
      if (options.html !== undefined) writeFileSync(options.html, report.html(result, { made: new Date() }));
      out(report.terminal(result, { width }));
      for (const { file } of files) err(`${file} is written.\n`);
      judge(result);
    });
}

function natural(text: string): number {
  if (!/^[1-9][0-9]{0,5}$/.test(text)) throw new InvalidArgumentError("a whole number from 1 is needed");
  return Number(text);
}

function chosen(
  { dialect, strategy, scenario, against, seed, seeds, jobs }: Options,
  scenarios: readonly { readonly id: string }[],
): Partial<RehearsalOptions> {
  const unknown = scenario?.find((id) => !scenarios.some((one) => one.id === id));
  if (unknown !== undefined)
    throw new UsageError(`there is no scenario "${unknown}": --list says which there are`);
  // What the office is compared with has no strategies, and is played once, beside that one.
  if (against !== undefined && strategy === "recursive")
    throw new UsageError('--against is played beside the strategy "script": leave --strategy out');
  const variants = ([7, 6] as const)
    .flatMap((family) =>
      (["script", "recursive"] as const).map((name): Variant => ({ dialect: family, strategy: name })),
    )
    .filter((variant) => dialect === undefined || variant.dialect === Number(dialect))
    .filter((variant) => strategy === undefined || variant.strategy === strategy);
  return {
    variants,
    seed,
    seeds,
    againstArticle: against !== undefined,
    ...(scenario !== undefined && { scenarios: scenario }),
    ...(jobs !== undefined && { jobs }),
  };
}

/** `["7.24", "6.49"]` → the version of each family. */
function versionsOf<V extends string>(
  asked: readonly string[] = [],
  known: readonly V[],
): { readonly versions: Partial<Record<6 | 7, V>> } {
  const versions: Partial<Record<6 | 7, V>> = {};
  for (const text of asked) {
    const version = known.find((one) => one === text);
    if (version === undefined)
      throw new UsageError(`RouterOS ${text} is not simulated: ${known.join(", ")} are`);
    const family = version.startsWith("6.") ? 6 : 7;
    const other = versions[family];
    if (other !== undefined)
      throw new UsageError(
        `--routeros takes one version of each family: ${other} and ${version} are both ${family}`,
      );
    versions[family] = version;
  }
  return { versions };
}

async function withProgress(
  run: (onProgress: (done: number, of: number) => void) => Promise<Rehearsal>,
): Promise<Rehearsal> {
  const bar = new SingleBar({
    format: "playing [{bar}] {value} of {total} | {eta_formatted} left",
    stream: process.stderr,
    noTTYOutput: false,
    clearOnComplete: true,
    // Who presses Ctrl-C keeps a terminal that wraps lines.
    linewrap: true,
  });
  let started = false;
  try {
    return await run((done, of) => {
      if (!started) bar.start(of, 0);
      started = true;
      bar.update(done);
    });
  } finally {
    bar.stop();
  }
}

/** What was missed stands at the end of the report. */
function judge({ missed, performances }: Rehearsal): void {
  const isPlayed = performances.some(
    ({ isJudged, scenarios }) => isJudged && scenarios.some(({ shown }) => shown !== undefined),
  );
  if (!isPlayed)
    throw new UsageError(
      "nothing of the office was played: its forms and the scenarios do not fit (see above)",
    );
  if (missed.length > 0)
    throw new NotMet(`${missed.length} ${missed.length === 1 ? "objective was" : "objectives were"} missed.`);
}
