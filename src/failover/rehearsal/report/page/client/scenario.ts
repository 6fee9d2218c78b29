/** One scenario that was opened: which form is looked at, its figures, its picture, its log. */
import { el, sign } from "./dom";
import type { Cell, FormData, PageData, PlayData, ScenarioData } from "./model";
import { type Picture, picture, type Titled } from "./picture";
import { demandTable, figureTable, listing } from "./tables";

export interface OpenScenario {
  /** Looks at a form; at that which it is compared with, if it is not the office's own. */
  choose(form: number): void;
  restyle(): void;
  /** Draws now what waits until it is seen: for paper. */
  draw(): void;
  end(): void;
}

/** Fills `content`. What is drawn waits until it is seen. */
export function openScenario(
  content: HTMLElement,
  { forms }: PageData,
  { id, cells }: ScenarioData,
): OpenScenario {
  let current: Picture | undefined;
  const seen = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) current?.draw();
  });
  const body = el("div", { class: "form-body" });
  const choices = forms.flatMap(({ isJudged, short }, form) => {
    const cell = cells[form];
    if (!isJudged || cell === undefined) return [];
    const input = el("input", { type: "radio", name: `form of ${id}`, value: String(form) });
    input.addEventListener("change", () => show(form));
    return [
      { form, cell, input, label: el("label", {}, input, sign(cell.state, `${cell.state}: `), ` ${short}`) },
    ];
  });
  const show = (form: number): void => {
    current?.end();
    seen.disconnect();
    current = undefined;
    for (const choice of choices) choice.input.checked = choice.form === form;
    const [own, cell] = [forms[form], cells[form]];
    if (own === undefined || cell === undefined) return;
    if (cell.state === "not played") {
      body.replaceChildren(el("p", { class: "note" }, `Not played: ${cell.why}.`));
      return;
    }
    const other = own.against === undefined ? undefined : forms[own.against];
    const otherCell = own.against === undefined ? undefined : cells[own.against];
    const made = formBody(own, cell.play, other, otherCell);
    current = made.picture;
    body.replaceChildren(...made.elements);
    seen.observe(made.picture.element);
  };
  content.replaceChildren(
    el(
      "fieldset",
      { class: "forms" },
      el("legend", {}, "Form of the office"),
      ...choices.map(({ label }) => label),
    ),
    body,
  );
  const first =
    choices.find(({ cell }) => cell.state === "missed") ??
    choices.find(({ cell }) => cell.state === "met") ??
    choices[0];
  if (first !== undefined) show(first.form);
  return {
    choose: (form) =>
      show(forms[form]?.isJudged === false ? forms.findIndex(({ against }) => against === form) : form),
    restyle: () => current?.restyle(),
    draw: () => current?.draw(),
    end: () => {
      current?.end();
      seen.disconnect();
      content.replaceChildren();
    },
  };
}

function formBody(own: FormData, play: PlayData, other: FormData | undefined, otherCell: Cell | undefined) {
  const against = otherCell === undefined || otherCell.state === "not played" ? undefined : otherCell.play;
  const name = other?.short.replace(/^[^,]*, /, "") ?? "";
  const titled: readonly Titled[] = [
    { title: captionOf(own, play), timeline: play.timeline },
    ...(other !== undefined && against !== undefined
      ? [{ title: captionOf(other, against), timeline: against.timeline }]
      : []),
  ];
  const drawn = picture(titled);
  const why =
    otherCell?.state === "not played" &&
    el("p", { class: "note" }, `${name} was not played: ${otherCell.why}.`);
  const elements = [
    ...play.gaps.map((gap) =>
      el("p", { class: "note missed" }, sign("missed", ""), ` The simulator cannot tell: ${gap}`),
    ),
    ...(play.stale.length > 0
      ? [
          el(
            "p",
            { class: "note" },
            `Rows with another address than their line's at the end: ${play.stale.join("; ")}`,
          ),
        ]
      : []),
    drawn.element,
    ...(why ? [why] : []),
    el("div", { class: "tables" }, demandTable(play, against, name), figureTable(play, against, name)),
    ...titled.map(listing),
  ];
  return { picture: drawn, elements };
}

const captionOf = ({ title }: FormData, { seeds, seed }: PlayData): string =>
  seeds.length > 1 ? `${title}, seed ${seed} (the worst of ${seeds.length})` : title;
