// Where things are: the schematic map of the bay, or a plain row of wharves for any other place.

/** Kilometers east and north of a point of the map. */
const project = ([latitude, longitude]) => [(longitude + 118.3) * 92.4, (latitude - 33.667) * 110.95];
const COMPASS = { north: [0, 1], south: [0, -1], east: [1, 0], west: [-1, 0] };

/** A straight wharf with the water on one side. */
function straight(from, to, water) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy) || 1e-9;
  const along = [dx / length, dy / length];
  let out = [-along[1], along[0]];
  if (out[0] * COMPASS[water][0] + out[1] * COMPASS[water][1] < 0) out = [-out[0], -out[1]];
  return { from, to, along, out, length };
}

/** The place: bounds, wharves with routes, anchor slots. */
function place() {
  const known = data.play.terminals.filter((terminal) => data.map.terminals[terminal.id]);
  return known.length ? bayPlace() : plainPlace();
}

function bayPlace() {
  const { map } = data;
  const { view } = map;
  const ids = new Set(data.play.terminals.map((terminal) => terminal.id));
  const spare = [...map.spare];
  let unplaced = 0;
  const terminals = data.play.terminals.map((terminal) => {
    const drawn = map.terminals[terminal.id];
    const home = drawn ?? spare.shift() ?? { ...map.spare[0], from: [map.spare[0].from[0], map.spare[0].from[1] + 0.02 * (unplaced += 1)] };
    let start = drawn ? null : project(home.from);
    const wharves = terminal.wharves.map((wharf, index) => {
      const known = drawn && (drawn.wharves[wharf.id] ?? Object.values(drawn.wharves)[index] ?? Object.values(drawn.wharves)[0]);
      if (known) return straight(project(known.line[0]), project(known.line[1]), known.water);
      const size = (wharf.meters ?? wharf.slots * 350) / 1000;
      const turn = home.water === "south" || home.water === "north";
      const end = turn ? [start[0] + size, start[1]] : [start[0], start[1] - size];
      const line = straight(start, end, home.water);
      start = turn ? [end[0] + 0.1, end[1]] : [end[0], end[1] - 0.1];
      return line;
    });
    return { label: drawn?.label ?? short(terminal.name), at: drawn?.at ? project(drawn.at) : null, wharves, route: home.route.map((point) => project(map.waypoints[point])) };
  });
  return {
    bounds: [...project([view.south, view.west]), ...project([view.north, view.east])],
    land: map.land.filter((land) => !land.only_with || ids.has(land.only_with)).map((land) => land.points.map(project)),
    breakwaters: map.breakwaters.map((line) => line.points.map(project)),
    channels: map.channels.map((line) => line.map(project)),
    labels: map.labels.map((label) => ({ ...label, at: project(label.at) })),
    terminals,
    anchors: map.anchorages.filter((ground) => !data.play.offshore || ground.offshore).flatMap(grid),
    note: map.about,
    sources: map.sources,
  };
}

/** Anchor slots of one ground, row by row. */
function grid(ground) {
  const [from, to] = [project(ground.from), project(ground.to)];
  const share = (index, count) => (count > 1 ? index / (count - 1) : 0.5);
  return Array.from({ length: ground.rows * ground.columns }, (_, index) => [
    from[0] + share(index % ground.columns, ground.columns) * (to[0] - from[0]),
    from[1] + share(Math.floor(index / ground.columns), ground.rows) * (to[1] - from[1]),
  ]);
}

/** A shore with wharves side by side, and room to wait before it. */
function plainPlace() {
  const sizes = data.play.terminals.map((terminal) => terminal.wharves.map((wharf) => (wharf.meters ?? wharf.slots * 380) / 1000));
  const total = sizes.flat().reduce((sum, size) => sum + size + 0.3, 0.6);
  const width = Math.max(3, total);
  const height = width * 0.5;
  let x = (width - total) / 2 + 0.45;
  const shore = height * 0.8;
  const terminals = data.play.terminals.map((terminal, index) => {
    const wharves = sizes[index].map((size) => {
      const line = straight([x, shore], [x + size, shore], "south");
      x += size + 0.3;
      return line;
    });
    const middle = (wharves[0].from[0] + wharves[wharves.length - 1].to[0]) / 2;
    return { label: short(terminal.name), wharves, route: [[middle, 0], [middle, shore * 0.85]] };
  });
  const columns = 16;
  const anchors = Array.from({ length: columns * 6 }, (_, index) => [
    width * (0.06 + 0.88 * ((index % columns) / (columns - 1))), shore * (0.62 - 0.1 * Math.floor(index / columns))]);
  return {
    bounds: [0, 0, width, height], land: [[[-1, shore], [width + 1, shore], [width + 1, height + 1], [-1, height + 1]]],
    breakwaters: [], channels: [], labels: [], terminals, anchors, note: "A plain row of wharves: this place has no map.",
  };
}

/** A point a share of the way along a line of points, and the direction there. */
function along(points, share) {
  const lengths = points.slice(1).map((point, index) => Math.hypot(point[0] - points[index][0], point[1] - points[index][1]));
  let left = Math.min(1, Math.max(0, share)) * lengths.reduce((sum, length) => sum + length, 0);
  for (let index = 0; index < lengths.length; index += 1) {
    if (left <= lengths[index] || index === lengths.length - 1) {
      const [a, b] = [points[index], points[index + 1]];
      const part = lengths[index] ? left / lengths[index] : 0;
      return { at: [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part], heading: Math.atan2(b[1] - a[1], b[0] - a[0]) };
    }
    left -= lengths[index];
  }
  return { at: points[0], heading: 0 };
}
