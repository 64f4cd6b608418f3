// Days: a quantity of every day with its band, any part of the time, the first replication on top.

function explore(root) {
  const { dates, series } = data.days;
  if (dates.length < 2 || series.length === 0) return;
  root.hidden = false;
  const state = { series: 0, from: 0, to: dates.length - 1, first: dates.length <= 800, at: null };
  const [width, height] = [900, 330];
  const frame = { left: 56, right: width - 12, top: 14, bottom: height - 30 };
  const pick = choice("Quantity", series.map((one) => (data.scopes.length > 2 ? `${one.label}, ${one.place}` : one.label)), (index) => {
    state.series = index;
    draw();
  });
  const first = make("input", { type: "checkbox", on: { change: () => { state.first = first.checked; draw(); } } });
  // Over years, one replication's line would cover the others.
  first.checked = state.first;
  const zoom = (factor, shift = 0) => {
    const span = Math.min(dates.length - 1, Math.max(6, Math.round((state.to - state.from) * factor)));
    const middle = (state.from + state.to) / 2 + shift * (state.to - state.from);
    state.from = Math.round(Math.min(Math.max(0, middle - span / 2), dates.length - 1 - span));
    state.to = state.from + span;
    draw();
  };
  const picture = make("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", tabindex: "0", class: "plot", on: {
    pointermove: (event) => { state.at = day(event); point(); },
    pointerleave: () => { state.at = null; point(); },
    keydown: (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step) {
        event.preventDefault();
        const at = state.at === null ? state.from : state.at + step;
        state.at = Math.min(state.to, Math.max(state.from, at));
        point();
      } else if (event.key === "+" || event.key === "=") zoom(0.5);
      else if (event.key === "-") zoom(2);
    },
  } });
  const readout = make("p", { class: "readout", role: "status" });
  root.append(
    make("div", { class: "controls" }, pick.field,
      make("label", { class: "check" }, first, " first replication"),
      button("Zoom in", () => zoom(0.5)), button("Zoom out", () => zoom(2)),
      button("◀", () => zoom(1, -0.5), { "aria-label": "Earlier" }), button("▶", () => zoom(1, 0.5), { "aria-label": "Later" }),
      button("All days", () => { state.from = 0; state.to = dates.length - 1; draw(); })),
    picture, readout);

  const x = (index) => frame.left + ((index - state.from) / (state.to - state.from)) * (frame.right - frame.left);
  const day = (event) => {
    const box = picture.getBoundingClientRect();
    const at = ((event.clientX - box.left) / box.width) * width;
    const index = Math.round(state.from + ((at - frame.left) / (frame.right - frame.left)) * (state.to - state.from));
    return Math.min(state.to, Math.max(state.from, index));
  };
  let y = () => 0;
  let cursor = null;

  function draw() {
    const one = series[state.series];
    const span = (list) => (list ?? []).slice(state.from, state.to + 1);
    const shown = [...span(one.high), ...span(one.mean), ...(state.first ? span(one.first) : [])];
    const marks = steps(Math.max(1e-9, ...shown.filter((value) => value !== null)), 5);
    const top = marks[marks.length - 1];
    y = (value) => frame.bottom - (value / top) * (frame.bottom - frame.top);
    const line = (list) => path(list.map((value, index) => [index, value]).slice(state.from, state.to + 1));
    const path = (points) => points.reduce((text, [index, value]) =>
      value === null ? text : `${text}${text ? "L" : "M"}${x(index).toFixed(1)},${y(value).toFixed(1)}`, "");
    const low = one.low.map((value, index) => [index, value]).slice(state.from, state.to + 1).reverse();
    const band = `${line(one.high)}${path(low).replace("M", "L")}Z`;
    first.disabled = one.first === null;
    cursor = make("g", { class: "cursor" });
    picture.replaceChildren(
      ...marks.flatMap((mark) => [
        make("line", { x1: frame.left, x2: frame.right, y1: y(mark), y2: y(mark), class: "grid" }),
        make("text", { x: frame.left - 6, y: y(mark) + 4, class: "tick end" }, told(mark)),
      ]),
      ...dayMarks().flatMap(([index, words]) => [
        make("line", { x1: x(index), x2: x(index), y1: frame.bottom, y2: frame.bottom + 5, class: "axis" }),
        make("text", { x: x(index) + 3, y: frame.bottom + 18, class: "tick" }, words),
      ]),
      ...(data.replications > 1 ? [make("path", { d: band, class: "band" })] : []),
      make("path", { d: line(one.mean), class: "mean" }),
      ...(state.first && one.first ? [make("path", { d: line(one.first), class: "first" })] : []),
      cursor);
    picture.setAttribute("aria-label", `${one.label}, ${one.place}, ${dates[state.from]} to ${dates[state.to]}: mean, band from 5 to 95 percent of replications, and the first replication. Arrow keys read day by day.`);
    point();
  }

  function dayMarks() {
    const months = state.to - state.from > 75;
    const every = Math.ceil((state.to - state.from) / 9);
    const marks = [];
    let last = -1e9;
    for (let index = state.from; index <= state.to; index += 1) {
      const [year, month, date] = dates[index].split("-").map(Number);
      const due = months ? date === 1 : (index - state.from) % every === 0;
      if (!due || x(index) - last < 58 || x(index) > frame.right - 40) continue;
      last = x(index);
      marks.push([index, months ? (month === 1 || marks.length === 0 ? `${MONTHS[month - 1]} ${year}` : MONTHS[month - 1]) : `${date} ${MONTHS[month - 1]}`]);
    }
    return marks;
  }

  function point() {
    const one = series[state.series];
    if (state.at === null) {
      cursor.replaceChildren();
      readout.textContent = `${one.label} [${one.unit}]: line is the mean of ${data.replications} replication${data.replications === 1 ? "" : "s"}${data.replications > 1 ? ", band 5 % to 95 % of them" : ""}${one.first ? ", thin line the first" : ""}.`;
      return;
    }
    const at = Math.min(state.to, Math.max(state.from, state.at));
    cursor.replaceChildren(make("line", { x1: x(at), x2: x(at), y1: frame.top, y2: frame.bottom }),
      ...(one.mean[at] === null ? [] : [make("circle", { cx: x(at), cy: y(one.mean[at]), r: 4 })]));
    readout.textContent = `${dates[at]}: mean ${told(one.mean[at])} ${one.unit}, 5 % to 95 % ${told(one.low[at])} to ${told(one.high[at])}${one.first ? `, first replication ${told(one.first[at])}` : ""}`;
  }
  draw();
}
