// What a reader relies on, on a year of the bay: numbers, playback, keyboard, accessibility.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";

import { clean, launch, open, printed, report, rounding } from "./support.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let browser;
let year;

before(async () => {
  year = report("year", "san_pedro_bay_2025.toml", "--replications", "5");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  clean();
});

const lookUp = (results, path) => path.split(".").reduce((value, key) => value[key], results);

describe("numbers", () => {
  it("load from one file under 8 MB, without an error or a request", async () => {
    const { page, faults } = await open(browser, year);
    assert.deepEqual(faults, []);
    assert.ok(year.bytes < 8e6, `${year.bytes} bytes`);
    await page.close();
  });

  it("are those of results.json, and printed as rounded", async () => {
    const { page } = await open(browser, year);
    const told = await page.$$eval("data[data-of]", (all) => all.map((one) => ({
      of: one.dataset.of, scale: Number(one.dataset.scale), value: Number(one.value),
      text: one.textContent, margin: one.textContent.split("±")[1] ?? one.closest("td, li, .row").textContent.match(/±\s*([\d.,]*\d)/)?.[1] ?? null })));
    assert.ok(told.length > 200, `${told.length} numbers`);
    for (const { of, scale, value, text, margin } of told) {
      assert.equal(value, lookUp(year.results, of), of);
      const off = Math.abs(printed(text) - value * scale);
      // A mean is told no finer than its interval.
      assert.ok(off <= Math.max(rounding(text), printed(text) === 0 && margin ? rounding(margin) : 0), `${of}: ${text} for ${value * scale}`);
    }
    await page.close();
  });

  it("of the answer are those of results.json, rounded", async () => {
    const { page } = await open(browser, year);
    const answer = await page.$eval(".answer", (element) => element.textContent);
    const { measures, terminals } = year.results;
    const busiest = Math.max(...Object.values(terminals).map((terminal) => terminal.berth_occupancy.mean));
    const told = [measures.throughput_teu.mean / 1e6, measures.vessel_calls.mean, measures.wait_hours_mean.mean,
      measures.vessels_waiting_max.mean, measures.time_at_berth_hours_mean.mean / 24, busiest * 100,
      measures.shore_power_call_share.mean * 100, measures.co2e_tonnes.mean];
    const texts = answer.replace(/^In \d+,/, "").replace(/within \d+ nm/, "").replace(/Pier \d+/, "").match(/[\d,]*\.?\d+/g);
    assert.equal(texts.length, told.length, answer);
    texts.forEach((text, index) => assert.ok(Math.abs(printed(text) - told[index]) <= rounding(text), `${text} for ${told[index]}`));
    await page.close();
  });

  it("that the script reads are those of results.json", async () => {
    const { page } = await open(browser, year);
    const data = JSON.parse(await page.$eval("#data", (element) => element.textContent));
    let compared = 0;
    for (const scope of data.scopes) {
      const places = { bay: year.results.measures, port: year.results.ports[scope.id], terminal: year.results.terminals[scope.id] };
      data.measures.forEach(({ name }, index) => {
        const found = places[scope.level][name];
        const [mean, low, high] = scope.values[index] ?? [];
        assert.deepEqual([mean, low, high], [found?.mean, found?.ci95_low, found?.ci95_high], `${scope.id} ${name}`);
        compared += 1;
      });
    }
    assert.deepEqual(data.first, year.results.first_replication);
    assert.ok(compared > 1000, `${compared} compared`);
    await page.close();
  });
});

describe("other studies", () => {
  for (const [name, scenario, sections] of [
    ["offshore", "queue_offshore.toml", ["energy", "inventory", "left-out", "rule", "value"]],
    ["backtest", "backtest_2021.toml", ["energy", "inventory", "left-out", "rule", "value", "validation"]],
    ["corridor", "green_corridor_2030.toml", ["corridor", "shore_power_demand", "load_duration"]],
  ]) {
    it(`${scenario} has its sections, the numbers of its results.json, and nothing serious`, async () => {
      const study = report(name, scenario, "--replications", "2");
      const { page, faults } = await open(browser, study, { width: 360 });
      for (const id of sections) assert.ok(await page.$(`[id="${id}"]`), `${scenario} has #${id}`);
      const told = await page.$$eval("data[data-of]", (all) => all.map((one) => ({ of: one.dataset.of, value: Number(one.value) })));
      for (const { of, value } of told) assert.equal(value, lookUp(study.results, of), of);
      await page.evaluate(axe);
      const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      const serious = found.violations.filter((one) => ["serious", "critical"].includes(one.impact));
      assert.deepEqual(serious.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`), []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(wide <= 0, `the page is ${wide} px too wide`);
      assert.ok(study.bytes < 8e6, `${study.bytes} bytes`);
      assert.deepEqual(faults, []);
      await page.close();
    });
  }
});

describe("playback", () => {
  const counters = (page) => page.$$eval("[data-counter]", (all) =>
    Object.fromEntries(all.map((one) => [one.dataset.counter, Number(one.textContent.replaceAll(",", ""))])));
  const picture = (page) => page.$eval("#playback canvas", (canvas) => canvas.toDataURL());

  it("moves vessels when it is started by keyboard, and stops", async () => {
    const { page, faults } = await open(browser, year);
    const before = [await picture(page), await counters(page)];
    await page.focus("#playback button");
    await page.keyboard.press("Enter");
    await page.waitForFunction((teu) => Number(document.querySelector("[data-counter=teu]").textContent.replaceAll(",", "")) > teu, {}, before[1].teu + 1000);
    await page.keyboard.press("Space");
    const after = [await picture(page), await counters(page)];
    assert.notEqual(after[0], before[0], "the map has changed");
    assert.equal(await page.$eval("#playback button", (one) => one.textContent), "Play");
    await new Promise((done) => setTimeout(done, 200));
    assert.deepEqual(await counters(page), after[1], "it stands still");
    assert.deepEqual(faults, []);
    await page.close();
  });

  it("ends at the totals of the first replication", async () => {
    const { page } = await open(browser, year);
    await page.focus("#playback input[type=range]");
    await page.keyboard.press("End");
    const end = await counters(page);
    const first = year.results.first_replication;
    assert.equal(end.teu, Math.round(first.throughput_teu));
    assert.equal(end.departed, first.vessel_calls);
    assert.equal(end.waiting, first.backlog_end);
    assert.equal(end.mwh, Math.round(first.shore_power_mwh));
    assert.ok(end.departed > 1900 && end.teu > 19e6, JSON.stringify(end));
    await page.close();
  });

  it("paints any instant of a whole year's record, in whatever order", async () => {
    const { page, faults } = await open(browser, year);
    const pictures = await page.evaluate(() => {
      const slider = document.querySelector("#playback input[type=range]");
      const canvas = document.querySelector("#playback canvas");
      const at = (frame) => {
        slider.value = (frame / 200) * Number(slider.max);
        slider.dispatchEvent(new Event("input"));
        return canvas.toDataURL();
      };
      const forward = Array.from({ length: 200 }, (_, frame) => at(frame));
      const backward = Array.from({ length: 200 }, (_, frame) => at(199 - frame)).reverse();
      return { different: new Set(forward).size, same: forward.every((picture, frame) => picture === backward[frame]) };
    });
    assert.ok(pictures.different > 150, `${pictures.different} of 200 pictures differ`);
    assert.ok(pictures.same, "an instant looks alike whichever way it was reached");
    assert.deepEqual(faults, []);
    await page.close();
  });
});

describe("keyboard", () => {
  it("reads a day, zooms, chooses a measure, a terminal and a week, and reads a vessel", async () => {
    const { page, faults } = await open(browser, year);
    const focus = (selector) => page.$eval(selector, (element) => element.focus());
    const text = (selector) => page.$eval(selector, (element) => element.textContent);
    await focus("#explore svg");
    await page.keyboard.press("ArrowRight");
    assert.match(await text("#explore .readout"), /^2025-01-01: mean /);
    await page.keyboard.press("+");
    await page.keyboard.press("ArrowRight");
    assert.doesNotMatch(await text("#explore .readout"), /2025-01-0/);
    const bars = await text("#compare .bars");
    await page.focus("#compare select");
    await page.keyboard.press("ArrowDown");
    assert.notEqual(await text("#compare .bars"), bars);
    const week = await text("#plan .when");
    await page.focus("#plan button");
    await page.keyboard.press("Enter");
    assert.notEqual(await text("#plan .when"), week);
    await focus("#plan .vessel");
    assert.match(await text("#plan .readout"), /moves with up to \d+ cranes/);
    assert.deepEqual(faults, []);
    await page.close();
  });
});

describe("accessibility", () => {
  for (const [name, options] of Object.entries({
    desktop: {}, phone: { width: 360 }, print: { width: 690, media: "print" }, dark: { dark: true },
  })) {
    it(`axe-core finds nothing serious: ${name}`, async () => {
      const { page, faults } = await open(browser, year, options);
      await page.evaluate(axe);
      const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      const serious = found.violations.filter((one) => ["serious", "critical"].includes(one.impact));
      assert.deepEqual(serious.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)} ${one.nodes[0].failureSummary}`), []);
      assert.deepEqual(faults, []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(wide <= 0, `the page is ${wide} px too wide`);
      await page.close();
    });
  }

  it("gives every chart a title, a text alternative, its data and its pictures", async () => {
    const { page } = await open(browser, year);
    const figures = await page.$$eval("main figure", (all) => all.map((one) => ({
      id: one.id, alt: one.querySelector("svg[role=img]")?.getAttribute("aria-label") ?? "",
      links: [...one.querySelectorAll("figcaption a")].map((link) => link.getAttribute("href")) })));
    const drawn = ["emissions", "net", "co2e_per_teu", "shore_power", "load_duration", "shore_power_demand", "at_berth", "trade"];
    for (const id of drawn) assert.ok(figures.some((figure) => figure.id === id), `no chart ${id}`);
    for (const { id, alt, links } of figures) {
      assert.ok(alt.length > 40, `${id}: ${alt}`);
      assert.deepEqual(links.slice(1), [`charts/${id}.svg`, `charts/${id}.png`]);
      assert.match(links[0], /\.csv$/);
      for (const link of links) assert.ok(existsSync(new URL(link, year.url)), `${id}: ${link}`);
    }
    await page.close();
  });

  it("prints without controls, with every chart and its text", async () => {
    const { page } = await open(browser, year, { media: "print", width: 690 });
    const seen = (selector) => page.$$eval(selector, (all) => all.filter((one) => one.checkVisibility()).length);
    assert.equal(await seen("button, select, input, canvas"), 0);
    assert.equal(await seen("figure"), await seen("figure svg[role=img][aria-label]"));
    assert.ok((await seen("figure")) >= 8);
    assert.ok((await page.pdf({ format: "A4" })).length > 50_000);
    await page.close();
  });
});
