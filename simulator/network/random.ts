/** Chance that repeats itself: the same seed, the same numbers. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
}

/** A stream of its own for each purpose: what one part draws does not shift the others. */
export function random(seed: number, purpose: string): Random {
  let state = seed >>> 0;
  for (const character of purpose) state = mix(state ^ character.charCodeAt(0));
  return {
    next: () => {
      state = (state + 0x9e3779b9) >>> 0;
      return mix(state) / 4_294_967_296;
    },
  };
}

/** A finaliser in the manner of MurmurHash3: every bit of the input changes about half of the output. */
function mix(value: number): number {
  let result = value >>> 0;
  result = Math.imul(result ^ (result >>> 16), 0x85ebca6b);
  result = Math.imul(result ^ (result >>> 13), 0xc2b2ae35);
  return (result ^ (result >>> 16)) >>> 0;
}
