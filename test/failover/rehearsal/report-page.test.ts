import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { html } from "../../../src/failover/rehearsal/report";
import type { PageData } from "../../../src/failover/rehearsal/report/page/client/model";
import { drawnSources, timelineOf } from "../../../src/failover/rehearsal/report/page/timeline";
import { allMet, hostile, playOf, someMissed, source } from "./rehearsed";

const scriptsOf = (page: string): readonly string[] =>
  [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text ?? "");

function dataOf(page: string): PageData {
  const [, text] = /<script type="application\/json" id="data">([\s\S]*?)<\/script>/.exec(page) ?? [];
  return JSON.parse(text ?? "") as PageData;
}

/** The page without what its scripts are: only markup and text. */
const markupOf = (page: string): string => page.replace(/<script[\s\S]*?<\/script>/g, "");

/** Pages are long: what fails shows what was found, and not the page. */
function has(page: string, pattern: RegExp): void {
  assert.ok(pattern.test(page), `the page has no ${pattern}`);
}
function hasNo(page: string, pattern: RegExp): void {
  assert.equal(pattern.exec(page)?.[0], undefined);
}

describe("a rehearsal's report for a browser", () => {
  const page = html(allMet());

  it("loads nothing: no address, no link to elsewhere, and a policy that forbids it", () => {
    const markup = markupOf(page);
    hasNo(markup, /https?:|url\(|@import|<(img|link|iframe|base|object|embed|script)\b/i);
    hasNo(page, /<script[^>]+src/i);
    hasNo(page, /sourceMappingURL/);
    for (const [, href] of markup.matchAll(/href="([^"]*)"/g)) assert.match(href ?? "", /^#/);
    has(page, /Content-Security-Policy" content="default-src &#39;none&#39;/);
  });

  it("allows its own scripts by their hashes, and no other", () => {
    const scripts = scriptsOf(page);
    assert.equal(scripts.length, 2);
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    for (const script of scripts) {
      const hash = createHash("sha256").update(script).digest("base64");
      assert.ok(policy?.includes(`sha256-${hash}`), "a script is not in the policy");
    }
    assert.doesNotMatch(policy ?? "", /unsafe/);
  });

  it("takes what the router says for text: a log line opens no element and ends none", () => {
    assert.ok(!page.includes(hostile));
    hasNo(markupOf(page), /<img/);
    const [lane] =
      dataOf(page).scenarios[0]?.cells.flatMap((cell) =>
        cell.state === "not played"
          ? []
          : cell.play.timeline.lanes.filter(({ name }) => name === "decisions"),
      ) ?? [];
    assert.equal(lane?.points[0]?.detail, `dual-wan: ISP1 -> ISP2: ${hostile}`);
    // The page's own three, and no more.
    assert.equal(page.match(/<\/script/g)?.length, 3);
  });

  it("has many scenarios closed, a few open", () => {
    const rehearsal = allMet();
    const many = rehearsal.performances.map((performance) => ({
      ...performance,
      scenarios: ["", "-again"].flatMap((more) =>
        performance.scenarios.map((one) => ({ ...one, id: `${one.id}${more}` })),
      ),
    }));
    const closed = markupOf(html({ ...rehearsal, performances: many }));
    has(closed, /<details class="scenario" id="black-hole-again">/);
    hasNo(closed, /<details class="scenario"[^>]* open>/);
  });

  it("has every scenario: with its cells where it was played, with the reason where it was not", () => {
    const markup = markupOf(page);
    for (const id of ["black-hole", "flapping"]) {
      has(markup, new RegExp(`<details class="scenario" id="${id}" open>`));
      assert.equal(markup.match(new RegExp(`data-scenario="${id}"`, "g"))?.length, 4);
    }
    has(markup, /<li id="lease-ended">.*the primary is no DHCP line/);
    assert.deepEqual(
      dataOf(page).scenarios.map(({ id }) => id),
      ["black-hole", "flapping"],
    );
  });

  it("has the forms of a RouterOS side by side, the how-to behind them, and each with what it is compared with", () => {
    const { forms } = dataOf(page);
    assert.deepEqual(
      forms.map(({ short, against }) => [short, against]),
      [
        ["RouterOS 7, script", 1],
        ["RouterOS 7, the how-to", undefined],
        ["RouterOS 6, script", undefined],
        ["RouterOS 6, recursive", undefined],
      ],
    );
  });

  it("says first what came of it, and what the how-to would have missed", () => {
    has(page, /class="verdict met"/);
    assert.match(
      page,
      /6 objectives in 4 plays\. For comparison, the how-to would have missed 3 of 3 objectives/,
    );
    const bad = markupOf(html(someMissed()));
    has(bad, /class="verdict missed"/);
    has(bad, /new connections without internet: 57 s, at most 20 s \(seed 2, the worst of 2\)/);
    has(bad, /ends on ISP1: no, wanted: yes/);
    has(bad, /the simulator cannot tell: queues/);
  });

  it("has limit, worst, median and the figure of every seed", () => {
    const [cell] = dataOf(page).scenarios[0]?.cells ?? [];
    assert.ok(cell !== undefined && cell.state === "met");
    assert.deepEqual(cell.play.demands[0], {
      ...{ name: "new connections without internet", met: true, limit: "at most 20 s", worst: "14.4 s" },
      ...{ median: "12 s", values: ["12 s", "14.4 s", "11 s"] },
    });
  });

  it("says when it was made only if it is told", () => {
    hasNo(page, /<time/);
    has(html(allMet(), { made: new Date(0) }), /<time datetime="1970-01-01T00:00:00.000Z">/);
  });

  it("says so when nothing was played", () => {
    const nothing = html({ site: "office", missed: [], performances: [] });
    has(nothing, /Nothing of the office was played/);
  });
});

describe("a timeline", () => {
  const play = playOf();
  const { lanes, interesting, length } = timelineOf(play, drawnSources([play]));
  const lane = (name: string) => lanes.find((one) => one.name === name);

  it("begins a bit before the first event and ends a bit after the last change", () => {
    assert.deepEqual(interesting, [0, 320_000]);
    assert.equal(length, 540_000);
  });

  it("shows the line in use from switch to switch", () => {
    assert.deepEqual(
      lane("line in use")?.spans.map(({ from, to, label, style }) => [from, to, label, style]),
      [
        [0, 22_000, "ISP1", "use-1"],
        [22_000, 306_000, "ISP2", "use-2"],
        [306_000, 540_000, "ISP1", "use-1"],
      ],
    );
  });

  it("tells outages of people from those of who asks by a dead line", () => {
    assert.equal(lane("SIP phone")?.spans[0]?.style, "outage");
    assert.equal(lane("own ping by ISP1")?.spans[0]?.style, "expected");
    const well = playOf({ sources: [source("own ping by ISP2", [[30, 40]])] });
    const [, second] = timelineOf(well, drawnSources([well])).lanes.filter(({ name }) =>
      name.startsWith("own"),
    );
    assert.equal(second, undefined);
    const outage = timelineOf(well, drawnSources([well])).lanes.find(
      ({ name }) => name === "own ping by ISP2",
    );
    assert.equal(outage?.spans[0]?.style, "outage");
  });

  it("draws a source that had no outage only if people notice it first", () => {
    assert.ok(lane("standing TCP session"));
    assert.equal(lane("own ping by ISP2"), undefined);
  });

  it("has decisions apart from the router's own log", () => {
    assert.equal(lane("decisions")?.points.length, 1);
    assert.equal(lane("router's log")?.points[0]?.detail, "interface,info: ether1 link down");
  });
});
