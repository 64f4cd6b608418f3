// What the parts of a printed chart say, under the pointer or by the arrow keys.

/** Makes a chart's parts tell their values. */
function values(sheet) {
  const svg = sheet.querySelector("svg");
  const marks = JSON.parse(sheet.dataset.values);
  if (!svg || marks.length === 0) return;
  const size = svg.viewBox.baseVal;
  const tip = make("div", { class: "value-tip", role: "status" });
  const mark = make("div", { class: "value-mark" });
  let shown = -1;

  /** Shows a part's words above it, or nothing. */
  function show(index) {
    shown = index;
    const here = index >= 0;
    sheet.classList.toggle("tells", here);
    if (!here) return;
    const [left, top, right, bottom, words] = marks[index];
    const [x, y] = [svg.clientWidth / size.width, svg.clientHeight / size.height];
    Object.assign(mark.style, {
      left: `${left * x}px`, top: `${top * y}px`, width: `${(right - left) * x}px`, height: `${(bottom - top) * y}px` });
    if (tip.textContent !== words) tip.textContent = words;
    const half = tip.offsetWidth / 2;
    const middle = ((left + right) / 2) * x;
    const at = Math.max(half, Math.min(svg.clientWidth - half, middle));
    Object.assign(tip.style, { left: `${at - half}px`, top: `${Math.max(0, top * y - tip.offsetHeight - 4)}px` });
  }

  /** The smallest part under a point of the page. */
  function under(event) {
    const box = svg.getBoundingClientRect();
    const [x, y] = [
      ((event.clientX - box.left) / box.width) * size.width, ((event.clientY - box.top) / box.height) * size.height];
    return marks.findIndex(([left, top, right, bottom]) => x >= left && x < right && y >= top && y < bottom);
  }

  function key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") show(-1);
    if (step === undefined) return;
    event.preventDefault();
    show(shown < 0 ? (step > 0 ? 0 : marks.length - 1) : (shown + step + marks.length) % marks.length);
    // At 360 px the chart is wider than its sheet.
    const [left, , right] = marks[shown];
    sheet.scrollLeft = ((left + right) / 2 / size.width) * svg.clientWidth - sheet.clientWidth / 2;
  }

  const frame = make("div", { class: "value-frame" }, mark, tip);
  sheet.prepend(frame);
  sheet.setAttribute("aria-description", "Left and right arrow keys tell the values of this chart");
  sheet.addEventListener("pointermove", (event) => show(under(event)));
  sheet.addEventListener("pointerleave", () => show(-1));
  sheet.addEventListener("blur", () => show(-1));
  sheet.addEventListener("keydown", key);
}
