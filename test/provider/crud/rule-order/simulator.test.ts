import assert from "node:assert/strict";
import { connect } from "../../../../provider/client/connect";
import * as crud from "../../../../provider/crud";
import { makeEnvironment } from "../../../../provider/crud/environment";
import type { Props } from "../../../../provider/crud/plain";
import { type OpenSession, openSession } from "../../../../provider/session/session";
import { type RouterOsVersion, type SimulatedRouter, startRouter } from "../../../../simulator";
import { routerSettings } from "../../session/fake-router";
import { create, driftOf, refresh, type State, up } from "../engine";

interface Rules {
  readonly kind: string;
  readonly path: string;
  readonly rule: Props;
  readonly foreign: Readonly<Record<string, string>>;
  /** How a preview shows the foreign rule. */
  readonly shown: RegExp;
}

const menus: readonly Rules[] = [
  {
    kind: "FirewallMangle",
    path: "/ip/firewall/mangle",
    rule: { chain: "prerouting", action: "mark-connection", newConnectionMark: "m" },
    foreign: { chain: "prerouting", action: "accept" },
    shown: /^chain=prerouting action=accept$/,
  },
  {
    kind: "FirewallNat",
    path: "/ip/firewall/nat",
    rule: { chain: "srcnat", action: "masquerade" },
    foreign: { chain: "srcnat", action: "accept" },
    shown: /^chain=srcnat action=accept$/,
  },
  {
    kind: "FirewallFilter",
    path: "/ip/firewall/filter",
    rule: { chain: "forward", action: "accept" },
    foreign: { chain: "forward", action: "drop" },
    shown: /^chain=forward action=drop$/,
  },
  {
    kind: "RoutingRule",
    path: "/routing/rule",
    rule: { action: "lookup", table: "main" },
    foreign: { action: "unreachable", "dst-address": "10.9.0.0/16" },
    // 7.22 and newer print the chain that a rule of the user is in.
    shown: /^(chain=user )?action=unreachable table=main dst-address=10\.9\.0\.0\/16$/,
  },
];

const versions: readonly RouterOsVersion[] = ["6.49", "7.12.2", "7.22.3"];

for (const version of versions) {
  describe(`the order of a section on a simulated router, ${version}`, () => {
    let router: SimulatedRouter;
    let session: OpenSession;

    before(async () => {
      router = await startRouter({ version, users: [{ name: "pulumi", password: "s3cret-word" }] });
    });
    after(() => router.stop());
    beforeEach(() => {
      session = openSession(routerSettings({ host: "127.0.0.1", port: String(router.port) }), { connect });
      newPhase();
    });
    afterEach(() => session.close());

    /** A new process of Pulumi's host: nothing is claimed, every menu is read again. */
    function newPhase(): void {
      session.forgetRows();
      crud.useEnvironment(makeEnvironment(() => session, { log: () => {} }));
      router.commands.reset();
    }

    describe("beside a drop of somebody else", () => {
      const path = "/ip/firewall/filter";
      const names = () => router.config.print(path).map((row) => String(row.comment ?? "drop"));
      const rowOf = (name: string) =>
        String(router.config.print(path).find((row) => (row.comment ?? "drop") === name)?.[".id"]);

      afterEach(() => {
        for (const row of router.config.print(path)) router.config.remove(path, String(row[".id"]));
      });

      interface Office {
        readonly order: State;
        readonly wanted: Props;
        readonly healthy: readonly string[];
      }

      /** `allow mgmt | allow vpn | drop all else`, and a rule of another chain where the section is mixed. */
      async function office(more: Props, { isMixed = false, isKnown = true } = {}): Promise<Office> {
        const section = [
          { comment: "allow mgmt", chain: "input", srcAddress: "10.0.0.0/24" },
          ...(isMixed ? [{ comment: "allow guests", chain: "forward" }] : []),
          { comment: "allow vpn", chain: "input", protocol: "udp" },
        ];
        const rules: State[] = [];
        for (const [rank, one] of section.entries())
          rules.push(await create("FirewallFilter", { ...one, action: "accept", section: "office", rank }));
        const wanted = { menu: path, section: "office", members: rules.map(({ id }) => id), ...more };
        const byHand = () => {
          router.config.add(path, { chain: "input", action: "drop" });
          if (isMixed) router.config.add(path, { chain: "forward", action: "drop", comment: "drop forward" });
        };
        if (isKnown) byHand();
        newPhase();
        const order = await create("RuleOrder", wanted);
        if (!isKnown) byHand();
        return { order, wanted, healthy: names() };
      }

      /** Drift is seen, up repairs it, and afterwards nothing is left to do. */
      async function repaired({ order, wanted, healthy }: Office): Promise<void> {
        newPhase();
        const drifted = await refresh("RuleOrder", order);
        assert.ok(drifted);
        assert.deepEqual(driftOf(order, drifted), ["members"]);
        newPhase();
        const after = await up("RuleOrder", drifted, wanted);
        assert.deepEqual(names(), healthy);
        newPhase();
        assert.deepEqual(driftOf(after, await refresh("RuleOrder", after)), []);
      }

      for (const anchor of ["bottom", "top", "before-first-drop"]) {
        for (const foreign of ["report", "tolerate"]) {
          for (const isMixed of [false, true]) {
            for (const isKnown of [true, false]) {
              const what = `${anchor}, ${foreign}${isMixed ? ", two chains" : ""}`;
              const since = isKnown ? "" : ", with a drop added later";
              it(`${what}${since}: brings back a rule dragged to the end, before the drop`, async () => {
                const it = await office({ anchor, foreign }, { isMixed, isKnown });
                router.config.move(path, rowOf("allow mgmt"));
                await repaired(it);
              });
            }

            it(`${anchor}, ${foreign}${isMixed ? ", two chains" : ""}: brings back a section dragged to the end`, async () => {
              const it = await office({ anchor, foreign }, { isMixed });
              for (const name of it.healthy.filter((one) => one.startsWith("allow")))
                router.config.move(path, rowOf(name));
              await repaired(it);
            });
          }
        }
      }
    });

    for (const { kind, path: today, rule, foreign, shown } of menus) {
      const path = version === "6.49" && kind === "RoutingRule" ? "/ip/route/rule" : today;
      describe(kind, () => {
        const names = ["r1", "r2", "r3", "r4"];
        const rowOf = (comment: string) => {
          const row = router.config.print(path).find((one) => one.comment === comment);
          assert.ok(row, `no row ${comment}`);
          return String(row[".id"]);
        };
        const comments = () => router.config.print(path).flatMap((row) => (row.comment ? [row.comment] : []));
        const moves = () => router.commands.byPath()[`${path}/move`] ?? 0;
        let rules: State[];
        let order: State;
        let wanted: Props;

        /** The rules of a program, and then their order. */
        async function deploy(more: Props = {}): Promise<void> {
          rules = await Promise.all(
            names.map((comment, index) =>
              create(kind, { ...rule, comment, section: "office", rank: index * 10 }),
            ),
          );
          wanted = { menu: today, section: "office", members: rules.map(({ id }) => id), ...more };
          order = await create("RuleOrder", wanted);
        }

        async function drift(): Promise<readonly string[]> {
          newPhase();
          const after = await refresh("RuleOrder", order);
          assert.ok(after);
          if (driftOf(order, after).length === 0) return [];
          return after.inputs.members as string[];
        }

        async function upAgain(): Promise<void> {
          newPhase();
          const drifted = await refresh("RuleOrder", order);
          assert.ok(drifted);
          router.commands.reset();
          order = await up("RuleOrder", drifted, wanted);
        }

        afterEach(() => {
          for (const row of router.config.print(path))
            if (row.comment) router.config.remove(path, String(row[".id"]));
        });

        it("needs no move where the rules were just made", async () => {
          await deploy();
          assert.deepEqual(comments(), names);
          assert.equal(moves(), 0);
          assert.deepEqual(await drift(), []);
        });

        it("takes what stands in another order into the one wanted", async () => {
          await deploy();
          router.config.move(path, rowOf("r4"), rowOf("r1"));
          router.config.move(path, rowOf("r2"));
          newPhase();
          order = await create("RuleOrder", wanted);
          assert.deepEqual(comments(), names);
          assert.deepEqual(await drift(), []);
        });

        it("shows a pair swapped by hand, and swaps it back with one command", async () => {
          await deploy();
          router.config.move(path, rowOf("r3"), rowOf("r2"));
          const [r1, r2, r3, r4] = wanted.members as string[];
          assert.deepEqual(await drift(), [r1, r3, r2, r4]);
          await upAgain();
          assert.equal(moves(), 1);
          assert.deepEqual(comments(), names);
          assert.deepEqual(await drift(), []);
        });

        it("shows a rule added in between by hand, and moves its own together", async () => {
          await deploy();
          const row = router.config.add(path, { ...foreign, comment: "guest" }, { before: rowOf("r4") });
          const [r1, r2, r3] = wanted.members as string[];
          const [entry = "", ...others] = [...(await drift())].reverse();
          assert.deepEqual(others, [r3, r2, r1]);
          const [, text, id, properties] =
            /^(foreign: "guest") \((\*[0-9A-F]+), (.*)\), before "r4"$/.exec(entry) ?? [];
          assert.deepEqual([text, id], ['foreign: "guest"', row], entry);
          assert.match(properties ?? "", shown);
          await upAgain();
          assert.equal(moves(), 1);
          assert.deepEqual(comments(), [...names, "guest"]);
          assert.deepEqual(await drift(), []);
        });

        it("refuses to move around it where told so", async () => {
          await deploy({ foreign: "refuse" });
          router.config.add(path, { ...foreign, comment: "guest" }, { before: rowOf("r4") });
          await assert.rejects(upAgain(), /RuleOrder "office": .*"guest" \(\*[0-9A-F]+, .*left as it stands/);
          assert.equal(moves(), 0);
        });

        it("moves to the top, and not before the router's own rows", async () => {
          if (kind !== "RoutingRule")
            router.config.add(path, { ...foreign, comment: "own" }, { dynamic: true });
          router.config.add(path, { ...foreign, comment: "x" });
          await deploy({ anchor: "top" });
          assert.deepEqual(
            comments().filter((comment) => comment !== "own"),
            [...names, "x"],
          );
          assert.deepEqual(await drift(), []);
        });

        it("finds a rule that was re-created, and puts it in its place", async () => {
          await deploy();
          router.config.remove(path, rowOf("r2"));
          const [r1, , r3, r4] = wanted.members as string[];
          assert.deepEqual(await drift(), [r1, 'missing: "r2"', r3, r4]);
          const again = await create(kind, { ...rule, comment: "r2" });
          wanted = { ...wanted, members: [r1, again.id, r3, r4] };
          order = await up("RuleOrder", order, wanted);
          assert.deepEqual(comments(), names);
          assert.deepEqual(await drift(), []);
        });

        for (const when of ["before", "after"] as const) {
          it(`is right though the connection broke ${when} a move was carried out`, async () => {
            await deploy();
            router.config.move(path, rowOf("r3"), rowOf("r2"));
            const [fault] = router.faults.add({ kind: "drop", when, on: `${path}/move` });
            await upAgain();
            assert.equal(fault?.struck, 1);
            assert.deepEqual(comments(), names);
            assert.deepEqual(await drift(), []);
          });
        }

        it("reads the menu once for a preview without drift, whatever the number of its orders", async () => {
          await deploy();
          newPhase();
          await Promise.all([refresh("RuleOrder", order), refresh("RuleOrder", order)]);
          assert.equal(router.commands.byPath()[`${path}/print`], 1);
        });
      });
    }
  });
}
