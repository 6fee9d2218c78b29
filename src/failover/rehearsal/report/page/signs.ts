/** Signs of how something came out: a shape beside the colour, and words for who sees neither. */
import type { State } from "../figures";
import { type Markup, markup } from "./markup";

const signs: Readonly<Record<State, string>> = { met: "✓", missed: "✕", "not played": "–" };

export const sign = (state: State, words: string = state): Markup =>
  markup`<span class="sign ${state.replace(" ", "-")}" aria-hidden="true">${signs[state]}</span><span class="unseen">${words}</span>`;
