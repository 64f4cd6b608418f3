// Each part that has a place on this page begins; without script the printed charts stand alone.

for (const [id, begin] of [["playback", play], ["explore", explore], ["compare", compare], ["plan", berthPlan]]) {
  const root = document.getElementById(id);
  if (root) begin(root);
}
for (const sheet of document.querySelectorAll("[data-values]")) values(sheet);
