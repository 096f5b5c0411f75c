// Draws the page, and draws it anew when the filters, the address or the width change.

function changed() {
  const found = fitting();
  showFields(found);
  drawFront(found);
  drawCounts(found);
  drawTimeline();
  drawMap(found);
  drawDyads(found);
  drawRifts();
  drawActors(found);
  drawEvents(found);
  drawNote(found);
}

function start() {
  readAddress();
  fillFields();
  readyReader();
  zoomable(byId("timeline"), zoomTimeline);
  zoomable(byId("map"), zoomMap);
  drawContents();
  drawQuality();
  changed();
  showReader();
  addEventListener("hashchange", () => {
    readAddress();
    changed();
    showReader();
  });
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    changed();
  });
  document.documentElement.dataset.drawn = "yes";
}

start();
