/** What was measured on 6.49.13. */
import assert from "node:assert/strict";
import { scriptOffice } from "./script-office";

describe("6.49", () => {
  it("takes dates in its own form only", async () => {
    for (const [version, failure] of [
      ["6.49", /^invalid date/],
      ["7.12.2", undefined],
    ] as const) {
      const { script } = await scriptOffice({}, version);
      const add = (date: string) =>
        script(`/system scheduler add name=${version.length}${date.length} interval=1m start-date=${date}`);
      assert.equal((await add("nov/21/2026")).error, undefined);
      const { error } = await add("2026-11-21");
      if (failure === undefined) assert.equal(error, undefined);
      else assert.match(error ?? "", failure);
    }
  });

  it("reads a .proplist up to the first name that the menu has not", async () => {
    for (const [version, names] of [
      ["6.49", ["dst-address"]],
      ["7.21.5", ["dst-address", "distance"]],
    ] as const) {
      const { run } = await scriptOffice({}, version);
      const { rows } = await run("/ip/route/print", ["=.proplist=dst-address,nothing,distance"]);
      assert.deepEqual(Object.keys(rows[0] ?? {}), names, version);
    }
  });

  it("calls the routes of its clients static", async () => {
    const { rows } = await scriptOffice({}, "6.49");
    const routes = rows("/ip/route", "dst-address=0.0.0.0/0");
    assert.deepEqual(
      routes.map(({ static: own, dynamic }) => [own, dynamic]),
      [
        ["true", "true"],
        ["true", "true"],
      ],
    );
    assert.equal(
      rows("/ip/route", "connect=true").some(({ static: own }) => own !== undefined),
      false,
    );
  });

  it("has no proplist of print in scripts", async () => {
    const { script } = await scriptOffice({}, "6.49");
    const { error } = await script(":put [/ip route print as-value proplist=active]");
    assert.equal(error, "expected end of command (line 1 column 32)");
  });
});

describe("print as-value in scripts", () => {
  for (const version of ["6.49", "7.18.2", "7.21.5"] as const) {
    it(`${version}: has ${version === "7.21.5" ? "flags" : "no flags"}`, async () => {
      const { script } = await scriptOffice({}, version);
      const source =
        ':foreach r in=[/ip address print as-value] do={:put [:typeof ($r->"dynamic")]; :put ($r->"address")}';
      const { out } = await script(source);
      assert.deepEqual(out.slice(0, 2), [version === "7.21.5" ? "bool" : "nothing", "192.168.88.1/24"]);
    });
  }

  it("has flags by name before 7.20, too", async () => {
    const { script } = await scriptOffice({}, "7.18.2");
    const { out } = await script(':put ([/ip address print as-value proplist=dynamic]->0->"dynamic")');
    assert.deepEqual(out, ["false"]);
  });
});
