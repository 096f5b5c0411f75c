// Zooming by wheel and by pinch, alike on the timeline and the map. Without Ctrl, and before a chart is chosen with a
// click or the Tab key, the wheel scrolls the page, as everywhere on it.

const WHEEL_STEP = 300; // pixels of the wheel that zoom by e

function zoomable(box, zoom) {
  box.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && !box.contains(document.activeElement)) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / WHEEL_STEP), event.clientX, event.clientY);
  }, { passive: false });
  const fingers = new Map();
  let apart = 0;
  const lift = ({ pointerId }) => {
    fingers.delete(pointerId);
    apart = 0;
  };
  box.addEventListener("pointerdown", (event) => event.pointerType === "touch" && fingers.set(event.pointerId, [event.clientX, event.clientY]));
  addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    if (fingers.size !== 2) return;
    const [[x1, y1], [x2, y2]] = fingers.values();
    const now = Math.hypot(x2 - x1, y2 - y1);
    if (apart) zoom(now / apart, (x1 + x2) / 2, (y1 + y2) / 2);
    apart = now;
  });
  addEventListener("pointerup", lift);
  addEventListener("pointercancel", lift);
}
