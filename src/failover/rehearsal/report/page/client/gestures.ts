/** How people move in a plot: with the pointer, and with keys. */
import type { Item } from "./items";
import type { Plot } from "./plot";
import type { SharedRange } from "./range";

/** A drag that is shorter is a click. */
const least = 8;

/** Drawing a stretch with the pointer shows it; twice a click shows the interesting one again. */
export function pointerGestures(
  frame: HTMLElement,
  plot: Plot,
  shared: SharedRange,
  cross: (at: number | undefined) => void,
): void {
  const chosen = document.createElement("div");
  chosen.className = "chosen";
  frame.append(chosen);
  let begun: number | undefined;
  const within = (event: PointerEvent): number => {
    const { left, right } = plot.chart.chartArea;
    return Math.min(right, Math.max(left, event.clientX - frame.getBoundingClientRect().left));
  };
  const timeAt = (pixel: number): number => plot.chart.scales.x?.getValueForPixel(pixel) ?? 0;
  frame.addEventListener("pointerdown", (event) => {
    // A finger scrolls the page.
    if (event.pointerType === "touch" || event.button !== 0) return;
    begun = within(event);
  });
  frame.addEventListener("pointermove", (event) => {
    const now = within(event);
    cross(timeAt(now));
    if (begun === undefined || Math.abs(now - begun) < least) return;
    frame.setPointerCapture(event.pointerId);
    chosen.style.display = "block";
    chosen.style.left = `${Math.min(begun, now)}px`;
    chosen.style.width = `${Math.abs(now - begun)}px`;
  });
  frame.addEventListener("pointerup", (event) => {
    const now = within(event);
    if (begun !== undefined && Math.abs(now - begun) >= least)
      shared.show([timeAt(Math.min(begun, now)), timeAt(Math.max(begun, now))]);
    begun = undefined;
    chosen.style.display = "none";
  });
  frame.addEventListener("pointerleave", () => cross(undefined));
  frame.addEventListener("dblclick", () => shared.showInteresting());
}

/** Keys of a plot that has the focus; `Shift` with an arrow moves what is shown. */
export function keys(
  frame: HTMLElement,
  shared: SharedRange,
  items: readonly Item[],
  tell: (item: Item, place: string) => void,
): void {
  let current = -1;
  const step = (by: number): void => {
    if (items.length === 0) return;
    current = Math.min(items.length - 1, Math.max(0, current + by));
    const item = items[current];
    if (item === undefined) return;
    const [from, to] = shared.range;
    if (item.at < from || item.at > to) shared.show([item.at - (to - from) / 2, item.at + (to - from) / 2]);
    tell(item, `${current + 1} of ${items.length}`);
  };
  /** Where the current entry is, if it is shown: it stays where it is. */
  const seen = (): number | undefined => {
    const at = items[current]?.at;
    const [from, to] = shared.range;
    return at !== undefined && at >= from && at <= to ? at : undefined;
  };
  const actions: Readonly<Record<string, () => void>> = {
    ArrowRight: () => step(1),
    ArrowLeft: () => step(-1),
    Home: () => step(-items.length),
    End: () => step(items.length),
    "Shift+ArrowRight": () => shared.move(0.25),
    "Shift+ArrowLeft": () => shared.move(-0.25),
    "+": () => shared.zoom(0.5, seen()),
    "=": () => shared.zoom(0.5, seen()),
    "-": () => shared.zoom(2, seen()),
    "0": () => shared.showInteresting(),
    a: () => shared.showAll(),
  };
  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action =
      actions[event.shiftKey && event.key.startsWith("Arrow") ? `Shift+${event.key}` : event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
}
