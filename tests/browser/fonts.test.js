// Text of charts stays on its sheet on a machine whose only font is wider than ours.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, describe, it } from "node:test";

import { clean, launch, open, report } from "./support.js";

const dejavu = "/usr/share/fonts/truetype/dejavu";
let place;
let browser;
let year;

before(async () => {
  assert.ok(existsSync(join(dejavu, "DejaVuSans.ttf")), `the test needs the fonts of ${dejavu}`);
  place = mkdtempSync(join(tmpdir(), "sanpedro-fonts-"));
  const config = join(place, "fonts.conf");
  writeFileSync(config, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
    <fontconfig><dir>${dejavu}</dir><cachedir>${join(place, "cache")}</cachedir></fontconfig>`);
  year = report("fonts", "san_pedro_bay_2025.toml", "--replications", "2", "--set", "horizon.end=2025-03-31");
  browser = await launch({ FONTCONFIG_FILE: config });
});
after(async () => {
  await browser?.close();
  if (place) rmSync(place, { recursive: true, force: true });
  clean();
});

/** Texts of pictures that lie outside of them by more than half a pixel, and how many there are. */
const outside = (page, selector) => page.$$eval(selector, (pictures) => {
  const texts = pictures.flatMap((picture) => [...picture.querySelectorAll("text")].map((text) => ({ picture, text })));
  const leaves = ({ picture, text }) => {
    const [sheet, box] = [picture.getBoundingClientRect(), text.getBoundingClientRect()];
    return box.left < sheet.left - 0.5 || box.right > sheet.right + 0.5 || box.top < sheet.top - 0.5 || box.bottom > sheet.bottom + 0.5;
  };
  return { count: texts.length, out: texts.filter(leaves).map(({ text }) => text.textContent.trim()) };
});

/** Width of words in a family of fonts, in pixels. */
const width = (page, family) => page.evaluate((name) => {
  const target = document.createElement("canvas").getContext("2d");
  target.font = `100px ${name}`;
  return target.measureText("Most calls wait less than two hours").width;
}, family);

describe("with DejaVu alone", () => {
  it("Arial is set in a wider font, and the page brings its own", async () => {
    const { page, faults } = await open(browser, year);
    await page.evaluate(() => document.fonts.ready);
    const [arial, own] = [await width(page, "Arial"), await width(page, "sanpedro-sans")];
    assert.ok(own < 0.95 * arial, `${own} px of ${arial}`);
    assert.ok(await page.evaluate(() => [...document.fonts].every((font) => font.status === "loaded")));
    assert.deepEqual(faults, []);
    await page.close();
  });

  for (const size of [1280, 360]) {
    it(`no text leaves its chart on the page at ${size} px`, async () => {
      const { page } = await open(browser, year, { width: size });
      await page.evaluate(() => document.fonts.ready);
      const { count, out } = await outside(page, "main figure svg[role=img]");
      assert.ok(count > 500, `${count} texts`);
      assert.deepEqual(out, []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(wide <= 0, `the page is ${wide} px too wide`);
      await page.close();
    });

    it(`no text leaves a chart that is opened by itself at ${size} px`, async () => {
      const charts = new URL("charts/", year.url);
      const names = readdirSync(fileURLToPath(charts)).filter((name) => name.endsWith(".svg"));
      assert.ok(names.length >= 15, names.join(" "));
      for (const name of names) {
        const { page } = await open(browser, { url: new URL(name, charts).href }, { width: size });
        const { count, out } = await outside(page, "svg");
        assert.ok(count > 5, `${name}: ${count} texts`);
        assert.deepEqual(out, [], name);
        await page.close();
      }
    });
  }
});
