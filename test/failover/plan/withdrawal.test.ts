/** An option that is turned off takes its rows with it, and nothing else. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { type DualWanArgs, DualWanError } from "../../../src/failover/args";
import type { PlannedStep } from "../../../src/failover/plan";
import { offices } from "../support/arbitrary";
import { everything } from "../support/offices";
import { type Planned, planIfShort, planOf } from "../support/plans";

/** Arguments as data that may be changed. */
type Loose = { [name: string]: unknown; wans: { [name: string]: unknown }[] };

interface Option {
  readonly name: string;
  /** Turns it off in a copy. False where it was not on. */
  readonly off: (args: Loose) => boolean;
  /** Keys of the rows that are the option's. An office's prefix is taken off before. */
  readonly own: RegExp;
  /** Rows that are different without it, which properties, and why that must be. */
  readonly others?: readonly (readonly [key: RegExp, properties: readonly string[], why: string])[];
  /** Keys of rows that take the place of the option's. */
  readonly instead?: RegExp;
}

const without =
  (name: string) =>
  (args: Loose): boolean => {
    const was = args[name] !== undefined;
    delete args[name];
    return was;
  };

/** Changes every line; whether one was changed. */
const ofLines =
  (change: (line: { [name: string]: unknown }) => boolean) =>
  ({ wans }: Loose): boolean =>
    wans.map(change).some(Boolean);

const decide = /^(upd_route_rules|decide)$/;
const sync = /sync$/;
const setup = /setup$/;

/** Of a group of arguments, one is taken away. */
const within =
  (group: string, name: string) =>
  (args: Loose): boolean => {
    const members = args[group] as Record<string, unknown> | undefined;
    if (members?.[name] === undefined) return false;
    delete members[name];
    return true;
  };

const options: readonly Option[] = [
  { name: "inbound", off: without("inbound"), own: /^(Forward(ed)? |forward-)/ },
  {
    name: "hairpin",
    off: ({ inbound }) => {
      const forwards = (inbound ?? []) as { hairpin?: boolean }[];
      const on = forwards.filter(({ hairpin }) => hairpin !== false);
      for (const forward of on) forward.hairpin = false;
      return on.length > 0;
    },
    own: /^Forward .* (from inside|hairpin)$/,
  },
  { name: "routerServices", off: without("routerServices"), own: /^(Service |service-)/ },
  {
    name: "pinning",
    off: without("pinning"),
    own: /( pin |^pin-)/,
    others: [[decide, ["source"], "it switches pins with a fallback off and on"]],
  },
  { name: "tunnels", off: without("tunnels"), own: /(^GRE | IPSec policy )/ },
  {
    name: "sourceGuard",
    off: (args) => {
      const was = args.sourceGuard !== false;
      args.sourceGuard = false;
      return was;
    },
    own: /( restrict output| src IP( .*)?)$/,
    others: [[sync, ["source"], "it keeps the list right, and switches the rule on"]],
  },
  {
    name: "secondaryAddresses",
    off: ({ wans }) => {
      // A line that sends from such an address is another line without it.
      if (wans.some(({ sourceAddress }) => String(sourceAddress).startsWith("198.51."))) return false;
      return ofLines((line) => without("secondaryAddresses")(line as Loose))({ wans });
    },
    own: / (secondary|rule|src IP) 198\.51\.[\d./]+$/,
  },
  {
    name: "notifications",
    off: within("onSwitch", "notify"),
    own: /(notify|Schedule of .*notify)$/,
    others: [[decide, ["source"], "it hands the news over"]],
  },
  {
    name: "the DNS flush",
    off: within("onSwitch", "flushDns"),
    own: /^$/,
    others: [[decide, ["source"], "it flushes"]],
  },
  {
    name: "the name at the cloud",
    off: within("onSwitch", "updateCloudDns"),
    own: /^$/,
    others: [[decide, ["source"], "it renews the name"]],
  },
  {
    name: "what is flushed",
    off: within("onSwitch", "flush"),
    own: /^$/,
    others: [
      [decide, ["source"], "it flushes at a switch"],
      [sync, ["source"], "it flushes at a change of address"],
    ],
  },
  {
    name: "maintenance",
    off: without("maintenance"),
    own: /^$/,
    others: [[decide, ["source"], "it has the line that is forced"]],
  },
  {
    name: "metered",
    off: ofLines((line) => without("metered")(line as Loose)),
    own: / metered$/,
    others: [[decide, ["source"], "it asks seldom"]],
  },
  {
    name: "hooks",
    off: ofLines((line) => {
      const was = line.hooks !== false;
      line.hooks = false;
      return was;
    }),
    own: / profile$/,
    others: [[/ line$/, ["profile", "script", "runtimeOwned"], "the line names its hook"]],
  },
  {
    name: "probes by netwatch",
    off: ({ probes }) => {
      const given = probes as Record<string, unknown> | undefined;
      if (given?.kind === undefined || given.kind === "ping") return false;
      delete given.kind;
      delete given.port;
      return true;
    },
    own: / probe \d$/,
    others: [
      [decide, ["source", "policy"], "it pings instead, which is a test"],
      [sync, ["source"], "it keeps the probes' address right"],
      [/^Schedule of /, ["interval", "policy"], "a round of pings takes longer"],
    ],
  },
  {
    name: "checkGateway",
    off: within("probes", "checkGateway"),
    own: /^check-gateway$/,
  },
  {
    name: "lan.networks",
    off: within("lan", "networks"),
    own: /^(local|Known) network /,
    others: [
      [decide, ["source"], "it leaves connections to hosts inside alone"],
      [setup, ["source"], "it ends connections from inside to outside that nothing translated"],
    ],
  },
  {
    name: "lan.fastTrackRule",
    off: within("lan", "fastTrackRule"),
    own: /^defconf: fasttrack$/,
    instead: /^(Marked past FastTrack|Order of .*dual-wan fasttrack in filter)$/,
  },
  {
    name: 'flows "pin"',
    off: (args) => {
      const was = args.flows === "pin";
      delete args.flows;
      return was;
    },
    own: / mark (own )?leaving$/,
    others: [
      [decide, ["source"], "marked connections are not ended while their line works"],
      [sync, ["source"], "it keeps their interface right"],
    ],
  },
  {
    name: 'natMode "src-nat"',
    off: (args) => {
      const was = args.natMode === "src-nat";
      delete args.natMode;
      return was;
    },
    own: /^$/,
    others: [
      [/ NAT$/, ["action", "toAddresses", "runtimeOwned"], "it is what the option is"],
      [sync, ["source"], "it writes the address"],
      [decide, ["source"], "masquerade may give connections an address of the inside"],
    ],
  },
];

/** A key without the office's prefix. */
function plainKey({ office }: Planned, key: string): string {
  const [before = ""] = office.names.ofOffice("\0").split("\0");
  const prefix = before.trim();
  if (prefix === "") return key;
  return key.replace(`${prefix} `, "").replace(new RegExp(`^${prefix}-`), "");
}

/** What a step is, without what is said about it, and without what follows from the rows that are there. */
function essence(step: PlannedStep, remaining: ReadonlySet<string>) {
  const after = step.after.filter((key) => remaining.has(key));
  switch (step.is) {
    case "row":
      return { ...step, reason: "", after };
    case "order":
      return { ...step, reason: "", after, rules: step.rules.filter((key) => remaining.has(key)) };
    case "run":
      // Sources of scripts: compared where they are.
      return { ...step, reason: "", after, triggers: [] };
    case "settings":
      return { ...step, reason: "", after };
  }
}

/** Compares the plans with and without an option. Returns how many rows were the option's, and which others changed. */
function withdrawn(
  option: Option,
  on: Planned,
  off: Planned,
): { readonly gone: number; readonly changed: number } {
  const left = new Map(off.steps.map((step) => [step.key, step]));
  const there = new Map(on.steps.map((step) => [step.key, step]));
  const remaining = new Set([...left.keys()].filter((key) => there.has(key)));
  const gone = on.steps.filter(({ key }) => !left.has(key));
  for (const step of gone) {
    // The order of a section without rules goes with them.
    const isEmptied = step.is === "order" && step.rules.every((key) => !left.has(key));
    assert.ok(isEmptied || option.own.test(plainKey(on, step.key)), `${step.key} is gone`);
  }
  for (const { key } of off.steps)
    if (!there.has(key)) assert.ok(option.instead?.test(plainKey(off, key)), `${key} is new`);
  assert.deepEqual(
    [...there.keys()].filter((key) => remaining.has(key)),
    [...left.keys()].filter((key) => remaining.has(key)),
    "the order of what stays",
  );
  let changed = 0;
  for (const key of remaining) {
    const [was, is] = [there.get(key), left.get(key)].map((step) => essence(step as PlannedStep, remaining));
    const allowed = (option.others ?? [])
      .filter(([pattern]) => pattern.test(plainKey(on, key)))
      .flatMap(([, properties]) => properties);
    const [before, now] = [was, is].map((one) =>
      one?.is !== "row"
        ? one
        : {
            ...one,
            args: Object.fromEntries(Object.entries(one.args).filter(([name]) => !allowed.includes(name))),
          },
    );
    assert.deepEqual(now, before, key);
    if (allowed.length > 0) changed++;
  }
  return { gone: gone.length, changed };
}

/** The same office without an option; undefined where it was not on. */
function turnedOff(option: Option, args: DualWanArgs | object): Loose | undefined {
  const copy = structuredClone(args) as Loose;
  return option.off(copy) ? copy : undefined;
}

describe("an option that is turned off takes exactly its rows away:", () => {
  for (const option of options) {
    it(option.name, function () {
      this.timeout(60_000);
      let tried = 0;
      const having = offices.filter((args) => turnedOff(option, args) !== undefined);
      const property = fc.property(having, (args) => {
        const on = planIfShort(args);
        // Without it an office may be one that is refused: probes by ping take longer than netwatch's.
        const off = refused(() => planIfShort(turnedOff(option, args) as unknown as DualWanArgs));
        if (on === undefined || off === undefined) return;
        withdrawn(option, on, off);
        tried++;
      });
      fc.assert(property, { numRuns: 25 });
      assert.ok(tried > 0, "no office is there without this option");
    });
  }

  it("and has rows, where it has any, in an office with everything", () => {
    const on = planOf(everything);
    const counts = Object.fromEntries(
      options.flatMap((option) => {
        const without = turnedOff(option, everything);
        return without === undefined ? [] : [[option.name, withdrawn(option, on, planOf(without)).gone]];
      }),
    );
    assert.deepEqual(counts, {
      inbound: 7,
      hairpin: 2,
      routerServices: 2,
      pinning: 3,
      tunnels: 2,
      sourceGuard: 7,
      secondaryAddresses: 3,
      notifications: 2,
      "the DNS flush": 0,
      "the name at the cloud": 0,
      metered: 1,
      hooks: 1,
      "lan.networks": 1,
      'flows "pin"': 6,
      'natMode "src-nat"': 0,
    });
  });
});

function refused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof DualWanError) return undefined;
    throw error;
  }
}
