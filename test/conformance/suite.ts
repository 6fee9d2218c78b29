/** The one suite that every kind runs, on any router. */
import assert from "node:assert/strict";
import { type Menu, propertyName } from "../../provider/menus/language";
import { exercises, isIn, menuFor } from "./arguments";
import { openWorkshop, type Workshop } from "./bench";
import { isReason } from "./fixture";
import { fixtures } from "./fixtures";
import { scenarios } from "./scenarios";
import { exerciseProperty } from "./scenarios/properties";
import type { Target } from "./targets/target";

/** Scenarios of one router, whose version and abilities must be known when the tests are defined. */
export interface Plan {
  /** For titles: `RouterOS 7.22.3`. */
  readonly name: string;
  readonly version: string;
  readonly simulated: boolean;
  /** Which kinds; default all. */
  concerns?(menu: Menu): boolean;
  open(): Promise<Target>;
}

export function conformance({ name, version, simulated, concerns = () => true, open }: Plan): void {
  describe(`every kind, on ${name}`, () => {
    let workshop: Workshop;
    before(async () => {
      workshop = openWorkshop(await open());
    });
    after(async () => {
      await workshop?.close();
      await workshop?.target.stop();
    });

    for (const fixture of fixtures) {
      const menu = menuFor(fixture);
      if (!concerns(menu)) continue;
      if (!isIn(menu, version)) {
        it(`${fixture.name} (not here: RouterOS has it since ${menu.since})`);
        continue;
      }
      describe(fixture.name, () => {
        before(() => workshop.prepare(fixture));
        after(() => workshop.tidy(fixture));

        it("has a second value, or a reason, for every property that this version has", () => {
          const known = Object.entries(menu.properties).filter(([, gate]) => isIn(gate, version));
          const missing = known.filter(([property]) => fixture.properties[property] === undefined);
          assert.deepEqual(
            missing.map(([property]) => property),
            [],
          );
          const strangers = Object.keys(fixture.properties).filter((one) => !menu.properties[one]);
          assert.deepEqual(strangers, []);
          const unknown = Object.keys(fixture.full).filter(
            (one) =>
              one !== "keyBy" &&
              fixture.properties[one] === undefined &&
              fixture.properties[propertyName(one)] === undefined,
          );
          assert.deepEqual(unknown, []);
        });

        for (const scenario of scenarios) {
          const reason =
            fixture.without?.[scenario.name] ??
            scenario.not?.(fixture, menu, version) ??
            (scenario.simulated && !simulated ? "only a simulated router can do this" : undefined);
          if (reason !== undefined) it(`${scenario.name} (not here: ${reason})`);
          else it(scenario.name, () => workshop.run(fixture, (bench) => scenario.run(bench)));
        }

        for (const [property, exercise] of exercises(fixture, menu, version)) {
          it(`${property}: set, changed, unset, left out, edited by hand`, () =>
            workshop.run(fixture, (bench) => exerciseProperty(bench, property, exercise)));
        }

        for (const [property, reason] of Object.entries(fixture.properties)) {
          if (isReason(reason))
            it(`${property}: set, changed, unset, left out, edited by hand (not here: ${reason.reason})`);
        }
      });
    }
  });
}
