/** How things look in plots: by colour, and by shape or pattern for those who do not tell colours apart. */
import type { PointStyle, SpanStyle } from "./model";

export interface SpanLook {
  /** Custom property of the page that has the colour. */
  readonly colour: string;
  /** Of the writing in it. */
  readonly ink: string;
  /** Height in pixels. */
  readonly thickness: number;
  readonly pattern: "solid" | "stripes" | "lattice" | "dots";
}

export interface PointLook {
  readonly colour: string;
  readonly shape: "triangle" | "circle" | "rectRot" | "line" | "crossRot";
  readonly rotation: number;
  readonly radius: number;
}

const use = (number: number): SpanLook => ({
  colour: `--use-${number}`,
  ink: `--use-${number}-ink`,
  thickness: 18,
  pattern: "solid",
});

export function spanLook(style: SpanStyle): SpanLook {
  const look = (spanLooks as Readonly<Record<string, SpanLook>>)[style];
  // Lines beyond the palette share its last colour; their names are written in.
  return look ?? use(4);
}

const spanLooks = {
  "use-0": { colour: "--dead", ink: "--dead-ink", thickness: 18, pattern: "lattice" },
  "use-1": use(1),
  "use-2": use(2),
  "use-3": use(3),
  "use-4": use(4),
  well: { colour: "--well", ink: "--text", thickness: 5, pattern: "solid" },
  bad: { colour: "--bad", ink: "--bad-ink", thickness: 18, pattern: "stripes" },
  dead: { colour: "--dead", ink: "--dead-ink", thickness: 18, pattern: "lattice" },
  outage: { colour: "--outage", ink: "--outage-ink", thickness: 14, pattern: "solid" },
  expected: { colour: "--expected", ink: "--expected-ink", thickness: 8, pattern: "stripes" },
  leak: { colour: "--leak", ink: "--leak-ink", thickness: 14, pattern: "dots" },
} as const satisfies Readonly<Record<string, SpanLook>>;

export const pointLooks: Readonly<Record<PointStyle, PointLook>> = {
  event: { colour: "--text", shape: "triangle", rotation: 180, radius: 6 },
  decision: { colour: "--decision", shape: "rectRot", rotation: 0, radius: 6 },
  notice: { colour: "--decision", shape: "circle", rotation: 0, radius: 5 },
  write: { colour: "--write", shape: "crossRot", rotation: 0, radius: 5 },
  log: { colour: "--quiet", shape: "line", rotation: 90, radius: 6 },
};

/** The value of a custom property of the page, which depends on its scheme. */
export const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** What fills a span. */
export function fill({ colour: name, ink, pattern }: SpanLook): string | CanvasPattern {
  const base = colour(name);
  if (pattern === "solid") return base;
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const context = tile.getContext("2d");
  if (context === null) return base;
  context.fillStyle = base;
  context.fillRect(0, 0, 8, 8);
  context.globalAlpha = 0.3;
  context.strokeStyle = context.fillStyle = colour(ink);
  context.lineWidth = 1.5;
  draw[pattern](context);
  return context.createPattern(tile, "repeat") ?? base;
}

const rising = (context: CanvasRenderingContext2D): void =>
  stroke(context, [
    [-2, 2, 2, -2],
    [0, 8, 8, 0],
    [6, 10, 10, 6],
  ]);
const falling = (context: CanvasRenderingContext2D): void =>
  stroke(context, [
    [-2, 6, 2, 10],
    [0, 0, 8, 8],
    [6, -2, 10, 2],
  ]);

const draw = {
  stripes: rising,
  lattice: (context: CanvasRenderingContext2D) => {
    rising(context);
    falling(context);
  },
  dots: (context: CanvasRenderingContext2D) => {
    for (const [x, y] of [
      [2, 2],
      [6, 6],
    ] as const) {
      context.beginPath();
      context.arc(x, y, 1.2, 0, 7);
      context.fill();
    }
  },
};

function stroke(
  context: CanvasRenderingContext2D,
  lines: readonly (readonly [number, number, number, number])[],
): void {
  for (const [x, y, toX, toY] of lines) {
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(toX, toY);
    context.stroke();
  }
}
