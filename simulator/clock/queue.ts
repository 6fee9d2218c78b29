/** Timers in order of time, and of their start where times are equal: a binary heap. */
export interface Timer {
  readonly due: number;
  readonly order: number;
  readonly action: () => void;
  /** Starts no asynchronous work: nothing has to be waited for after it. */
  readonly quiet: boolean;
  calledOff: boolean;
}

export interface TimerQueue {
  readonly size: number;
  add(due: number, action: () => void, quiet: boolean): Timer;
  remove(timer: Timer): void;
  /** Takes out the next timer that is due at `limit` or before. */
  take(limit: number): Timer | undefined;
}

export function timerQueue(): TimerQueue {
  const heap: Timer[] = [];
  let started = 0;
  let live = 0;

  function take(limit: number): Timer | undefined {
    for (let first = heap[0]; first !== undefined && first.due <= limit; first = heap[0]) {
      removeFirst(heap);
      if (first.calledOff) continue;
      // A timer that fires is over: calling it off later changes nothing.
      first.calledOff = true;
      live -= 1;
      return first;
    }
    return undefined;
  }

  return {
    get size() {
      return live;
    },
    add(due, action, quiet) {
      const timer = { due, order: started++, action, quiet, calledOff: false };
      live += 1;
      insert(heap, timer);
      return timer;
    },
    remove(timer) {
      if (timer.calledOff) return;
      timer.calledOff = true;
      live -= 1;
    },
    take,
  };
}

const before = (left: Timer, right: Timer): boolean =>
  left.due < right.due || (left.due === right.due && left.order < right.order);

function insert(heap: Timer[], timer: Timer): void {
  let place = heap.length;
  heap.push(timer);
  while (place > 0) {
    const above = (place - 1) >> 1;
    const parent = heap[above] as Timer;
    if (!before(timer, parent)) break;
    heap[place] = parent;
    place = above;
  }
  heap[place] = timer;
}

function removeFirst(heap: Timer[]): void {
  const last = heap.pop() as Timer;
  if (heap.length === 0) return;
  let place = 0;
  for (;;) {
    const left = 2 * place + 1;
    if (left >= heap.length) break;
    const right = left + 1;
    const lower = right < heap.length && before(heap[right] as Timer, heap[left] as Timer) ? right : left;
    if (!before(heap[lower] as Timer, last)) break;
    heap[place] = heap[lower] as Timer;
    place = lower;
  }
  heap[place] = last;
}
