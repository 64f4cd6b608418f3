// Draws the place and its vessels on a canvas, to scale along the wharves.

/** Colors by what a vessel does (Okabe and Ito), on light and on dark water. */
const HULL = { approach: "#8a94a0", waiting: "#d55e00", inbound: "#0072b2", berth: "#56b4e9", power: "#009e73", outbound: "#8a94a0" };
const SKIN = {
  day: { water: "#dcebf5", land: "#efe9dc", edge: "#c9bfa8", ink: "#3b3f45", faint: "#7d8894", wall: "#6b6457", lane: "#b5cfe0", anchor: "#8fb0c6" },
  night: { water: "#13283a", land: "#2b2f33", edge: "#4a4f55", ink: "#dfe5ea", faint: "#8fa1b0", wall: "#b9ae98", lane: "#27435a", anchor: "#44647d" },
};

function painter(canvas, here) {
  const context = canvas.getContext("2d");
  const [west, south, east, north] = here.bounds;
  const base = { day: null, night: null };
  let [scale, width, height, dots] = [1, 0, 0, 1];
  const at = ([x, y]) => [(x - west) * scale, height - (y - south) * scale];

  function resize() {
    width = canvas.clientWidth || 900;
    scale = width / (east - west);
    height = Math.round((north - south) * scale);
    dots = Math.min(2, window.devicePixelRatio || 1);
    canvas.width = Math.round(width * dots);
    canvas.height = Math.round(height * dots);
    canvas.style.aspectRatio = `${width} / ${height}`;
    base.day = base.night = null;
  }

  const trace = (target, points) => {
    target.beginPath();
    points.map(at).forEach(([x, y], index) => (index ? target.lineTo(x, y) : target.moveTo(x, y)));
  };

  /** What does not move is drawn once by day and once by night. */
  function ground(light) {
    const skin = SKIN[light];
    const layer = document.createElement("canvas");
    layer.width = canvas.width;
    layer.height = canvas.height;
    const target = layer.getContext("2d");
    target.scale(dots, dots);
    target.fillStyle = skin.water;
    target.fillRect(0, 0, width, height);
    target.lineWidth = Math.max(4, scale * 0.3);
    target.lineJoin = target.lineCap = "round";
    target.strokeStyle = skin.lane;
    for (const line of here.channels) { trace(target, line); target.stroke(); }
    target.fillStyle = skin.anchor;
    for (const point of here.anchors) { const [x, y] = at(point); target.beginPath(); target.arc(x, y, 1.3, 0, 7); target.fill(); }
    for (const points of here.land) {
      trace(target, points);
      target.closePath();
      target.fillStyle = skin.land;
      target.fill();
      target.lineWidth = 1;
      target.strokeStyle = skin.edge;
      target.stroke();
    }
    target.strokeStyle = skin.wall;
    target.lineWidth = 2.5;
    for (const line of here.breakwaters) { trace(target, line); target.stroke(); }
    target.strokeStyle = skin.ink;
    target.lineCap = "butt";
    for (const { wharves } of here.terminals) for (const wharf of wharves) { trace(target, [wharf.from, wharf.to]); target.lineWidth = 3; target.stroke(); }
    words(target, skin);
    return layer;
  }

  function words(target, skin) {
    const small = width < 560;
    // On a small map, a label that would lie on another one is left out.
    const taken = [];
    const write = (text, x, y) => {
      const half = target.measureText(text).width / 2 + 2;
      const clash = (box) => Math.abs(box.x - x) < box.half + half && Math.abs(box.y - y) < (small ? 9 : 6);
      if (taken.some(clash)) return;
      taken.push({ x, y, half });
      target.fillText(text, x, y);
    };
    target.textBaseline = "middle";
    target.textAlign = "center";
    target.font = `${small ? 9 : 12}px sanpedro-sans, Arial, "Liberation Sans", sans-serif`;
    target.fillStyle = skin.faint;
    if (!small) for (const label of here.labels) { const [x, y] = at(label.at); target.fillText(label.text, x, y); }
    target.fillStyle = skin.ink;
    target.font = `bold ${small ? 8 : 11}px sanpedro-sans, Arial, "Liberation Sans", sans-serif`;
    for (const { label, at: spot, wharves } of here.terminals) {
      if (spot) { write(label, ...at(spot)); continue; }
      const middle = wharves[Math.floor((wharves.length - 1) / 2)];
      const center = [(middle.from[0] + middle.to[0]) / 2, (middle.from[1] + middle.to[1]) / 2];
      const [x, y] = at(center);
      const away = [-middle.out[0], middle.out[1]];
      const room = target.measureText(label).width / 2;
      const middleOf = x + away[0] * (room + 7);
      const left = Math.min(width - room - 2, Math.max(room + 2, middleOf));
      if (small && Math.abs(left - middleOf) > 8) continue;
      write(label, left, y + away[1] * 11);
    }
  }

  /** A hull with its bow forward; at least large enough to be seen. */
  function hull(point, heading, loa, color, ink) {
    const [x, y] = at(point);
    const [long, wide] = [Math.max(7, (loa / 1000) * scale), Math.min(Math.max(4, 0.055 * scale), Math.max(4, (loa / 1000) * scale * 0.4))];
    context.save();
    context.translate(x, y);
    context.rotate(-heading);
    context.beginPath();
    context.moveTo(-long / 2, -wide / 2);
    context.lineTo(long / 2 - wide * 0.7, -wide / 2);
    context.lineTo(long / 2, 0);
    context.lineTo(long / 2 - wide * 0.7, wide / 2);
    context.lineTo(-long / 2, wide / 2);
    context.closePath();
    context.fillStyle = color;
    context.fill();
    context.lineWidth = 0.8;
    context.strokeStyle = ink;
    context.stroke();
    context.restore();
  }

  /** Where a vessel lies at its wharf. */
  function lying(visit) {
    const terminal = data.play.terminals[visit.terminal];
    const wharf = here.terminals[visit.terminal].wharves[visit.wharf ?? 0];
    const meters = terminal.wharves[visit.wharf ?? 0].meters;
    const share = meters === null ? ((visit.position ?? 0) + 0.5) / terminal.wharves[visit.wharf ?? 0].slots
      : ((visit.position ?? 0) + visit.loa / 2) / meters;
    const off = Math.max(0.05, 5 / scale);
    const center = wharf.from.map((from, axis) => from + (wharf.to[axis] - from) * share + wharf.out[axis] * off);
    return { center, wharf, heading: Math.atan2(wharf.along[1], wharf.along[0]) };
  }

  function cranes(visit, time, spot, ink) {
    const working = cranesAt(visit, time).length;
    if (!working) return;
    context.strokeStyle = ink;
    context.lineWidth = 1.4;
    const out = Math.max(0.11, 9 / scale);
    for (let index = 0; index < working; index += 1) {
      const step = ((index + 1) / (working + 1) - 0.5) * Math.max(visit.loa / 1000, 7 / scale);
      const foot = spot.center.map((middle, axis) => middle + spot.wharf.along[axis] * step - spot.wharf.out[axis] * Math.max(0.07, 6.5 / scale));
      trace(context, [foot, foot.map((start, axis) => start + spot.wharf.out[axis] * out)]);
      context.stroke();
    }
  }

  /** Draws an instant. */
  function paint(time, shown) {
    const hour = local(time).minutes / 60;
    const light = hour >= 6.5 && hour < 18.5 ? "day" : "night";
    base[light] ??= ground(light);
    const skin = SKIN[light];
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(base[light], 0, 0);
    context.setTransform(dots, 0, 0, dots, 0, 0);
    for (const visit of shown) {
      const now = stage(visit, time);
      const spot = lying(visit);
      const route = here.terminals[visit.terminal].route;
      const slot = slots.has(visit) ? here.anchors[slots.get(visit) % here.anchors.length] : null;
      if (now.name === "berth") {
        const plugged = pluggedAt(visit, time);
        hull(spot.center, spot.heading, visit.loa, plugged ? HULL.power : HULL.berth, skin.ink);
        cranes(visit, time, spot, skin.ink);
      } else if (now.name === "waiting" && slot) {
        hull(slot, Math.PI / 2, visit.loa, HULL.waiting, skin.ink);
      } else {
        const entry = slot ? [slot, ...route.slice(1), spot.center] : [...route, spot.center];
        const path = now.name === "approach" || now.name === "waiting" ? [[route[0][0], south - 1], slot ?? route[0]]
          : now.name === "inbound" ? entry : [...route, spot.center].reverse();
        const { at: point, heading } = along(path, now.share);
        hull(point, heading, visit.loa, HULL[now.name], skin.ink);
      }
    }
  }
  return { resize, paint };
}
