import assert from "node:assert/strict";
import fc from "fast-check";
import { floors, leastVersion, needsOf, numberOf, parseDualWan } from "../../../src/failover/args";
import { plain } from "../support/offices";

const checkGateway = { interval: "2s", timeout: "1s", count: 2 };

describe("the RouterOS that an office needs", () => {
  for (const [what, args, least, ...needs] of [
    ["nothing special", {}, "7.12"],
    ["RouterOS 6", { dialect: 6 }, "6.49"],
    ["recursive routes", { strategy: "recursive" }, "7.12"],
    ["recursive routes on RouterOS 6", { strategy: "recursive", dialect: 6 }, "6.49"],
    ["probes by TCP", { probes: { kind: "tcp" } }, "7.12"],
    ["probes by HTTP", { probes: { kind: "http", targets: ["203.0.118.80", "203.0.118.81"] } }, "7.12"],
    ["probes by DNS", { probes: { kind: "dns" } }, "7.16", 'probes.kind "dns" 7.16'],
    ["tuned checks", { strategy: "recursive", probes: { checkGateway } }, "7.21", "probes.checkGateway 7.21"],
  ] as const)
    it(`for ${what} is ${least}`, () => {
      const office = parseDualWan({ ...plain, ...args });
      assert.equal(leastVersion(office), least);
      assert.deepEqual(
        needsOf(office).map(({ what: need, since }) => `${need} ${since}`),
        needs,
      );
    });

  it("is compared by its numbers, patches and words aside", () => {
    const version = fc.tuple(
      fc.integer({ min: 6, max: 7 }),
      fc.nat(60),
      fc.constantFrom("", ".1", ".18", "rc1", "beta2"),
    );
    fc.assert(
      fc.property(version, version, ([major, minor, rest], [otherMajor, otherMinor, otherRest]) => {
        const order = Math.sign(
          numberOf(`${major}.${minor}${rest}`) - numberOf(`${otherMajor}.${otherMinor}${otherRest}`),
        );
        assert.equal(order, Math.sign(major - otherMajor || minor - otherMinor));
      }),
    );
    assert.ok(
      numberOf("7.9") < numberOf(floors[7]) && numberOf("6.49.18 (long-term)") >= numberOf(floors[6]),
    );
  });
});
