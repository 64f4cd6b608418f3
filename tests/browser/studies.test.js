// Pages of compare, capacity and sweep: as those of a run, but made of one template.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";

import { clean, launch, open, printed, rounding, study } from "./support.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const bay = "san_pedro_bay_2025.toml";
const queue = "textbook/m_m_4.toml";
const month = ["--replications", "3", "--set", "horizon.end=2025-02-01"];
const cranes = ["--vary", "terminal.quay.wharf.main.cranes=4,5", "--vary", "terminal.quay.wharf.main.slots=4,5"];
const ranges = ["--vary", "service.vessels.arrivals.exponential.mean=1125..1500 s", "--vary", "terminal.quay.before_first_move=0..1 min"];
const short = ["--replications", "4", "--set", "horizon.days=100 d", "--of", "quay"];

/** Name, command, and sections that the page must have. */
const kinds = [
  ["two scenarios", ["compare", bay, "no_shore_power.toml", ...month], ["bay", "places", "scenarios"]],
  ["three scenarios", ["compare", "no_shore_power.toml", bay, "zero_emission_ashore.toml", ...month], ["bay", "bay_2", "emissions", "waterfall"]],
  ["capacity of a terminal", ["capacity", queue, "--terminal", "quay", "--berths", "3", "--replications", "4", "--set", "horizon.days=100 d"], ["waiting", "first-to-give-out", "variants", "textbook"]],
  ["capacity of a bay", ["capacity", bay, "--bay", "--against", "no_shore_power.toml", "--no-bottleneck", "--years", "2026..2040", "--replications", "2", "--set", "horizon.end=2025-02-01"], ["waiting", "demand_against_capacity", "terminals", "textbook"]],
  ["a grid", ["sweep", queue, ...cranes, ...short], ["map-wait_to_service_ratio", "by-key-wait_to_service_ratio", "cells"]],
  ["a hypercube", ["sweep", queue, ...ranges, "--latin-hypercube", "6", ...short], ["by-key-throughput_teu", "cells"]],
  ["Morris", ["sweep", queue, ...ranges, "--morris", "3", ...short], ["tornado-throughput_teu", "cells"]],
];

let browser;
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
  clean();
});

for (const [name, command, sections] of kinds) {
  describe(`the page of ${name}`, () => {
    let made;
    before(() => {
      made = study(name.replaceAll(" ", "_"), ...command);
    });

    it("has its sections, and the numbers of results.json", async () => {
      const { page, faults } = await open(browser, made);
      assert.deepEqual(faults, []);
      for (const id of sections) assert.ok(await page.$(`[id="${id}"]`), `no #${id}`);
      const told = await page.$$eval("data[data-of]", (all) => all.map((one) => ({
        of: one.dataset.of, scale: Number(one.dataset.scale), value: Number(one.value), text: one.textContent,
        margin: one.closest("td, li").textContent.match(/±\s*([\d.,]*\d)/)?.[1] ?? null })));
      assert.ok(told.length > 5, `${told.length} numbers`);
      for (const { of, scale, value, text, margin } of told) {
        assert.equal(value, of.split(".").reduce((at, key) => at[key], made.results), of);
        const off = Math.abs(printed(text) - value * scale);
        const room = printed(text) === 0 && margin ? rounding(margin) : 0;
        assert.ok(off <= Math.max(rounding(text), room), `${of}: ${text} for ${value * scale}`);
      }
      await page.close();
    });

    it("links to files that are there", async () => {
      const { page } = await open(browser, made);
      const links = await page.$$eval("a[href]", (all) => all.map((one) => one.getAttribute("href")));
      assert.ok(links.includes("results.xlsx") && links.some((link) => link.endsWith(".csv")), links.join());
      for (const link of links) assert.ok(existsSync(new URL(link, made.url)), link);
      await page.close();
    });

    for (const [view, how] of Object.entries({
      desktop: {}, phone: { width: 360 }, print: { width: 690, media: "print" }, dark: { dark: true },
    })) {
      it(`has nothing serious, and fits: ${view}`, async () => {
        const { page, faults } = await open(browser, made, how);
        await page.evaluate(axe);
        const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        const serious = found.violations.filter((one) => ["serious", "critical"].includes(one.impact));
        assert.deepEqual(serious.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`), []);
        assert.deepEqual(faults, []);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(wide <= 0, `the page is ${wide} px too wide`);
        await page.close();
      });
    }
  });
}
