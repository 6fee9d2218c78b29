/**
 * The fewest `move` commands that bring a section of rules into its order. Pure: ids in, commands out.
 *
 * RouterOS's `move` (HA-lab, 7.23.7): `numbers` takes several ids and keeps the order given, `destination` is the row
 * they go before, none is the end of the menu. Rows that are not the section's are never moved, and only rows that
 * stay where they are serve as destinations, so each command holds whichever of the others ran before it.
 * Every row that is moved goes to its final place at once: no limit is broken in between that was kept before.
 */

/** One `move` command. */
export interface Move {
  /** `numbers`: ids in the order in which they shall stand. */
  readonly ids: readonly string[];
  /** `destination`: the row they go before; absent: the end of the menu. */
  readonly before?: string;
}

/** A member must stand before, or after, a row that is not a member. */
export type Limit =
  | { readonly member: string; readonly before: string }
  | { readonly member: string; readonly after: string };

export interface Situation {
  /** Ids of the menu's static rows, in the router's order: dynamic and builtin rows are no destinations. */
  readonly rows: readonly string[];
  /** Ids of the section's rows in the order wanted; all of them are among `rows`. */
  readonly members: readonly string[];
  /** Rows that may not stand between members; undefined where nothing else than the members' order counts. */
  readonly barriers?: ReadonlySet<string>;
  readonly limits: readonly Limit[];
  /**
   * Where the section goes if all of it has to go elsewhere and there is a choice: to the last or the first place
   * allowed. A section of which some rows can stay gathers at the first place that costs least.
   */
  readonly prefer: "first" | "last";
}

/**
 * Moves as few rows as possible and, among these ways, with as few commands as possible. Empty: all is as wanted.
 * After the moves were carried out, planning again yields none. Undefined: no order is as wanted and keeps the limits.
 */
export function planMoves(situation: Situation): readonly Move[] | undefined {
  if (situation.members.length === 0) return [];
  const scene = sceneOf(situation);
  const plans = windowsOf(situation, scene).flatMap((window) => bestIn(window, scene) ?? []);
  const least = Math.min(...plans.map(({ cost }) => cost));
  const best = plans.filter(({ cost }) => cost === least);
  const goesLast = situation.prefer === "last" && best.every(({ kept }) => kept.length === 0);
  const plan = goesLast ? best.at(-1) : best[0];
  return plan && movesOf(plan, situation, scene);
}

/** Whether any order is as wanted and keeps the limits. */
export function isPossible(situation: Situation): boolean {
  return situation.members.length === 0 || windowsOf(situation, sceneOf(situation)).length > 0;
}

/** The order after a `move`, as RouterOS would leave it. */
export function applyMove(rows: readonly string[], { ids, before }: Move): readonly string[] {
  const staying = rows.filter((id) => !ids.includes(id));
  const at = before === undefined ? -1 : staying.indexOf(before);
  return staying.toSpliced(at < 0 ? staying.length : at, 0, ...ids);
}

/**
 * The rows that are not members divide the menu into gaps: gap 0 is before the first of them, gap `fixed.length` after
 * the last. Members are told apart by their index in the order wanted.
 */
interface Scene {
  readonly fixed: readonly string[];
  /** Index in `rows`, per member. */
  readonly position: readonly number[];
  /** The gap it stands in, per member. */
  readonly gap: readonly number[];
  /** First and last gap a member may stand in, given that those before and after it keep their limits too. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Per member: the first after it that can never stand in one gap with it. */
  readonly parting: readonly number[];
}

function sceneOf({ rows, members, limits }: Situation): Scene {
  const isMember = new Set(members);
  const at = new Map(rows.map((id, index) => [id, index]));
  const fixed = rows.filter((id) => !isMember.has(id));
  const indexOf = new Map(members.map((id, index) => [id, index]));
  const gapBefore = new Map(fixed.map((id, index) => [id, index]));
  const fixedBefore = [0];
  for (const id of rows) fixedBefore.push((fixedBefore.at(-1) ?? 0) + (isMember.has(id) ? 0 : 1));

  const low: number[] = members.map(() => 0);
  const high: number[] = members.map(() => fixed.length);
  for (const limit of limits) {
    const index = indexOf.get(limit.member) ?? 0;
    if ("before" in limit) high[index] = Math.min(high[index] ?? 0, gapBefore.get(limit.before) ?? 0);
    else low[index] = Math.max(low[index] ?? 0, (gapBefore.get(limit.after) ?? 0) + 1);
  }
  for (let index = 1; index < low.length; index++)
    low[index] = Math.max(low[index] ?? 0, low[index - 1] ?? 0);
  for (let index = high.length - 2; index >= 0; index--)
    high[index] = Math.min(high[index] ?? 0, high[index + 1] ?? 0);

  const position = members.map((id) => at.get(id) ?? 0);
  const gap = position.map((index) => fixedBefore[index] ?? 0);
  let later = 0;
  const parting = high.map((most) => {
    while (later < low.length && (low[later] ?? 0) <= most) later++;
    return later;
  });
  return { fixed, position, gap, low, high, parting };
}

/** Gaps in which all members could stand, with nothing between them that may not be there. */
interface Window {
  readonly from: number;
  readonly to: number;
}

function windowsOf({ barriers }: Situation, { fixed, low, high }: Scene): readonly Window[] {
  const cuts = barriers ? fixed.flatMap((id, index) => (barriers.has(id) ? [index] : [])) : [];
  const ends = [...cuts, fixed.length];
  // Both ascend.
  const isAllowed = low.every((least, index) => least <= (high[index] ?? 0));
  return ends
    .map((to, index) => ({ from: index === 0 ? 0 : (ends[index - 1] ?? 0) + 1, to }))
    .filter(({ from, to }) => isAllowed && (low.at(-1) ?? 0) <= to && (high[0] ?? 0) >= from);
}

interface Plan {
  readonly window: Window;
  /** Indices of the members that stay where they are, ascending. */
  readonly kept: readonly number[];
  readonly cost: number;
}

/**
 * The longest run of members that stand in this window in the order wanted (a longest increasing subsequence), and among
 * the longest the one that leaves the others in the fewest groups.
 */
function bestIn(window: Window, scene: Scene): Plan {
  const count = scene.position.length;
  // One row more costs more than any number of commands.
  const costOf = (first: number, end: number): number =>
    (end - first) * (count + 1) + groupsOf(first, end, scene).length;
  const ways: { readonly index: number; readonly cost: number; readonly previous?: number }[] = [];
  for (let index = 0; index < count; index++) {
    if (!mayStay(index, window, scene)) continue;
    let best: { cost: number; previous?: number } = { cost: costOf(0, index) };
    ways.forEach((way, at) => {
      const cost = way.cost + costOf(way.index + 1, index);
      const inOrder = (scene.position[way.index] ?? 0) < (scene.position[index] ?? 0);
      if (inOrder && cost < best.cost) best = { cost, previous: at };
    });
    ways.push({ index, ...best });
  }
  let plan: Plan = { window, kept: [], cost: costOf(0, count) };
  for (const way of ways) {
    const cost = way.cost + costOf(way.index + 1, count);
    if (cost >= plan.cost) continue;
    const kept: number[] = [];
    for (
      let at: typeof way | undefined = way;
      at;
      at = at.previous === undefined ? undefined : ways[at.previous]
    )
      kept.unshift(at.index);
    plan = { window, kept, cost };
  }
  return plan;
}

function mayStay(index: number, { from, to }: Window, { gap, low, high }: Scene): boolean {
  const here = gap[index] ?? 0;
  return here >= Math.max(from, low[index] ?? 0) && here <= Math.min(to, high[index] ?? 0);
}

/** Neighbours in the order wanted, from `first` to before `end`, in as few groups as can stand in one gap each. */
function groupsOf(first: number, end: number, { parting }: Scene): readonly (readonly [number, number])[] {
  const groups: (readonly [number, number])[] = [];
  for (let at = first; at < end; ) {
    const next = Math.min(parting[at] ?? end, end);
    groups.push([at, next]);
    at = next;
  }
  return groups;
}

/** One command for each group of neighbours in the order wanted that do not stay. */
function movesOf(
  { window, kept }: Plan,
  { rows, members, prefer }: Situation,
  scene: Scene,
): readonly Move[] {
  const { fixed, gap, low, high, position } = scene;
  const stays = new Set([...fixed, ...kept.map((index) => members[index] ?? "")]);
  const firstStayingFrom = (at: number): string | undefined => rows.slice(at).find((id) => stays.has(id));

  const runs = [-1, ...kept].flatMap((previous, at) => {
    const next = kept[at];
    const groups = groupsOf(previous + 1, next ?? members.length, scene);
    return groups.map(([first, end]) => ({ previous, next, first, end }));
  });
  return runs.map(({ previous, next, first, end }): Move => {
    const from = Math.max(window.from, low[end - 1] ?? 0);
    const to = Math.min(window.to, high[first] ?? 0);
    const ids = members.slice(first, end);
    if (next !== undefined && (gap[next] ?? 0) <= to) return { ids, before: members[next] };
    if (previous >= 0 && (gap[previous] ?? 0) >= from)
      return withDestination(ids, firstStayingFrom((position[previous] ?? 0) + 1));
    // No neighbour stands in a gap allowed, so nothing that stays is in the one chosen but the row that closes it.
    return withDestination(ids, fixed[prefer === "last" ? to : from]);
  });
}

function withDestination(ids: readonly string[], before: string | undefined): Move {
  return before === undefined ? { ids } : { ids, before };
}
