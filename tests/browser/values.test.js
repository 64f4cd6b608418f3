// What the printed charts say under the pointer and by key, and that it is what results.json says.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { clean, launch, open, report } from "./support.js";

let browser;
let year;

before(async () => {
  year = report("values", "san_pedro_bay_2025.toml", "--replications", "2");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  clean();
});

const SHEETS = "main figure .sheet[data-values]";
const marks = (page) => page.$$eval(SHEETS, (all) => Object.fromEntries(all.map((sheet) =>
  [sheet.closest("figure").id, JSON.parse(sheet.dataset.values)])));
const number = (text) => Number(text.replaceAll(",", ""));

describe("values of charts", () => {
  it("are there for every chart but the berth plan, which has its own", async () => {
    const { page } = await open(browser, year);
    const found = await marks(page);
    assert.ok(Object.keys(found).length >= 15, Object.keys(found).join(" "));
    for (const [id, values] of Object.entries(found)) {
      if (id === "berth_plan") continue;
      assert.ok(values.length > 0, id);
      for (const [left, top, right, bottom, words] of values) {
        assert.ok(left < right && top < bottom && words.length > 5, `${id}: ${words}`);
        assert.doesNotMatch(words, /NaN|undefined|inf/, id);
      }
    }
    await page.close();
  });

  it("are those of results.json", async () => {
    const { page } = await open(browser, year);
    const found = await marks(page);
    const { terminals, measures } = year.results;
    const close = (told, exact, what) => assert.ok(Math.abs(told - exact) <= Math.max(0.006 * Math.abs(exact), 1), `${what}: ${told} for ${exact}`);
    const byMean = (measure) => Object.values(terminals).map((one) => one[measure]?.mean).filter((mean) => mean !== undefined).sort((a, b) => b - a);
    const told = found.berth_occupancy.map(([, , , , words]) => words.split(": ").at(-1).match(/[\d,.]+/g).slice(0, 2).map(number));
    const exact = byMean("berth_occupancy").map((mean) => mean * 100);
    assert.equal(told.length, exact.length);
    // A mean is told no finer than its interval.
    told.forEach(([mean, margin], index) => assert.ok(Math.abs(mean - exact[index]) <= Math.max(margin / 2, 0.5), `${index}: ${mean} ± ${margin} for ${exact[index]}`));
    const months = found.throughput.map(([, , , , words]) => number(words.match(/terminals ([\d.,]+) million/)[1]));
    close(months.reduce((sum, value) => sum + value, 0), measures.throughput_teu.mean / 1e6, "the months' cargo");
    const hours = found.shore_power_demand.map(([, , , , words]) => number(words.match(/: ([\d.]+) MW/)[1]));
    assert.equal(hours.length, 12 * 24);
    close(hours.reduce((sum, value) => sum + value, 0) / hours.length * 8760, measures.shore_power_mwh.mean, "the hours' energy");
    await page.close();
  });

  for (const width of [1280, 360]) {
    it(`are told under the pointer and by arrow keys at ${width} px`, async () => {
      const { page, faults } = await open(browser, year, { width });
      const [, , , , ...rest] = (await marks(page)).emissions[0];
      const sheet = await page.$("#emissions .sheet");
      await sheet.scrollIntoView();
      const tip = () => page.$eval("#emissions .value-tip", (one) => ({ text: one.textContent, seen: one.checkVisibility({ visibilityProperty: true }) }));
      assert.equal((await tip()).seen, false);
      const place = await page.$eval("#emissions svg[role=img]", (svg, of) => {
        const box = svg.getBoundingClientRect();
        const scale = box.width / svg.viewBox.baseVal.width;
        return [box.left + (of[0] + 3) * scale, box.top + ((of[1] + of[3]) / 2) * scale];
      }, (await marks(page)).emissions[0]);
      await page.mouse.move(...place);
      assert.deepEqual(await tip(), { text: rest[0], seen: true });
      await page.mouse.move(1, 1);
      assert.equal((await tip()).seen, false);
      await sheet.focus();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      assert.deepEqual(await tip(), { text: (await marks(page)).emissions[1][4], seen: true });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(wide <= 0, `the page is ${wide} px too wide`);
      await page.keyboard.press("Escape");
      assert.equal((await tip()).seen, false);
      assert.deepEqual(faults, []);
      await page.close();
    });
  }
});
