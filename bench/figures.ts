/** The figures that are promised, and how each is taken. */
import type { SimulatedRouter } from "../simulator/index";
import type { PulumiProject } from "../test/support/pulumi-project";
import { interleaved, type Variant } from "./measure";
import { commandsBySession, officeRouter, projectAlone, projectOn, succeeded } from "./office";
import {
  emptyProgram,
  entriesProgram,
  idleProgram,
  menusOfSite,
  objectsOfSite,
  officeProgram,
  resourcesOfOffice,
  siteProgram,
} from "./sites";

/** One line of the report. */
export interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: "commands" | "times" | "s" | "ms";
  /** The most it may be; absent for what is printed for information. */
  readonly limit?: number;
}

/** API commands of a clean preview: the refresh process, then the update process. A login counts as one. */
export async function commandFigures(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const copies of [1, 10]) {
    const counts = await withSite(copies, async (project, router) => {
      router.commands.reset();
      succeeded("pulumi preview", await project.preview());
      return commandsBySession(router);
    });
    const objects = copies * objectsOfSite;
    const [refresh = 0, update = 0, ...more] = counts;
    if (more.length > 0)
      throw new Error(`more than two sessions in one preview: ${counts.join(", ")} commands`);
    figures.push(
      {
        figure: `refresh of ${objects} objects in ${menusOfSite} menus`,
        value: refresh,
        unit: "commands",
        limit: 16,
      },
      {
        figure: `update process of that preview, ${objects} objects`,
        value: update,
        unit: "commands",
        limit: 4,
      },
    );
  }
  return figures;
}

/** `pulumi preview`, which refreshes, of the site against as many resources that do nothing. */
export async function previewFigures(rounds: number): Promise<Figure[]> {
  const near = await officeRouter();
  const far = await officeRouter({ latency: 50 });
  const projects = {
    "empty program": await projectAlone(emptyProgram),
    "resources that do nothing": await projectAlone(idleProgram(objectsOfSite)),
    "site, no latency": await projectOn(near, siteProgram()),
    "site, 50 ms per round trip": await projectOn(far, siteProgram()),
  };
  try {
    for (const [name, project] of Object.entries(projects)) succeeded(`up of ${name}`, await project.up());
    const variants = Object.entries(projects).map(([name, project]) => ({
      name: `preview: ${name}`,
      run: async () => succeeded(`preview of ${name}`, await project.preview()),
    }));
    const measured = await interleaved(variants, rounds);
    const seconds = (name: string) => (measured.get(`preview: ${name}`)?.median ?? Number.NaN) / 1000;
    return [
      ...Object.keys(projects).map((name) => ({
        figure: `preview: ${name}`,
        value: seconds(name),
        unit: "s" as const,
      })),
      {
        figure: "preview of the site / of resources that do nothing",
        value: seconds("site, no latency") / seconds("resources that do nothing"),
        unit: "times",
        limit: 1.3,
      },
      {
        figure: "what 50 ms per round trip add to a preview",
        value: seconds("site, 50 ms per round trip") - seconds("site, no latency"),
        unit: "s",
        limit: 1.5,
      },
    ];
  } finally {
    await Promise.all(Object.values(projects).map((project) => project.dispose()));
    await Promise.all([near.stop(), far.stop()]);
  }
}

/** `pulumi up` of the site from nothing, against as many resources that do nothing. */
export function upFigures(rounds: number): Promise<Figure[]> {
  return upAgainstIdle("site", siteProgram(), objectsOfSite, { rounds, limit: 1.5 });
}

/** `pulumi up` of a whole office with two lines from nothing, its look at the router and its first run included. */
export function officeFigures(rounds: number): Promise<Figure[]> {
  return upAgainstIdle("office", officeProgram, resourcesOfOffice(), { rounds, limit: 1.6 });
}

async function upAgainstIdle(
  what: string,
  program: string,
  count: number,
  { rounds, limit }: { readonly rounds: number; readonly limit: number },
): Promise<Figure[]> {
  const router = await officeRouter();
  const idle = `${count} resources that do nothing`;
  const projects = {
    [idle]: await projectAlone(idleProgram(count)),
    [what]: await projectOn(router, program),
  };
  try {
    const variants: Variant[] = Object.entries(projects).map(([name, project]) => ({
      name: `up from nothing: ${name}`,
      run: async () => {
        const ms = succeeded(`up of ${name}`, await project.up());
        succeeded(`destroy of ${name}`, await project.destroy());
        return ms;
      },
    }));
    const measured = await interleaved(variants, rounds);
    const seconds = (name: string) => (measured.get(`up from nothing: ${name}`)?.median ?? Number.NaN) / 1000;
    return [
      ...Object.keys(projects).map((name) => ({
        figure: `up from nothing: ${name}`,
        value: seconds(name),
        unit: "s" as const,
      })),
      {
        figure: `up of the ${what} / of ${idle}`,
        value: seconds(what) / seconds(idle),
        unit: "times",
        limit,
      },
    ];
  } finally {
    await Promise.all(Object.values(projects).map((project) => project.dispose()));
    await router.stop();
  }
}

/** `pulumi refresh` of ten entries beside 20,000 dynamic ones of somebody else. */
export async function foreignRowFigures(rounds: number): Promise<Figure[]> {
  const routers = { alone: await officeRouter(), crowded: await officeRouter({ foreignRows: 20_000 }) };
  const projects = {
    alone: await projectOn(routers.alone, entriesProgram(10)),
    crowded: await projectOn(routers.crowded, entriesProgram(10)),
  };
  try {
    for (const [name, project] of Object.entries(projects)) succeeded(`up, ${name}`, await project.up());
    const variants = Object.entries(projects).map(([name, project]) => ({
      name: `refresh of 10 entries, ${name}`,
      run: async () => succeeded(`refresh, ${name}`, await project.refresh()),
    }));
    const measured = await interleaved(variants, rounds);
    const seconds = (name: string) =>
      (measured.get(`refresh of 10 entries, ${name}`)?.median ?? Number.NaN) / 1000;
    return [
      {
        figure: "refresh of 10 entries beside 20,000 foreign ones / alone",
        value: seconds("crowded") / seconds("alone"),
        unit: "times",
        limit: 2,
      },
    ];
  } finally {
    await Promise.all(Object.values(projects).map((project) => project.dispose()));
    await Promise.all(Object.values(routers).map((router) => router.stop()));
  }
}

async function withSite<T>(
  copies: number,
  work: (project: PulumiProject, router: SimulatedRouter) => Promise<T>,
): Promise<T> {
  const router = await officeRouter();
  const project = await projectOn(router, siteProgram(copies));
  try {
    succeeded("pulumi up", await project.up());
    return await work(project, router);
  } finally {
    await project.dispose();
    await router.stop();
  }
}
