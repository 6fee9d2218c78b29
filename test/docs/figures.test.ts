import assert from "node:assert/strict";
import * as ts from "typescript";
import { menusOfSite, objectsOfSite, siteProgram } from "../../bench/sites";
import { closeOffices, type Office, openOffice, type Program, type State } from "../pulumi/office";
import { textOf } from "./documents";

/** The resources that a program of `bench/sites` declares. */
function resourcesOf(program: string): Program {
  const resources: Record<string, Program[string]> = {};
  const classes = new Proxy(
    {},
    {
      get: (_, kind: string) =>
        class {
          constructor(name: string, args: Program[string]["args"]) {
            resources[name] = { kind, args };
          }
        },
    },
  );
  const { outputText } = ts.transpileModule(program, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  new Function("require", "exports", outputText)(() => classes, {});
  return resources;
}

/** Kinds that others refer to by name: on the router before them. */
const first = ["InterfaceList", "RoutingTable"];

async function bring(office: Office, program: Program, state: State): Promise<void> {
  const early = Object.entries(program).filter(([, { kind }]) => first.includes(kind));
  assert.deepEqual(await office.apply(Object.fromEntries(early), state), {});
  assert.deepEqual(await office.apply(program, state), {});
}

describe("the figures of the README", function () {
  this.timeout(60_000);
  afterEach(closeOffices);

  const sentence =
    /a refresh of (\d+) objects in (\d+) menus costs (\d+) API commands,\s+and so does one of (\d+)/;
  const [, objects = 0, menus = 0, commands = 0, many = 0] = (sentence.exec(textOf("README.md")) ?? []).map(
    Number,
  );

  it("speak of the site that bench measures", () => {
    assert.deepEqual([objects, menus], [objectsOfSite, menusOfSite]);
    const site = resourcesOf(siteProgram());
    assert.equal(Object.keys(site).length, objectsOfSite);
    assert.equal(new Set(Object.values(site).map(({ kind }) => kind)).size, menusOfSite);
  });

  for (const [copies, count] of [
    [1, objects],
    [many / objects, many],
  ] as const) {
    it(`hold: a refresh of ${count} objects costs ${commands} API commands, the login among them`, async () => {
      const interfaces = Array.from({ length: 12 }, (_, index) => `ether${index + 1}`);
      const office = await openOffice({ interfaces, timeout: 30_000 });
      const state: State = new Map();
      await bring(office, resourcesOf(siteProgram(copies)), state);
      assert.equal(state.size, count);

      await office.newPhase();
      office.router.commands.reset();
      await office.refresh(state);
      assert.equal(state.size, count, "nothing is gone");
      assert.equal(office.router.commands.count, commands, JSON.stringify(office.router.commands.byPath()));
    });
  }
});
