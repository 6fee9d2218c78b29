/** A plan as people and programs read it. */
import assert from "node:assert/strict";
import type { DualWanArgs } from "../../../src/failover/args";
import { shown, summary, toTable } from "../../../src/failover/render";
import { everything, plain, secrets } from "../support/offices";
import { always, type Planned, planOf } from "../support/plans";

const table = ({ office, plan }: Planned, width?: number): string =>
  toTable(office, plan, width === undefined ? {} : { width });

/** Words of a table without its lines. */
const words = (text: string): string => text.replace(/[│─┌┐└┘├┤┬┴┼]/g, " ").replace(/\s+/g, " ");

describe("the table of a plan", () => {
  it("has a row for every step but the orders, under its part", () => {
    const planned = planOf(plain);
    // Wide enough that no name is broken.
    const text = table(planned, 400);
    for (const { key, part, is } of planned.steps) {
      assert.ok(text.includes(part.toUpperCase()), part);
      assert.equal(words(text).includes(` ${key} `), is !== "order", key);
    }
  });

  it("says which rows wait, what the router keeps right, and what dials anew", () => {
    const text = words(table(planOf(plain), 2000));
    assert.match(
      text,
      /ISP2 rule .*src-address=192\.0\.2\.2 .*Disabled until its address is known\. The router keeps srcAddress right\./,
    );
    assert.match(
      text,
      /ISP1 line .*A change of interface, user, password, .* dials or leases the line anew\./,
    );
  });

  it("counts scripts in bytes, as their limit does", () => {
    const chat = (to: string) => ({
      ...plain,
      onSwitch: { notify: [{ telegram: { token: to, chat: "1" } }] },
    });
    const size = (to: string) => {
      const { office, plan } = planOf(chat(to));
      return Number(/scripts of ([\d.]+) KB/.exec(summary(office, plan))?.[1]);
    };
    // A letter of two bytes is one character.
    assert.ok(size("é".repeat(1000)) - size("e".repeat(1000)) >= 0.85);
  });

  it("ends with how much it is, what is promised, and what it costs", () => {
    const { office, plan } = planOf(plain);
    assert.match(
      summary(office, plan),
      /^44 rows, scripts of \d+\.\d KB together\.\nA round every 5 s takes 4 s at most; .* left after 19 s at most \(promised: 20 s\)\.\nflows "follow": /,
    );
    const pinned = planOf({ ...plain, flows: "pin" });
    assert.match(summary(pinned.office, pinned.plan), /flows "pin": .* none of them takes FastTrack/);
    const routes = planOf({ ...plain, strategy: "recursive" });
    assert.match(
      summary(routes.office, routes.plan),
      /after 21 s at most \(promised: 22 s\)\. Nothing is promised about loss/,
    );
  });

  it("says what becomes of connections at a switch, as onSwitch.flush has it", () => {
    const said = (flush: unknown) => {
      const { office, plan } = planOf({ ...plain, onSwitch: { flush } });
      return summary(office, plan);
    };
    assert.match(said("departed-wan"), /a switch ends them, /);
    assert.match(said("nothing"), /a switch does not end them \(onSwitch\.flush "nothing"\)/);
    assert.match(said({ services: "how-to" }), /a switch ends those of some services only/);
  });

  it("warns of a host that is asked alone", () => {
    const said = (args: object) => {
      const { office, plan } = planOf({ ...plain, ...args });
      return summary(office, plan);
    };
    assert.match(
      said({ probes: { targets: ["1.1.1.1"] } }),
      /1\.1\.1\.1 alone says whether a line works: .* Take two targets or more\.$/,
    );
    assert.match(
      said({ strategy: "recursive", probes: { targets: ["1.1.1.1", "9.9.9.9"] } }),
      /1\.1\.1\.1 alone says whether ISP1 works: .*\n9\.9\.9\.9 alone says whether ISP2 works: /,
    );
    assert.doesNotMatch(said({}), /alone/);
    assert.doesNotMatch(said({ strategy: "recursive" }), /alone/);
  });

  it("is no wider than it may be", () => {
    for (const width of [80, 120, 200])
      for (const line of table(planOf(plain), width).split("\n\n")[0]?.split("\n") ?? [])
        assert.ok(line.length <= width, `${line.length} of ${width}`);
  });
});

describe("the JSON of a plan", () => {
  it("has every step with its values, and is the same for programs as for people", () => {
    const planned = planOf(plain);
    const steps = JSON.parse(JSON.stringify(shown(planned.office, planned.plan)));
    assert.deepEqual(
      steps.map(({ name }: { name: string }) => name),
      planned.steps.map(({ key }) => key),
    );
    assert.deepEqual(
      steps.find(({ name }: { name: string }) => name === "GW2"),
      {
        part: "default routes",
        name: "GW2",
        reason:
          "The office's way by ISP2. The decide script moves its distance: 2 in turn, 12 while a later line is to be used.",
        menu: "/ip/route",
        values: {
          "dst-address": "0.0.0.0/0",
          gateway: "192.0.2.2%ether2",
          distance: "2",
          "routing-table": "main",
          comment: "GW2",
          disabled: "yes",
        },
        runtimeOwned: ["distance", "gateway", "disabled"],
        waits: true,
        redials: [],
      },
    );
  });

  it("has every text in full, of which the table has the length or the beginning", () => {
    const planned = planOf(plain);
    const { office, plan, rows } = planned;
    const sync = "upd_route_rules_sync";
    const source = rows.find(({ key }) => key === sync)?.args.source;
    assert.ok(String(source).length > 1000);
    assert.equal(shown(office, plan).find(({ name }) => name === sync)?.values.source, source);
    const hook = rows.find(({ key }) => key === "ISP1 profile")?.args.onUp;
    assert.equal(shown(office, plan).find(({ name }) => name === "ISP1 profile")?.values["on-up"], hook);
    const seen = words(table(planned, 2000));
    assert.match(seen, /source=\(\d+ lines\)/);
    assert.match(seen, /on-up=:global dualWanHook true; [^…]{1,40}…/);
  });
});

describe("passwords and tokens", () => {
  it("are in neither", () => {
    const planned = planOf(everything as unknown as DualWanArgs);
    const seen = `${table(planned, 2000)}${JSON.stringify(shown(planned.office, planned.plan))}`;
    for (const secret of secrets) assert.ok(!seen.includes(secret), secret);
    assert.match(seen, /\*{8}/);
  });

  always(
    "are in neither, of any office",
    (planned) => {
      const { office, plan } = planned;
      const seen = JSON.stringify(shown(office, plan));
      for (const { access } of office.lines)
        if (access.kind === "pppoe") assert.ok(!seen.includes(access.password));
      for (const one of office.notify) {
        if (one.by === "telegram") assert.ok(!seen.includes(one.token));
        if (one.by === "webhook") assert.ok(!seen.includes(one.url));
      }
    },
    60,
  );
});
