import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { html } from "../../../src/failover/rehearsal/report";
import { findBrowser, type Page, withPage } from "../../support/browser";
import { removeTemporary, temporaryFolder } from "../../support/temporary";
import { allMet, hostile, someMissed } from "./rehearsed";

/** Whether something was drawn on the n-th canvas: any pixel that is not clear. */
const isDrawn = (place: number): string =>
  `(() => { const canvas = document.querySelectorAll("canvas")[${place}]; if (!canvas?.width) return false; return canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0); })()`;

const click = (selector: string): string => `document.querySelector(${JSON.stringify(selector)}).click()`;

describe("a rehearsal's report in a browser", function () {
  this.timeout(120_000);
  const browser = findBrowser();
  let folder: string;

  before(function () {
    if (browser === undefined) {
      console.warn(
        "      no Chromium on PATH: the report is not looked at (Debian: apt-get install chromium)",
      );
      this.skip();
    }
    folder = temporaryFolder("report");
  });
  after(() => {
    if (folder !== undefined) removeTemporary(folder);
  });

  const looking = async (text: string, work: (page: Page) => Promise<void>): Promise<void> => {
    const file = join(folder, "report.html");
    writeFileSync(file, text);
    await withPage(browser ?? "", async (page) => {
      await page.open(pathToFileURL(file).href);
      await work(page);
      assert.deepEqual(page.complaints, []);
    });
  };

  it("opens the scenario of a cell that is clicked, draws it beside the how-to, and asks for nothing", () =>
    looking(html(allMet()), async (page) => {
      // Few scenarios are open from the beginning.
      assert.equal(await page.evaluate(`document.querySelectorAll("details.scenario[open]").length`), 2);
      await page.evaluate(click("#close-all"));
      await page.until(`document.querySelectorAll("canvas").length === 0`);
      await page.evaluate(click('a[data-scenario="black-hole"][data-form="0"]'));
      assert.equal(await page.evaluate(`document.getElementById("black-hole").open`), true);
      assert.equal(await page.evaluate("location.hash"), "#black-hole");
      assert.equal(await page.evaluate(`document.querySelectorAll("#black-hole canvas").length`), 2);
      for (const place of [0, 1]) await page.until(isDrawn(place));
    }));

  it("shows what the router said as text, and runs nothing of it", () =>
    looking(html(allMet()), async (page) => {
      await page.evaluate(click('a[data-scenario="black-hole"]'));
      await page.evaluate(click("#black-hole .listing summary"));
      await page.until(`document.querySelector("#black-hole .entries tbody tr")`);
      const text = await page.evaluate<string>(`document.querySelector("#black-hole .entries").textContent`);
      assert.ok(text.includes(hostile), text);
      assert.deepEqual(await page.evaluate("[window.taken ?? null, document.images.length]"), [null, 0]);
    }));

  it("goes by keys from entry to entry, and closer", () =>
    looking(html(allMet()), async (page) => {
      const key = (name: string) =>
        page.evaluate(
          `document.querySelector(".plot").dispatchEvent(new KeyboardEvent("keydown", { key: ${JSON.stringify(name)}, bubbles: true }))`,
        );
      const told = () => page.evaluate<string>(`document.querySelector(".told").textContent`);
      const shown = () => page.evaluate<string>(`document.querySelector(".shown").textContent`);
      await page.evaluate(click('a[data-scenario="black-hole"]'));
      await page.until(isDrawn(0));
      assert.equal(await shown(), "0:00 to 5:20 of 9:00");
      await key("ArrowRight");
      await key("ArrowRight");
      assert.match(await told(), /^2 of \d+: events, 0:10\. ISP1: black hole/);
      await key("+");
      assert.equal(await shown(), "0:05 to 2:45 of 9:00");
      await key("a");
      assert.equal(await shown(), "0:00 to 9:00 of 9:00");
      await key("0");
      assert.equal(await shown(), "0:00 to 5:20 of 9:00");
    }));

  it("draws with the colours of the scheme, and all that is open on paper", () =>
    looking(html(allMet()), async (page) => {
      const pixels = `document.querySelector("canvas").toDataURL()`;
      await page.evaluate(click('a[data-scenario="black-hole"]'));
      await page.until(isDrawn(0));
      const light = await page.evaluate(pixels);
      await page.send("Emulation.setEmulatedMedia", {
        features: [{ name: "prefers-color-scheme", value: "dark" }],
      });
      await page.until(`${pixels} !== ${JSON.stringify(light)}`);
      await page.evaluate(click("#open-all"));
      await page.until(`document.querySelectorAll("canvas").length === 4`);
      await page.evaluate(`dispatchEvent(new Event("beforeprint"))`);
      for (const place of [0, 1, 2, 3]) await page.until(isDrawn(place));
    }));

  it("leads from a miss to its form, and says why nothing was played", () =>
    looking(html(someMissed()), async (page) => {
      await page.evaluate(click(".misses a"));
      const chosen = `document.querySelector("#black-hole input:checked").parentElement.textContent`;
      assert.match(await page.evaluate(chosen), /RouterOS 6, script/);
      await page.evaluate(click('#black-hole input[value="3"]'));
      assert.match(
        await page.evaluate(`document.querySelector("#black-hole .note").textContent`),
        /wans: too many/,
      );
      await page.evaluate(click('a[data-scenario="flapping"][data-form="2"]'));
      assert.match(
        await page.evaluate(`document.querySelector("#flapping .note").textContent`),
        /cannot tell: queues/,
      );
    }));

  it("is no wider than a narrow screen", () =>
    looking(html(someMissed()), async (page) => {
      await page.send("Emulation.setDeviceMetricsOverride", {
        ...{ width: 360, height: 800, deviceScaleFactor: 1, mobile: true },
      });
      await page.evaluate(click('a[data-scenario="black-hole"]'));
      await page.evaluate(click("#open-all"));
      await page.until(isDrawn(0));
      assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 360);
    }));
});
