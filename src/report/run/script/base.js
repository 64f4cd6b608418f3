// What every part of the page uses: the data, elements made without markup, numbers for people.

const data = JSON.parse(document.getElementById("data").textContent);
const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes and children; text is only ever text. */
function make(name, attributes = {}, ...children) {
  const svg = make.svg.has(name);
  const element = svg ? document.createElementNS(SVG, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}
make.svg = new Set(["svg", "g", "rect", "line", "path", "text", "circle", "title"]);

/** A number with as many decimals as its size bears, and commas between thousands. */
function told(value, digits = 3) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  const size = Math.abs(value);
  const decimals = size === 0 ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return value.toLocaleString("en-US", { minimumFractionDigits: 0, maximumFractionDigits: Math.min(decimals, 6) });
}

/** Whole numbers with commas. */
const whole = (value) => Math.round(value).toLocaleString("en-US");

/** A count with its noun. */
const counted = (count, noun) => `${count === null ? "?" : whole(count)} ${noun}${count === 1 ? "" : "s"}`;

/** As many decimals as the half-width of an interval allows: two digits of it. */
function allowed(value, half) {
  if (!(half > 0)) return told(value);
  const decimals = Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(half))));
  return value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** Round steps for an axis from zero to `top`, about `count` of them. */
function steps(top, count) {
  if (!(top > 0)) return [0, 1];
  const rough = top / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((unit) => unit * power).find((unit) => unit >= rough);
  const all = [];
  for (let at = 0; at < top + step * 0.999; at += step) all.push(Number(at.toPrecision(12)));
  return all;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Index of the last entry whose `key` is not after `value`; -1 where there is none. */
function lastNotAfter(list, value, key = (entry) => entry) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (key(list[middle]) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A labeled choice from a list. */
function choice(label, options, act) {
  const select = make("select", { on: { change: () => act(Number(select.value)) } });
  options.forEach((text, index) => select.append(make("option", { value: index }, text)));
  return { field: make("label", { class: "field" }, make("span", {}, label), select), select };
}

/** A button with words. */
const button = (words, act, attributes = {}) =>
  make("button", { type: "button", ...attributes, on: { click: act } }, words);

/** Without its parentheses, as charts have room for. */
const short = (name) => name.split(" (")[0];
