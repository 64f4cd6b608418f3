// Plays the first replication: slider, speed, counters that end at its totals.

function play(root) {
  if (visits.length === 0) return;
  root.hidden = false;
  const here = place();
  const { end } = data.play;
  const state = { time: 0, playing: false, last: null, spoken: null };
  const speeds = [["1 hour a second", 3600], ["6 hours a second", 21600], ["1 day a second", 86400], ["1 week a second", 604800]];
  let speed = speeds[1][1];
  const canvas = make("canvas", { role: "img", "aria-label": `${here.note} Vessels of the first replication; the counters below tell it in numbers.` });
  const start = button("Play", toggle, { class: "main" });
  const pace = choice("Speed", speeds.map(([words]) => words), (index) => { speed = speeds[index][1]; });
  pace.select.value = 1;
  const slider = make("input", { type: "range", min: 0, max: end, step: 1800, value: 0, "aria-label": "Time", on: { input: () => go(Number(slider.value) > end - 1800 ? end : Number(slider.value)) } });
  const clock = make("p", { class: "clock" });
  const spoken = make("p", { class: "hidden", role: "status" });
  const numbers = {};
  const plugs = data.play.terminals.some((terminal) => terminal.power);
  const counter = (key, label, unit) => make("div", {}, make("dt", {}, unit ? `${label} [${unit}]` : label),
    make("dd", {}, (numbers[key] = make("span", { "data-counter": key }))));
  const board = make("dl", { class: "counters" },
    counter("waiting", "Waiting"), counter("berth", "At berth"), counter("cranes", "Cranes at work"),
    plugs ? counter("mw", "On shore power", "MW") : null, counter("teu", "Moved so far", "TEU"), counter("departed", "Departed so far", "calls"),
    plugs ? counter("mwh", "Shore power so far", "MWh") : null);
  const step = (days) => go(Math.min(end, Math.max(0, state.time + days * 86400)), true);
  const key = [["waiting", "waiting"], ["inbound", "coming in"], ["berth", "at berth"], ...(plugs ? [["power", "on shore power"]] : []), ["approach", "arriving or leaving"]];
  root.append(
    make("div", { class: "controls" }, start, pace.field,
      button("− 1 day", () => step(-1)), button("+ 1 day", () => step(1)),
      peak[1] > 0 ? button(`Longest queue (${peak[1]})`, () => go(Math.min(end, peak[0] + 60), true)) : null,
      button("End", () => go(end, true))),
    clock, canvas, slider,
    make("ul", { class: "key" }, ...key.map(([name, words]) => {
      const chip = make("span", { class: "chip" });
      chip.style.background = HULL[name];
      return make("li", {}, chip, words);
    })), board, spoken, make("p", { class: "soft small" }, totals()),
    ...(here.sources ? [make("details", { class: "small" }, make("summary", {}, "Where the map comes from"), make("ul", {}, ...here.sources.map((source) => make("li", {}, source))))] : []));
  const picture = painter(canvas, here);

  function totals() {
    if (!data.play.whole) return "The record is too long for a page: its beginning is played.";
    const { throughput_teu: teu, vessel_calls: calls, shore_power_mwh: mwh } = data.first;
    const power = mwh ? ` and ${whole(mwh)} MWh of shore power` : "";
    return `Counters end at the totals of the first replication in results.json: ${whole(teu)} TEU, ${whole(calls)} calls${power}. ${here.note}`;
  }

  function go(time, speak = false) {
    state.time = time;
    const shown = present(time);
    picture.paint(time, shown);
    const now = counters(time, shown);
    const when = local(Math.min(time, end - 1));
    clock.textContent = `${when.date}, ${when.clock} · ${when.minutes >= 390 && when.minutes < 1110 ? "day" : "night"}, ${shift(Math.min(time, end - 1))}`;
    for (const [name, element] of Object.entries(numbers)) {
      element.textContent = name === "mw" ? now.mw.toFixed(1) : whole(now[name]);
    }
    if (document.activeElement !== slider || state.playing) slider.value = time;
    slider.setAttribute("aria-valuetext", `${when.date}, ${when.clock}`);
    if (speak) spoken.textContent = `${clock.textContent}: ${whole(now.waiting)} waiting, ${whole(now.berth)} at berth, ${whole(now.teu)} TEU moved${plugs ? `, ${now.mw.toFixed(1)} megawatts on shore power` : ""}.`;
  }

  function toggle() {
    state.playing = !state.playing;
    start.textContent = state.playing ? "Pause" : "Play";
    state.last = null;
    if (state.playing) {
      if (state.time >= end) state.time = 0;
      requestAnimationFrame(frame);
    } else go(state.time, true);
  }

  function frame(now) {
    if (!state.playing) return;
    const passed = state.last === null ? 0 : Math.min(0.1, (now - state.last) / 1000);
    state.last = now;
    go(Math.min(end, state.time + passed * speed));
    if (state.time >= end) toggle();
    else requestAnimationFrame(frame);
  }

  const fit = () => { picture.resize(); go(state.time); };
  new ResizeObserver(fit).observe(root);
  window.addEventListener("beforeprint", () => go(state.time));
  fit();
  const first = Math.min(end, 12 * 3600);
  go(first);
  // The map's names are set again when the page's font is there.
  document.fonts.ready.then(() => go(state.time));
}
