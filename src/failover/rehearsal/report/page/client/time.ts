/** Moments of a play for people, and where an axis has its ticks. */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const two = (value: number): string => String(value).padStart(2, "0");

/** `1:02:03`, `4:10`, `0:22.2`: hours if there are any, minutes, seconds. */
export function moment(at: number): string {
  const tenths = Math.round(at / 100);
  const rest = Math.floor(tenths / 10);
  const [hours, minutes, seconds] = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60];
  const head = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes);
  return `${head}:${two(seconds)}${tenths % 10 === 0 ? "" : `.${tenths % 10}`}`;
}

/** `12.2 s`, `4 min 10 s`, `1 h 3 min`. */
export function lasting(milliseconds: number): string {
  if (milliseconds < 100 * second) return `${Math.round(milliseconds / 100) / 10} s`;
  const whole = Math.round(milliseconds / second);
  const parts =
    whole < 3600
      ? ([
          [Math.floor(whole / 60), "min"],
          [whole % 60, "s"],
        ] as const)
      : ([
          [Math.floor(whole / 3600), "h"],
          [Math.floor(whole / 60) % 60, "min"],
        ] as const);
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}

/** Distances of ticks that people count in. */
const steps = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
];

/** Moments of ticks, not more than `most`. */
export function ticks(from: number, to: number, most: number): number[] {
  const step = steps.find((one) => (to - from) / one <= most) ?? 24 * hour;
  const first = Math.ceil(from / step) * step;
  return Array.from(
    { length: Math.max(0, Math.floor((to - first) / step) + 1) },
    (_, index) => first + index * step,
  );
}
