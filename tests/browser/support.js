// Reports made by the command, opened in a headless Chromium.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import puppeteer from "puppeteer-core";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const command = resolve(root, process.env.SANPEDRO ?? "target/release/sanpedro");
const place = mkdtempSync(join(tmpdir(), "sanpedro-browser-"));

/** Runs a scenario and returns its report: folder, size of the page, results. */
export const report = (name, scenario, ...options) => study(name, "run", scenario, ...options);

/** The same of any command; scenarios among its options are found, too. */
export function study(name, kind, ...options) {
  const folder = join(place, name);
  const paths = options.map((word) => (word.endsWith(".toml") ? join(root, "scenarios", word) : word));
  execFileSync(command, [kind, ...paths, "--quiet", "--out", folder]);
  return {
    url: pathToFileURL(join(folder, "report.html")).href,
    bytes: statSync(join(folder, "report.html")).size,
    results: JSON.parse(readFileSync(join(folder, "results.json"), "utf8")),
  };
}

/** A browser, with these variables in its environment besides. */
export const launch = (env = {}) => puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  env: { ...process.env, ...env },
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
});

/** Opens a report; `faults` gathers console errors, exceptions, dialogs and requests of the page. */
export async function open(browser, { url }, { width = 1280, dark = false, media = "screen" } = {}) {
  const page = await browser.newPage();
  const faults = [];
  page.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
  page.on("request", (request) => {
    // Fonts that stand in the page itself are no request of the network.
    const inside = request.url().startsWith("data:font/ttf;base64,");
    if (request.url() !== url && !inside) faults.push(`request: ${request.url().slice(0, 200)}`);
  });
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  await page.setViewport({ width, height: 900 });
  // The later of two emulations undoes the earlier one, so a page is printed or dark.
  if (media === "print") await page.emulateMediaType(media);
  else await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
  await page.goto(url, { waitUntil: "load" });
  return { page, faults };
}

/** Number in a printed text: the first one, without its commas. */
export const printed = (text) => Number(text.match(/[−-]?[\d,]*\.?\d+/)[0].replaceAll(",", "").replace("−", "-"));

/** Half of the last place that a printed number shows; zeros that end a whole number may be padding. */
export function rounding(text) {
  const digits = text.match(/[\d,]*\.?\d+/)[0].replaceAll(",", "");
  const decimals = digits.split(".")[1]?.length;
  const padding = digits.includes(".") ? 0 : digits.match(/0*$/)[0].length;
  const place = decimals === undefined ? (padding === digits.length ? 0 : padding) : -decimals;
  return 0.5 * 10 ** place * (1 + 1e-9);
}

export const clean = () => rmSync(place, { recursive: true, force: true });
