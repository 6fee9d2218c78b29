/** A simulated router and a Pulumi project that manages it: what the tests with the real CLI begin with. */
import assert from "node:assert/strict";
import { menus } from "../../provider/menus";
import { isSettings, type Menu } from "../../provider/menus/language";
import { type RouterOptions, type SimulatedRouter, startRouter } from "../../simulator/index";
import type { CliResult } from "./cli-run";
import { createProject, type ProjectOptions, type PulumiProject } from "./pulumi-project";

/** The password of the router's API user. Long and odd, so that a search for it finds nothing else. */
export const ROUTER_PASSWORD = "Schlüssel/zum=Router 4711";

export interface OfficeOptions extends ProjectOptions {
  readonly router?: RouterOptions;
}

export interface Office {
  readonly router: SimulatedRouter;
  readonly project: PulumiProject;
  close(): Promise<void>;
}

/**
 * Starts a router and makes a project whose settings reach it: by environment variables, because each
 * `pulumi config set` takes as long as a preview. Settings in `config` come on top.
 */
export async function openOffice({ router: options, ...project }: OfficeOptions): Promise<Office> {
  const router = await startRouter({ users: [{ name: "pulumi", password: ROUTER_PASSWORD }], ...options });
  const env = {
    ROUTEROS_HOST: router.host,
    ROUTEROS_PORT: String(router.port),
    ROUTEROS_TLS: "false",
    ROUTEROS_USER: "pulumi",
    ROUTEROS_PASSWORD: ROUTER_PASSWORD,
    ...project.env,
  };
  try {
    const made = await createProject({ ...project, env });
    return {
      router,
      project: made,
      close: async () => {
        await made.dispose();
        await router.stop();
      },
    };
  } catch (error) {
    await router.stop();
    throw error;
  }
}

/** All that the CLI printed. */
export function printed({ stdout, stderr }: CliResult): string {
  return `${stdout}\n${stderr}`;
}

export function assertCode(result: CliResult, code: number, what: string): void {
  assert.equal(result.code, code, `${what} ended with code ${result.code}:\n${printed(result)}`);
}

/**
 * The whole configuration of the router, by menu: every row that is not dynamic, in its order. Without what is no
 * configuration: how many ids were given out, and when somebody logged in. Settings as they are shown: a value that is
 * written is the same as the one from the factory.
 */
export function configurationOf(router: SimulatedRouter): Record<string, readonly ConfiguredRow[]> {
  const { stores } = router.plane.save();
  return Object.fromEntries(
    Object.entries(stores).map(([menu, { rows }]) => [
      menu,
      rows.map(({ id, values, facts: { "last-logged-in": _, ...facts } }) => ({
        id,
        values: settings.has(menu) ? (router.config.print(menu)[0] ?? {}) : values,
        facts,
      })),
    ]),
  );
}

const settings: ReadonlySet<string> = new Set(
  Object.values<Menu>(menus)
    .filter(isSettings)
    .map(({ path }) => path),
);

export interface ConfiguredRow {
  readonly id: string;
  readonly values: Readonly<Record<string, string>>;
  readonly facts: Readonly<Record<string, string>>;
}

/** One `~ Kind: (operation)` of `pulumi preview --diff`. */
export interface DiffBlock {
  /** Of the resource in the program. */
  readonly name: string;
  /** `refresh`, `create`, `update`, `delete`, `replace` … */
  readonly operation: string;
  /** The lines that say what is different, without indentation and with single spaces. */
  readonly lines: readonly string[];
}

/** The differences of our resources, in the CLI's order: those that the refresh found, then those that are planned. */
export function diffBlocks({ stdout }: CliResult): readonly DiffBlock[] {
  const blocks: { name: string; operation: string; lines: string[] }[] = [];
  let current: (typeof blocks)[number] | undefined;
  for (const line of stdout.split("\n")) {
    const head = /^\s*\S* ?\S+:\S+: \((\S+)\)$/.exec(line);
    if (head?.[1] !== undefined) {
      current = { name: "", operation: head[1], lines: [] };
      blocks.push(current);
    } else if (/^(Resources|Outputs|Duration)\b/.test(line)) current = undefined;
    else if (current && /^\s*\[urn=/.test(line)) current.name = /::([^:\]]+)\]$/.exec(line)?.[1] ?? "";
    else if (current && !/^\s*(\[id=.*|--outputs:--|)$/.test(line)) {
      current.lines.push(line.trim().replace(/\s+/g, " ").replace(" : ", ": "));
    }
  }
  return blocks.filter(({ name }) => name !== "" && !name.endsWith("-office"));
}
