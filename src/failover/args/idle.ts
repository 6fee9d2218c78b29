/** Arguments that would do nothing beside others. They are refused, because somebody believes that they do. */
import type { Mistake } from "./checks";
import type { ParsedArgs } from "./schema";

/** Every argument that has no meaning beside the others. Looks at what was given, before defaults are decided. */
export function idleOf(args: ParsedArgs): readonly Mistake[] {
  return [...idleOfStrategy(args), ...idleOfProbes(args), ...idleMetering(args), ...idleHooks(args)];
}

const byRoutes = 'has no meaning with strategy "recursive"';

function idleOfStrategy({ strategy, maintenance, pinning, objectives }: ParsedArgs): readonly Mistake[] {
  if (strategy === "script") return [];
  const force =
    maintenance === undefined
      ? []
      : [
          {
            at: "maintenance",
            message: `${byRoutes}: nothing on the router would force a line. Order wans accordingly`,
          },
        ];
  const promise =
    objectives.flapping === undefined
      ? []
      : [
          {
            at: "objectives.flapping",
            message:
              'cannot be promised: with strategy "recursive" a line that answers is used again at once. Leave it out, or use strategy "script"',
          },
        ];
  const ways = pinning.flatMap(({ mode }, index) =>
    mode === "fallback"
      ? [
          {
            at: `pinning[${index}].mode`,
            message: `"fallback" ${byRoutes}: nothing on the router would switch the rule off. Use "strict", or strategy "script"`,
          },
        ]
      : [],
  );
  return [...force, ...promise, ...ways];
}

function idleOfProbes(args: ParsedArgs): readonly Mistake[] {
  if (args.strategy === "recursive") return [];
  const { kind, packets, maxRtt, dwell, failback } = args.probes;
  const only = (at: string, kinds: string) => ({
    at: `probes.${at}`,
    message: `has a meaning only with kind ${kinds}, not "${kind}"`,
  });
  return [
    ...(kind !== "ping" && packets !== undefined ? [only("packets", '"ping"')] : []),
    ...(kind === "dns" && maxRtt !== undefined ? [only("maxRtt", '"ping", "tcp" or "http"')] : []),
    ...(failback === "manual" && dwell !== undefined
      ? [
          {
            at: "probes.dwell",
            message: 'has no meaning with failback "manual": no line takes over again by itself',
          },
        ]
      : []),
  ];
}

/** A list of hosts that may not use the line is kept off it by either strategy. */
function idleMetering(args: ParsedArgs): readonly Mistake[] {
  if (args.strategy === "script" && args.probes.kind === "ping") return [];
  const why =
    args.strategy === "recursive"
      ? `true ${byRoutes}: the routes ask each line all the time`
      : `true has no meaning with probes of kind "${args.probes.kind}": netwatch asks each line all the time`;
  return args.wans.flatMap(({ metered }, index) =>
    metered === true
      ? [
          {
            at: `wans[${index}].metered`,
            message: `${why}. Leave it out, or give { block }, a list of hosts that may not use it`,
          },
        ]
      : [],
  );
}

/** What a line has to have for a hook: a profile or a client that is declared with it. */
function idleHooks({ wans }: ParsedArgs): readonly Mistake[] {
  return wans.flatMap((wan, index) => {
    const why = wan.hooks === true ? hookless(wan) : undefined;
    return why === undefined ? [] : [{ at: `wans[${index}].hooks`, message: `true does nothing: ${why}` }];
  });
}

function hookless(wan: ParsedArgs["wans"][number]): string | undefined {
  switch (wan.access) {
    case "static":
      return "a standing address never changes. Leave it out";
    case "existing":
      return "the line is set up elsewhere, and nothing of it is written. Leave it out: sync looks at it in every round";
    case "pppoe":
      return wan.profile === undefined
        ? undefined
        : `the hook would have to be in the profile ${wan.profile}, and profiles of others are not changed. Leave out profile, or hooks`;
    case "dhcp":
      return undefined;
  }
}
