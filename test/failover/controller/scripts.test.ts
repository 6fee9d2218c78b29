/** The scripts of every office, as texts: what RouterOS accepts, what they may do, how they read. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { checkScript, parseScript } from "../../../simulator/script";
import { nodesOf } from "../../../simulator/script/lint/check";
import { type DualWanArgs, DualWanError } from "../../../src/failover/args";
import { offices } from "../support/arbitrary";
import { versionsOf } from "../support/lab";
import { everything, plain } from "../support/offices";
import { always, type Planned, planOf, textOf } from "../support/plans";

interface Source {
  readonly name: string;
  readonly text: string;
  readonly policy: readonly string[];
}

/** The scripts that the router runs by name. */
const scriptsOf = ({ rows }: Planned): readonly Source[] =>
  rows
    .filter(({ kind, args }) => kind === "Script" && args.source !== undefined)
    .map((row) => ({
      name: row.key,
      text: textOf(row, "source"),
      policy: row.args.policy as readonly string[],
    }));

/** What lines start by themselves: they may do what RouterOS lets hooks do. */
const hooksOf = ({ rows }: Planned): readonly Source[] =>
  rows.flatMap((row) => {
    const names =
      row.kind === "PppProfile" ? ["onUp", "onDown"] : row.kind === "DhcpClient" ? ["script"] : [];
    return names
      .filter((name) => row.args[name] !== undefined)
      .map((name) => ({
        name: `${row.key} ${name}`,
        text: textOf(row, name),
        policy: ["read", "write", "test", "reboot"],
      }));
  });

const all = (planned: Planned): readonly Source[] => [...scriptsOf(planned), ...hooksOf(planned)];

const ofRole = (planned: Planned, role: keyof Planned["office"]["names"]["script"]): Source | undefined =>
  scriptsOf(planned).find(({ name }) => name === planned.office.names.script[role]);

function problems(
  { name, text }: Source,
  version: Parameters<typeof checkScript>[1]["version"],
): readonly string[] {
  return checkScript(text, { version }).map(
    ({ line, rule, message }) =>
      `${version}, ${name}, line ${line}: ${rule}: ${message}\n${text.split("\n")[line - 1]}`,
  );
}

/** Offices whose scripts differ most. */
const samples: Readonly<Record<string, object>> = {
  "the how-to's": plain,
  "one with everything": everything,
  "one that probes by netwatch": {
    ...everything,
    probes: { kind: "http", targets: ["203.0.118.80", "203.0.118.81"] },
    objectives: { blackHole: "1m" },
  },
  "one whose routes decide": { ...everything, strategy: "recursive", pinning: [] },
  "one of RouterOS 6": { ...everything, dialect: 6 },
  "one of RouterOS 6 whose routes decide": { ...everything, dialect: 6, strategy: "recursive", pinning: [] },
};

describe("the scripts of an office", () => {
  describe("have nothing that the linter finds:", () => {
    for (const [what, args] of Object.entries(samples)) {
      it(`${what}, in every version that it is for`, function () {
        this.timeout(60_000);
        const planned = planOf(args as DualWanArgs);
        for (const version of versionsOf(planned.office))
          assert.deepEqual(
            all(planned).flatMap((source) => problems(source, version)),
            [],
          );
      });
    }

    always(
      "any office, in the oldest version that it is for",
      (planned) => {
        const [oldest] = versionsOf(planned.office);
        assert.ok(oldest);
        assert.deepEqual(
          all(planned).flatMap((source) => problems(source, oldest)),
          [],
        );
      },
      60,
    );
  });

  describe("are short enough for a small router:", () => {
    const bytes = (planned: Planned) =>
      scriptsOf(planned).reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);

    it("30 KB together, or the office is refused with what to do", function () {
      this.timeout(60_000);
      const outcomes = { short: 0, refused: 0 };
      const property = fc.property(offices, fc.nat(12), (args, more) => {
        // Each notification is a part of a script of its own.
        const webhook = (number: number) => ({
          webhook: { url: `https://hooks.example.com/${"x".repeat(400)}/${number}` },
        });
        const notify = [
          ...(args.onSwitch?.notify ?? []),
          ...Array.from({ length: more }, (_, n) => webhook(n)),
        ];
        try {
          assert.ok(bytes(planOf({ ...args, onSwitch: { ...args.onSwitch, notify } })) <= 30_720);
          outcomes.short++;
        } catch (error) {
          if (!(error instanceof DualWanError)) throw error;
          assert.match(
            error.message,
            /would be \d{5} bytes, and 30720 is the most\. Take fewer notifications/,
          );
          outcomes.refused++;
        }
      });
      fc.assert(property, { numRuns: 40 });
      assert.ok(outcomes.short > 0 && outcomes.refused > 0, JSON.stringify(outcomes));
    });

    it("letters that take two bytes count as two", () => {
      const sized = (script: string) => bytes(planOf({ ...plain, onSwitch: { notify: [{ script }] } }));
      assert.ok(sized("büro") > sized("buro"));
    });
  });

  describe("may do no more than they have to:", () => {
    always(
      "policies are those that their commands need",
      (planned) => {
        const { dialect } = planned.office;
        const needs = new Map<string, ReadonlySet<string>>();
        for (const { name, text, policy } of scriptsOf(planned)) {
          const { needed, runs } = usesOf(text, dialect);
          for (const other of runs) {
            // One of somebody else: what it needs nobody knows, but it may fetch.
            const theirs = needs.get(other) ?? ["ftp", "read", "write", "test"];
            for (const one of theirs) needed.add(one);
          }
          assert.deepEqual([...policy].sort(), [...needed].sort(), name);
          needs.set(name, needed);
        }
      },
      60,
    );

    always("an entry of the scheduler may do what its script may, and no more", (planned) => {
      for (const row of planned.rows) {
        if (row.kind !== "Scheduler") continue;
        const script = scriptsOf(planned).find(({ name }) => name === row.args.onEvent);
        assert.deepEqual(row.args.policy, script?.policy, row.key);
      }
    });

    always("what a hook starts may do no more than hooks may", (planned) => {
      for (const { text, policy } of hooksOf(planned)) {
        assert.ok(text.includes(`/system script run "${planned.office.names.script.sync}"`));
        for (const one of ofRole(planned, "sync")?.policy ?? []) assert.ok(policy.includes(one));
      }
    });

    always("notify alone fetches and mails", (planned) => {
      for (const { name, text } of all(planned))
        if (name !== planned.office.names.script.notify) assert.doesNotMatch(text, /fetch|e-mail/, name);
    });

    always(
      "nothing that a hook's user remembers is of another script",
      (planned) => {
        const globals = (...sources: readonly (Source | undefined)[]) =>
          new Set(sources.flatMap((source) => (source === undefined ? [] : globalsOf(source.text, planned))));
        const bySystem = globals(ofRole(planned, "sync"), ...hooksOf(planned));
        const byRounds = globals(
          ofRole(planned, "decide"),
          ofRole(planned, "notify"),
          ofRole(planned, "setup"),
        );
        assert.deepEqual(
          [...bySystem].filter((name) => byRounds.has(name)),
          [],
        );
        assert.ok(byRounds.size > 0);
      },
      60,
    );
  });

  describe("can be read on the router:", () => {
    always("each says first what it does, and has no line that is wider than 160 signs", (planned) => {
      for (const { name, text } of scriptsOf(planned)) {
        assert.match(text, /^# dual-wan/, name);
        // An address of somebody's is as long as it is.
        for (const line of text.split("\n"))
          if (!/^ *:local url "/.test(line))
            assert.ok(line.length <= 160, `${name}, ${line.length}: ${line}`);
      }
      for (const role of ["decide", "sync"] as const) {
        const comments = (ofRole(planned, role)?.text ?? "").split("\n").filter((line) => /^\s*#/.test(line));
        assert.ok(comments.length >= 5, role);
      }
    });
  });
});

/** Commands that need a policy of their own; the rest reads or writes (manual, "User" and "Fetch"). */
const policyOf: Readonly<Record<string, readonly string[]>> = {
  ...{ find: ["read"], get: ["read"], print: ["read"] },
  ...{ ping: ["test"], send: ["test"], fetch: ["ftp", "read", "write", "test"], run: [] },
};

/** What a script needs for its own commands, and which scripts it runs. */
function usesOf(text: string, dialect: 6 | 7) {
  const needed = new Set<string>();
  const runs: string[] = [];
  for (const node of nodesOf(parseScript(text, { version: dialect === 7 ? "7.21.5" : "6.49" }).statements)) {
    if (node.kind !== "menu") continue;
    for (const one of policyOf[node.command] ?? ["write"]) needed.add(one);
    const [first] = node.arguments;
    if (node.command === "run" && first?.value?.kind === "text") runs.push(unquoted(text, first.value));
  }
  return { needed, runs };
}

const unquoted = (text: string, { start, end }: { readonly start: number; readonly end: number }): string =>
  Buffer.from(text, "utf8").subarray(start, end).toString("utf8").replace(/^"|"$/g, "");

function globalsOf(text: string, { office }: Planned): readonly string[] {
  const { statements } = parseScript(text, { version: office.dialect === 7 ? "7.21.5" : "6.49" });
  return nodesOf(statements).flatMap((node) =>
    node.kind === "scripting" && node.name === "global" && node.arguments.name?.kind === "variable"
      ? [node.arguments.name.name]
      : [],
  );
}
