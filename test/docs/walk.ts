/** Walks through the shell commands of a document with the real CLI, in their order, and leaves none out. */
import assert from "node:assert/strict";
import type { CliResult } from "../support/cli-run";
import type { PulumiProject } from "../support/pulumi-project";
import { elsewhere } from "./coverage";
import type { Command } from "./documents";
import { documentedAddress } from "./set-up";

export interface WalkOptions {
  readonly project: PulumiProject;
  /** What stands in a document for something that only the reader knows: the word, and what it is here. */
  readonly values: Readonly<Record<string, string>>;
  /** What a command that asks is answered, by the key that it sets. */
  readonly answers: Readonly<Record<string, string>>;
}

export interface Walk {
  /** Runs the commands before this one; each must succeed. */
  until(text: string): Promise<void>;
  /** Runs the next command, which must be this one. */
  next(text: string): Promise<CliResult>;
  /** Fails if commands are left. */
  end(): void;
}

/** Commands that ask before they act: the reader's yes. */
const asking = new Set(["up", "destroy"]);

/** Words between blanks; single quotes hold one together. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([word]) => word.replace(/'/g, ""));

export function walkThrough(commands: readonly Command[], { project, values, answers }: WalkOptions): Walk {
  const replaced: Readonly<Record<string, string>> = { [documentedAddress]: "127.0.0.1", ...values };
  let position = 0;

  async function run({ text, document, line }: Command): Promise<CliResult | undefined> {
    const [program, ...words] = wordsOf(text);
    if (program !== "pulumi") {
      const known = elsewhere.some(({ command }) => command === text);
      assert.ok(known, `${document}:${line}: no test runs ${text}`);
      return undefined;
    }
    const args = words.map((word) => replaced[word] ?? word);
    const key = args.at(-1) ?? "";
    const secret = args.includes("--secret");
    assert.ok(!secret || answers[key] !== undefined, `${document}:${line}: what is ${key}?`);
    return project.run(
      [...args, ...(asking.has(args[0] ?? "") ? ["--yes"] : [])],
      secret ? { input: answers[key] } : {},
    );
  }

  const walk: Walk = {
    until: async (text) => {
      for (; position < commands.length && commands[position]?.text !== text; position++) {
        const command = commands[position] as Command;
        const result = await run(command);
        if (result !== undefined)
          assert.equal(result.code, 0, `${command.text}:\n${result.stdout}${result.stderr}`);
      }
      assert.ok(position < commands.length, `no command "${text}" is left`);
    },
    next: async (text) => {
      const command = commands[position];
      assert.equal(command?.text, text);
      position += 1;
      const result = await run(command as Command);
      assert.ok(result, `${text} is no command of the CLI`);
      return result;
    },
    end: () =>
      assert.deepEqual(
        commands.slice(position).map(({ text }) => text),
        [],
      ),
  };
  return walk;
}
