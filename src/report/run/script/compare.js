// Terminals beside each other by any measure, with the 95 % interval of each mean.

function compare(root) {
  const terminals = data.scopes.filter((scope) => scope.level === "terminal");
  const usable = data.measures.map((measure, index) => ({ ...measure, index }))
    .filter(({ index }) => terminals.some((scope) => scope.values[index] && scope.values[index][0] !== 0));
  if (terminals.length < 2 || usable.length === 0) return;
  root.hidden = false;
  const start = Math.max(0, usable.findIndex((measure) => measure.name === "wait_hours_mean"));
  const pick = choice("Measure", usable.map((measure) => measure.label + (measure.unit ? ` [${measure.unit}]` : "")), draw);
  pick.select.value = start;
  const bars = make("div", { class: "bars", role: "list" });
  const meaning = make("p", { class: "readout", role: "status" });
  root.append(make("div", { class: "controls" }, pick.field), bars, meaning);

  function draw(chosen) {
    const measure = usable[chosen];
    const rows = terminals.map((scope) => ({ name: short(scope.name), id: scope.id, found: scope.values[measure.index] }))
      .filter((row) => row.found).sort((a, b) => b.found[0] - a.found[0]);
    const top = Math.max(1e-12, ...rows.map((row) => Math.max(row.found[0], row.found[2] ?? 0)));
    const share = (value) => `${Math.max(0, Math.min(100, (value / top) * 100))}%`;
    bars.replaceChildren(...rows.map(({ name, id, found: [mean, low, high] }) => {
      const half = data.replications > 1 ? ((high - low) / 2) * measure.factor : 0;
      const bar = make("span", { class: "bar" });
      bar.style.width = share(mean);
      const range = make("span", { class: "range" });
      range.style.left = share(low);
      range.style.width = `calc(${share(high)} - ${share(low)})`;
      return make("div", { class: "row", role: "listitem" },
        make("span", { class: "name" }, name),
        make("span", { class: "track", "aria-hidden": "true" }, bar, data.replications > 1 ? range : null),
        make("data", { class: "number", value: mean, "data-of": `terminals.${id}.${measure.name}.mean`, "data-scale": measure.factor }, allowed(mean * measure.factor, half)),
        make("span", { class: "soft" }, half > 0 ? `± ${allowed(half, half)}` : ""));
    }));
    meaning.textContent = `${measure.meaning} Whiskers are 95 % intervals of the mean.`;
  }
  draw(start);
}
