// Berth plan of any terminal and week: time across, wharf meters up.

function berthPlan(root) {
  const stayed = visits.filter((visit) => visit.all_fast !== null && !visit.guessed);
  if (stayed.length === 0) return;
  root.hidden = false;
  const { terminals, end, days } = data.play;
  const week = 7 * 86400;
  const counts = terminals.map((_, index) => stayed.filter((visit) => visit.terminal === index).length);
  const state = { terminal: counts.indexOf(Math.max(...counts)), span: week };
  const busy = stayed.filter((visit) => visit.terminal === state.terminal).length / Math.max(1, end / week);
  while (busy * (state.span / week) > 60 && state.span > 3600) state.span = Math.max(3600, state.span / (state.span > 86400 ? 7 : 4));
  const monday = days.find((day) => day[4] === 0);
  // Weeks begin on Mondays at local midnight, shorter spans where the last one ended.
  const begins = state.span === week && monday
    ? days.filter((day, index) => day[4] === 0 || index === 0).map((day) => day[0])
    : Array.from({ length: Math.max(1, Math.ceil(end / state.span)) }, (_, index) => index * state.span);
  let at = Math.max(0, lastNotAfter(begins, peak[0]));
  const pick = choice("Terminal", terminals.map((terminal) => short(terminal.name)), (index) => { state.terminal = index; draw(); });
  pick.select.value = state.terminal;
  const move = (count) => { at = Math.min(begins.length - 1, Math.max(0, at + count)); draw(); };
  const when = make("span", { class: "when", role: "status" });
  const holder = make("div", { class: "sheet plan", role: "region", "aria-label": "Berth plan", tabindex: "0" });
  const readout = make("p", { class: "readout", role: "status" });
  const body = make("tbody");
  const words = state.span === week ? "week" : "span";
  root.append(
    make("div", { class: "controls" }, pick.field, button(`◀ Earlier ${words}`, () => move(-1)), button(`Later ${words} ▶`, () => move(1)), when),
    holder, readout,
    make("details", {}, make("summary", {}, "The same as a table"), make("div", { class: "scroll", role: "region", "aria-label": "Vessels of the berth plan", tabindex: "0" },
      make("table", {}, make("thead", {}, make("tr", {}, ...["Vessel of", "Wharf", "Meters", "All fast", "Departure", "Wait [h]", "Moves", "Most cranes", "Shore power [h]"].map((name) => make("th", { scope: "col" }, name)))), body))));

  const stamp = (time) => (time === null ? "still here" : `${local(time).brief} ${local(time).clock}`);
  const hours = (visit) => visit.plugs.reduce((sum, plug) => sum + (plug.to - plug.from) / 3.6e6, 0);
  const name = (visit) => data.play.services[visit.service];
  const sentence = (visit) => `${name(visit)}, ${data.play.classes[visit.class][0]}: all fast ${stamp(visit.all_fast)}, departure ${stamp(visit.departure)}, waited ${told((visit.inbound - visit.arrival) / 3600, 2)} h, ${counted(visit.moves, "move")} with up to ${counted(visit.cranes, "crane")}${visit.plugs.length ? `, ${told(hours(visit), 2)} h on shore power` : ""}`;

  function draw() {
    const [from, to] = [begins[at], begins[at + 1] ?? Math.min(end, begins[at] + state.span)];
    const terminal = terminals[state.terminal];
    const shown = stayed.filter((visit) => visit.terminal === state.terminal && visit.all_fast < to && (visit.departure ?? Infinity) > from);
    const extent = (wharf) => wharf.meters ?? wharf.slots;
    const [width, left, right, gap] = [940, 58, 932, terminal.wharves.length > 1 ? 26 : 8];
    const total = terminal.wharves.reduce((sum, wharf) => sum + extent(wharf), 0);
    const room = Math.max(300, Math.min(560, total * 0.24));
    const height = room + gap * terminal.wharves.length + 30;
    const x = (time) => left + ((Math.min(to, Math.max(from, time)) - from) / (to - from)) * (right - left);
    const picture = make("svg", { viewBox: `0 0 ${width} ${height}`, class: "plot", role: "group", "aria-label": `Berth plan of ${terminal.name}` });
    const bottom = room + gap * terminal.wharves.length;
    const marks = to - from > 2 * 86400
      ? days.filter((day) => day[0] >= from && day[0] < to - 40000).map((day) => [day[0], `${WEEKDAYS[day[4]]} ${day[3]} ${MONTHS[day[2] - 1]}`])
      : Array.from({ length: 6 }, (_, index) => from + ((to - from) * index) / 6).map((time) => [time, local(time).clock]);
    for (const [time, words] of marks) {
      picture.append(make("line", { x1: x(time), x2: x(time), y1: gap, y2: bottom, class: "grid" }), make("text", { x: x(time) + 4, y: bottom + 18, class: "tick" }, words));
    }
    let top = gap;
    terminal.wharves.forEach((wharf, index) => {
      const tall = (room * extent(wharf)) / total;
      const y = (at) => top + tall - (at / extent(wharf)) * tall;
      if (terminal.wharves.length > 1) picture.append(make("text", { x: left, y: top - 8, class: "tick strong" }, wharf.name));
      picture.append(make("rect", { x: left, y: top, width: right - left, height: tall, class: "quay" }));
      for (const mark of wharf.meters === null ? Array.from({ length: wharf.slots + 1 }, (_, slot) => slot) : steps(extent(wharf), 4).filter((mark) => mark <= extent(wharf))) {
        picture.append(make("line", { x1: left, x2: right, y1: y(mark), y2: y(mark), class: "grid" }), make("text", { x: left - 6, y: y(mark) + 4, class: "tick end" }, told(mark, 4)));
      }
      for (const visit of shown.filter((visit) => visit.wharf === index)) picture.append(box(visit, x, y, wharf.meters === null ? 1 : visit.loa));
      top += tall + gap;
    });
    holder.replaceChildren(picture);
    const ends = [local(from), local(Math.max(from, to - 1))].map((end) => (state.span < 2 * 86400 ? `${end.date} ${end.clock}` : end.date));
    when.textContent = `${ends[0]} to ${ends[1]}: ${shown.length} vessel${shown.length === 1 ? "" : "s"}`;
    readout.textContent = `Point at a vessel, or tab to it, to read it. Boxes are as wide as the time at berth and as high as the vessel is long; dark steps are cranes at work${terminal.power ? ", the green strip is shore power" : ""}.`;
    body.replaceChildren(...shown.map((visit) => make("tr", {}, make("th", { scope: "row" }, name(visit)),
      ...[terminal.wharves[visit.wharf].name, `${told(visit.position, 4)}–${told(visit.position + visit.loa, 4)}`, stamp(visit.all_fast), stamp(visit.departure), told((visit.inbound - visit.arrival) / 3600, 2), whole(visit.moves ?? 0), visit.cranes ?? "–", told(hours(visit), 2)].map((text) => make("td", {}, String(text))))));
  }

  function box(visit, x, y, size) {
    const [left, right, top, bottom] = [x(visit.all_fast), x(visit.departure ?? end), y(visit.position + size), y(visit.position)];
    const tell = () => { readout.textContent = sentence(visit); };
    const group = make("g", { class: "vessel", tabindex: "0", role: "img", "aria-label": sentence(visit), on: { pointerenter: tell, focus: tell } },
      make("rect", { x: left, y: top + 1, width: Math.max(1, right - left), height: Math.max(1, bottom - top - 2), class: "hull" }),
      make("path", { d: cranesOver(visit, x, bottom - 6, Math.min(26, (bottom - top) * 0.32)), class: "cranes" }));
    for (const plug of visit.plugs) {
      const [a, b] = [x(plug.from / 1000), x(plug.to / 1000)];
      if (b > a) group.append(make("rect", { x: a, y: bottom - 6, width: b - a, height: 5, class: "plug" }));
    }
    const tall = Math.min(26, (bottom - top) * 0.32);
    const letters = Math.floor((right - left - 8) / 6.4);
    const lines = [name(visit), counted(visit.moves, "move"), counted(visit.cranes, "crane")].filter((_, index) => bottom - top - tall - 6 > 18 + 14 * index);
    if (letters > 5) lines.forEach((line, index) => {
      const cut = line.length > letters ? `${line.slice(0, letters - 1)}…` : line;
      group.append(make("text", { x: left + 4, y: top + 15 + 14 * index, class: index ? "tick" : "tick strong" }, cut));
    });
    return group;
  }

  /** Cranes at work over time, as steps up from the foot of the box; six fill its height. */
  function cranesOver(visit, x, foot, tall) {
    const changes = visit.work.flatMap((span) => [[span.from, 1], [span.to, -1]]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    let [count, path] = [0, ""];
    for (const [at, change] of changes) {
      const before = foot - (count / 6) * tall;
      count += change;
      path += `${path ? "L" : `M${x(at).toFixed(1)},${foot} L`}${x(at).toFixed(1)},${before.toFixed(1)} L${x(at).toFixed(1)},${(foot - (count / 6) * tall).toFixed(1)} `;
    }
    return path && `${path}Z`;
  }
  draw();
}
