// Names of a scenario stay text, and other places than the bay have a page, too.

import assert from "node:assert/strict";
import { after, before, it } from "node:test";

import { clean, launch, open, report } from "./support.js";

let browser;
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
  clean();
});

it("names cannot bring markup or script into the page", async () => {
  const name = "</script><img src=x onerror=alert(1)><svg onload=alert(2)>";
  const quoted = (key) => `${key}="${name}"`;
  const hostile = report("hostile", "san_pedro_bay_2025.toml", "--replications", "1",
    "--set", "horizon.end=2025-02-01",
    ...["question", "terminal.pier_400.name", "port.los_angeles.name", "assumptions.services"].flatMap((key) => ["--set", quoted(key)]));
  const { page, faults } = await open(browser, hostile);
  for (const index of [0, 1, 2]) {
    await page.select("#plan select", String(index));
    await page.select("#compare select", String(index));
  }
  await page.focus("#playback input[type=range]");
  await page.keyboard.press("End");
  await new Promise((done) => setTimeout(done, 300));
  assert.deepEqual(faults, []);
  assert.equal(await page.$$eval("img, [onerror], [onload]", (all) => all.length), 0);
  assert.equal(await page.$eval(".question", (element) => element.textContent), name);
  assert.ok((await page.$$eval("#plan option", (all) => all.map((one) => one.textContent))).some((text) => text.startsWith("</script><img")));
  await page.close();
});

it("a textbook queue is played on a plain row of berths", async () => {
  const queue = report("queue", "textbook/m_m_4.toml", "--replications", "2", "--set", `horizon.days="120 d"`);
  const { page, faults } = await open(browser, queue);
  assert.deepEqual(faults, []);
  assert.equal(await page.$eval("#playback", (element) => element.hidden), false);
  assert.ok(queue.bytes < 8e6, `${queue.bytes} bytes`);
  await page.close();
});

it("Pier 500 has its place on the map", async () => {
  const study = report("pier_500", "pier_500.toml", "--replications", "1", "--set", "horizon.end=2036-03-01");
  const { page, faults } = await open(browser, study);
  assert.deepEqual(faults, []);
  const data = JSON.parse(await page.$eval("#data", (element) => element.textContent));
  const drawn = data.play.terminals.filter((terminal) => data.map.terminals[terminal.id]);
  assert.equal(drawn.length, data.play.terminals.length);
  assert.ok(drawn.some((terminal) => terminal.id === "pier_500"));
  await page.close();
});
