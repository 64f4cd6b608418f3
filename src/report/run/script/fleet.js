// The first replication at any instant: where each vessel is in its visit, and what was moved by then.

/** Seconds a vessel is seen before it arrives and after it has left. */
const APPROACH = 5400;

/** Visits as objects, in order of arrival, with what their cranes and plugs did. */
const visits = data.play.visits.map((row, index) => {
  const visit = Object.fromEntries(data.play.columns.map((name, column) => [name, row[column]]));
  const flat = data.play.work[index];
  visit.index = index;
  visit.work = [];
  for (let at = 0; at < flat.length; at += 4) {
    visit.work.push({ crane: flat[at], from: flat[at + 1] * 60, to: (flat[at + 1] + flat[at + 2]) * 60, moves: flat[at + 3] });
  }
  visit.plugs = [];
  visit.gone = visit.departure === null ? Infinity : visit.departure + APPROACH;
  return visit;
});
for (const [index, from, to, kw] of data.play.power) visits[index].plugs.push({ from, to, kw });

/** Events in order of time, each with the running total after it: counters that end exactly. */
function running(events) {
  events.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let total = 0;
  return events.map(([at, amount]) => [at, (total += amount)]);
}
const queued = running(visits.filter((visit) => visit.inbound !== visit.arrival).flatMap((visit) => [[visit.arrival, 1], ...(visit.inbound === null ? [] : [[visit.inbound, -1]])]));
const berthed = running(visits.filter((visit) => visit.all_fast !== null)
  .flatMap((visit) => [[visit.all_fast, 1], ...(visit.departure === null ? [] : [[visit.departure, -1]])]));
const departed = running(visits.filter((visit) => visit.departure !== null && visit.departure >= 0).map((visit) => [visit.departure, 1]));
const finished = running(visits.flatMap((visit) => visit.work.map((span) => [span.to, span.moves])));
const power = running(data.play.power.flatMap(([, from, to, kw]) => [[from / 1000, kw], [to / 1000, -kw]]));
/** Kilowatt-milliseconds by the end of each connection. */
const energy = running(data.play.power.map(([, from, to, kw]) => [to / 1000, (to - from) * kw]));

/** Running total at an instant. */
const totalAt = (totals, time) => {
  const index = lastNotAfter(totals, time, (entry) => entry[0]);
  return index < 0 ? 0 : totals[index][1];
};

/** Longest queue and when it stood first. */
const peak = queued.reduce((best, [at, count]) => (count > best[1] && at >= 0 ? [at, count] : best), [0, 0]);

/** Visits to be seen at an instant: the list is in order of arrival, so only its recent end is looked at. */
const longest = visits.reduce((most, visit) => Math.max(most, (visit.departure ?? data.play.end) + APPROACH - visit.arrival), 0);
function present(time) {
  const [first, last] = [time - longest - APPROACH, time + APPROACH]
    .map((at) => lastNotAfter(visits, at, (visit) => visit.arrival));
  return visits.slice(first + 1, last + 1).filter((visit) => visit.gone > time);
}

/** What a vessel is doing: the stage, and how far through it is where that shows. */
function stage(visit, time) {
  if (time < visit.arrival) return { name: "approach", share: 1 - (visit.arrival - time) / APPROACH };
  if (visit.inbound === null || time < visit.inbound) return { name: "waiting", share: 0 };
  if (visit.all_fast === null || time < visit.all_fast) {
    const end = visit.all_fast ?? data.play.end;
    return { name: "inbound", share: (time - visit.inbound) / Math.max(1, end - visit.inbound) };
  }
  if (visit.departure === null || time < visit.departure) return { name: "berth", share: 0 };
  return { name: "outbound", share: (time - visit.departure) / APPROACH };
}

/** Cranes at work on a vessel. */
const cranesAt = (visit, time) => visit.work.filter((span) => span.from <= time && time < span.to);
const pluggedAt = (visit, time) => visit.plugs.some((plug) => plug.from / 1000 <= time && time < plug.to / 1000);

/** Counters at an instant; moves of spans under way count by their share. */
function counters(time, here = present(time)) {
  let moves = totalAt(finished, time);
  let work = totalAt(energy, time);
  let cranes = 0;
  for (const visit of here) {
    for (const span of cranesAt(visit, time)) {
      moves += Math.floor((span.moves * (time - span.from)) / (span.to - span.from));
      cranes += 1;
    }
    for (const plug of visit.plugs) {
      if (plug.from / 1000 <= time && time < plug.to / 1000) work += (time * 1000 - plug.from) * plug.kw;
    }
  }
  return {
    waiting: totalAt(queued, time), berth: totalAt(berthed, time), departed: totalAt(departed, time),
    teu: moves * data.play.teu_per_move, cranes, mw: totalAt(power, time) / 1000, mwh: work / 3.6e9,
  };
}

/** Slots at anchor: each vessel that waits takes the lowest one that is free when it arrives. */
const slots = (() => {
  const free = [];
  const taken = [];
  const all = new Map();
  const waits = visits.filter((visit) => (visit.inbound ?? data.play.end) - visit.arrival > 600);
  for (const visit of waits) {
    for (let index = taken.length - 1; index >= 0; index -= 1) {
      if (taken[index].until <= visit.arrival) free.push(taken.splice(index, 1)[0].slot);
    }
    free.sort((a, b) => b - a);
    const slot = free.length ? free.pop() : taken.length;
    taken.push({ slot, until: visit.inbound ?? data.play.end });
    all.set(visit, slot);
  }
  return all;
})();

/** Places of vessels whose berth the record does not hold: the first gap of their wharf. */
for (const visit of visits.filter((one) => one.position === null && one.all_fast !== null)) {
  const wharf = data.play.terminals[visit.terminal].wharves[(visit.wharf ??= 0)];
  const others = visits.filter((other) => other !== visit && other.terminal === visit.terminal && other.wharf === visit.wharf
    && other.position !== null && (other.departure ?? Infinity) > visit.all_fast && other.all_fast < (visit.departure ?? Infinity));
  const step = wharf.meters === null ? 1 : 5;
  const size = (other) => (wharf.meters === null ? 1 : other.loa);
  const clear = (at) => others.every((other) => at + size(visit) <= other.position || at >= other.position + size(other));
  let at = 0;
  while (!clear(at) && at < (wharf.meters ?? wharf.slots)) at += step;
  visit.position = at;
  visit.guessed = true;
}

/** Local time at an instant: civil day and minutes since midnight, daylight saving kept. */
function local(time) {
  const { days } = data.play;
  const index = Math.max(0, lastNotAfter(days, time, (day) => day[0]));
  const [from, year, month, date, weekday] = days[index];
  const end = index + 1 < days.length ? days[index + 1][0] : from + 86400;
  let seconds = time - from;
  if (end - from !== 86400 && seconds >= 7200) seconds += 86400 - (end - from);
  const minutes = Math.min(1439, Math.max(0, Math.floor(seconds / 60)));
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  return { minutes, clock, date: `${WEEKDAYS[weekday]} ${date} ${MONTHS[month - 1]} ${year}`, brief: `${date} ${MONTHS[month - 1]}` };
}

/** Name of the shift under way. */
function shift(time) {
  if (data.play.shifts.length === 0) return "always manned";
  const index = lastNotAfter(data.play.shifts, time, (one) => one[1]);
  const now = data.play.shifts[index];
  if (!now || time >= now[2]) return "no shift";
  return ["day shift", "night shift", "hoot shift"][now[0]];
}
