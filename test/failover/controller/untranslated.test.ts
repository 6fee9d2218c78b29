/** Connections that begin while a line is there and what translates it is not. */
import assert from "node:assert/strict";
import { lan } from "../../../src/failover/rehearsal/surroundings";
import { fileOf, lab } from "../support/lab";
import { plain } from "../support/offices";
import { planOf } from "../support/plans";

const outside = "203.0.113.60";

for (const dialect of [7, 6] as const)
  for (const natMode of ["masquerade", "src-nat"] as const)
    describe(`the setup of an office with ${natMode}, RouterOS ${dialect}`, function () {
      this.timeout(60_000);

      it("ends what began between a session and its translation, and nothing else", async () => {
        const planned = planOf({ ...plain, dialect, natMode });
        const { network, type, router, clock } = lab(planned, {
          sources: [
            {
              ...{ kind: "udp", name: "phone", from: lan.phone, interface: planned.office.lan.interface },
              ...{ to: outside, port: 5060, every: 500 },
            },
          ],
        });
        const [before = "", after = ""] = cut(fileOf(planned), "# ---- NAT ----");
        // Connections are tracked as soon as there is a firewall, and routers have one from the factory.
        await type(
          "/ip firewall filter add chain=forward action=accept connection-state=established,related",
        );
        await type(before);
        await clock.advance(10_000);
        assert.deepEqual(
          network.leaks().map(({ address }) => address),
          [lan.phone],
        );

        await type(after);
        network.resetReport();
        await clock.advance(60_000);
        const [phone] = network.report().sources;
        assert.deepEqual([phone?.lost, network.leaks()], [0, []]);

        // Whatever is translated, or stays inside, is none of its business.
        const kept = () =>
          router.hand
            .print("/ip/firewall/connection")
            .map((row) => [row[".id"], row["reply-src-address"], row["reply-dst-address"]].join(" "));
        const known = kept();
        assert.ok(known.some((row) => row.includes(outside)));
        await type(`/system script run ${planned.office.names.script.setup}`);
        assert.deepEqual(
          known.filter((row) => row.includes(outside) && !kept().includes(row)),
          [],
        );
      });
    });

function cut(text: string, at: string): readonly string[] {
  const place = text.indexOf(at);
  assert.ok(place > 0, at);
  return [text.slice(0, place), text.slice(place)];
}
