/** How the page looks. Colours are of Okabe and Ito's palette for all kinds of colour vision, darker or lighter by scheme. */

/** On white, and on paper. */
const light = `
--page: #f6f7f8; --card: #ffffff; --text: #1b1f24; --quiet: #5b6470; --line: #dde1e6; --shade: #f4f6f8; --accent: #0b62a4;
--met: #00684a; --met-ground: #e3f3ec; --missed: #a83a00; --missed-ground: #fdeadd; --idle-ground: #eef0f2;
--well: #5aa98a; --bad: #e69f00; --bad-ink: #2b1d00; --dead: #3a3f47; --dead-ink: #ffffff;
--outage: #d55e00; --outage-ink: #ffffff; --leak: #a3437c; --leak-ink: #ffffff; --decision: #0b62a4; --write: #a3437c;
--use-1: #0072b2; --use-2: #c9e4f5; --use-3: #6a4fa3; --use-4: #8a8f98; --use-1-ink: #ffffff; --use-2-ink: #0b3a5c; --use-3-ink: #ffffff; --use-4-ink: #111418;
--expected: #f0cdb4; --expected-ink: #8a4a1e;
`;

const dark = `
--page: #14171b; --card: #1c2026; --text: #e7eaee; --quiet: #9aa4b0; --line: #333a43; --shade: #21262d; --accent: #66b7ee;
--met: #5cd0a4; --met-ground: #15342a; --missed: #ff9a5c; --missed-ground: #43230f; --idle-ground: #262b32;
--well: #2f8f6c; --bad: #e69f00; --bad-ink: #2b1d00; --dead: #c3c8cf; --dead-ink: #14171b;
--outage: #e8702a; --outage-ink: #14171b; --leak: #d884b6; --leak-ink: #14171b; --decision: #66b7ee; --write: #d884b6;
--use-1: #2f8fd0; --use-2: #2a5878; --use-3: #9a82d6; --use-4: #7d8692; --use-1-ink: #ffffff; --use-2-ink: #d3e8f7; --use-3-ink: #14171b; --use-4-ink: #111418;
--expected: #5d3f2c; --expected-ink: #d9a27c;
`;

export const styles: string = `
:root { ${light} color-scheme: light; }
@media (prefers-color-scheme: dark) { :root { ${dark} color-scheme: dark; } }
:root[data-on="paper"] { ${light} --page: #ffffff; color-scheme: light; }

* { box-sizing: border-box; }
html { scroll-padding-top: .5rem; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 2rem 0 .5rem; font-size: 1.15rem; }
a { color: var(--accent); }
code { color: var(--quiet); font-size: .82em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.kind, .hint, .about, .told, .note, .form { color: var(--quiet); }
.kind { margin: 0; }
.hint { margin: 0 0 .75rem; font-size: .88rem; max-width: 60rem; }
.form { font-size: .85em; }

.sign { display: inline-block; min-width: 1.1em; text-align: center; font-weight: 700; }
.sign.met { color: var(--met); } .sign.missed { color: var(--missed); } .sign.not-played { color: var(--quiet); }

.verdict { margin: 1rem 0; padding: .9rem 1.1rem; border-left: 6px solid var(--quiet); border-radius: 6px; background: var(--idle-ground); }
.verdict.met { border-color: var(--met); background: var(--met-ground); }
.verdict.missed { border-color: var(--missed); background: var(--missed-ground); }
.verdict p { margin: 0; } .headline { font-size: 1.35rem; font-weight: 650; }
.misses { margin: .75rem 0 0; padding: 0; list-style: none; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); gap: .6rem 1.5rem; }
.facts { display: flex; flex-wrap: wrap; gap: .5rem 2.2rem; margin: 0; }
.facts dt { color: var(--quiet); font-size: .82rem; } .facts dd { margin: 0; font-weight: 600; }
.choices ul { margin: 0; padding-left: 1.1rem; max-width: 60rem; } .choices li { margin-bottom: .3rem; }
.choices h2 { font-size: 1rem; margin-top: 1.2rem; }

.wide { position: relative; overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 600; } td { vertical-align: top; }
.figure { white-space: nowrap; }
.matrix { width: 100%; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.matrix thead th { padding: .5rem .6rem; border-bottom: 2px solid var(--line); font-size: .82rem; line-height: 1.3; vertical-align: bottom; }
.strategy { font-weight: 400; } .matrix .note { font-weight: 400; font-size: .9em; }
.matrix .group th { padding: .8rem .6rem .25rem; color: var(--quiet); font-size: .82rem; text-transform: none; }
.matrix tbody th[scope=row] { padding: .35rem .6rem; min-width: 15rem; font-weight: 400; border-top: 1px solid var(--line); }
.matrix tbody th a { color: inherit; text-decoration: none; } .matrix tbody th a:hover { text-decoration: underline; }
.matrix td { padding: 0; border-top: 1px solid var(--line); min-width: 6.2rem; }
.matrix .against { border-left: 1px dashed var(--line); }
.cell { display: block; height: 100%; padding: .4rem .6rem; color: inherit; text-decoration: none; }
.cell:hover { background: var(--shade); }
td.missed .cell { background: var(--missed-ground); } td.against.missed .cell { background: none; }
.matrix .figure.over { font-weight: 650; color: var(--missed); } td.against .figure { color: var(--quiet); } .matrix td.against .figure.over { font-weight: 400; }
.cell { white-space: nowrap; } .more { color: var(--missed); font-size: .82em; }
.key { display: block; color: var(--quiet); font-size: .82em; } .matrix .router { text-align: left; border-bottom: 0; padding-bottom: 0; }
.matrix .begins, .matrix .router { border-left: 2px solid var(--line); }
.under { display: flex; align-items: center; gap: .4em; padding-left: 1.35em; line-height: 1.1; }
.bar { flex: none; }
.bar .track { fill: var(--line); } .bar .value { fill: var(--met); } .missed .bar .value { fill: var(--missed); }
.against .bar .value { opacity: .6; } .bar .limit { stroke: var(--text); stroke-width: 1.5; }

.unfit { margin-top: .6rem; font-size: .88rem; color: var(--quiet); } .unfit summary { cursor: pointer; }
.bar-of-tools { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: .5rem; }
.tools { display: flex; flex-wrap: wrap; align-items: center; gap: .35rem; margin: 0; }
button { font: inherit; font-size: .85rem; padding: .2rem .65rem; color: var(--text); background: var(--card); border: 1px solid var(--line); border-radius: 6px; cursor: pointer; }
button:hover { border-color: var(--accent); }
.shown { margin-left: .5rem; color: var(--quiet); font-size: .85rem; font-variant-numeric: tabular-nums; }

.scenario { margin: .4rem 0; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.scenario > summary { padding: .55rem .8rem; cursor: pointer; }
.scenario > summary .title { font-weight: 600; }
.states { float: right; font-size: .88rem; color: var(--quiet); } .outcome { margin-left: .8em; color: var(--text); }
.scenario > .about, .content { padding: 0 .8rem; margin: 0 0 .6rem; }
.tables { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 1rem 2.5rem; align-items: start; }
.content > .form-body > * { margin-bottom: 1.1rem; }
.forms { display: flex; flex-wrap: wrap; gap: .35rem; margin: 0 0 1rem; padding: 0; border: 0; }
.forms legend { position: absolute; clip-path: inset(50%); }
.forms label { padding: .25rem .7rem; border: 1px solid var(--line); border-radius: 999px; font-size: .88rem; cursor: pointer; }
.forms input { position: absolute; opacity: 0; pointer-events: none; }
.forms label:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); font-weight: 600; }
.forms label:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px; }
.demands, .figures, .entries { font-size: .88rem; }
caption { text-align: left; font-weight: 650; padding-bottom: .3rem; }
.demands td, .demands th, .figures td, .figures th, .entries td, .entries th { padding: .22rem .9rem .22rem 0; border-bottom: 1px solid var(--line); }
.demands tbody th, .figures tbody th { font-weight: 400; min-width: 11rem; }
.figures .group th { padding-top: .6rem; color: var(--quiet); font-weight: 600; }
.demands thead th, .figures thead th, .entries thead th { color: var(--quiet); font-size: .92em; }
.demands tr.missed > :nth-child(4) { color: var(--missed); font-weight: 650; }
td.against, th.against { padding-left: .9rem; border-left: 1px dashed var(--line); }
.demands td, .figures td { white-space: nowrap; }
.seeds { margin: .2rem 0; max-width: 30rem; white-space: normal; }

.picture figure { margin: .6rem 0 0; }
figcaption { font-weight: 650; font-size: .9rem; margin-bottom: .2rem; }
.plot { position: relative; width: 100%; touch-action: pan-y; }
.chosen { display: none; position: absolute; top: 0; bottom: 0; background: var(--accent); opacity: .18; pointer-events: none; }
.told { min-height: 1.5em; margin: .2rem 0 0; font-size: .85rem; overflow-wrap: anywhere; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1rem; margin: .5rem 0 0; padding: 0; list-style: none; font-size: .82rem; color: var(--quiet); }
.swatch { display: inline-block; min-width: 1.1em; text-align: center; font-weight: 700; }
.swatch.event { color: var(--text); } .swatch.decision { color: var(--decision); } .swatch.notice { color: var(--decision); } .swatch.write { color: var(--write); } .swatch.log { color: var(--quiet); }
.swatch:empty { width: 1.6em; height: .8em; border-radius: 2px; vertical-align: -.05em; }
.swatch.well { background: var(--well); height: .3em; vertical-align: .2em; }
.swatch.bad { background: repeating-linear-gradient(135deg, var(--bad) 0 3px, color-mix(in srgb, var(--bad) 70%, var(--bad-ink)) 3px 5px); }
.swatch.dead { background: repeating-linear-gradient(135deg, transparent 0 3px, color-mix(in srgb, var(--dead-ink) 30%, transparent) 3px 4px), repeating-linear-gradient(45deg, var(--dead) 0 3px, color-mix(in srgb, var(--dead) 70%, var(--dead-ink)) 3px 4px); }
.swatch.expected { background: var(--expected); height: .5em; vertical-align: .1em; }
.swatch.outage { background: var(--outage); }
.swatch.leak { background: radial-gradient(var(--leak-ink) 20%, transparent 22%) 0 0 / 4px 4px, var(--leak); }
.listing > summary { cursor: pointer; font-size: .9rem; font-weight: 650; }
.listing .wide { max-height: 28rem; overflow: auto; margin-top: .3rem; }
.entries .text { overflow-wrap: anywhere; min-width: 16rem; } .entries .where { color: var(--quiet); white-space: nowrap; }
.entries .event .text, .entries .decision .text { font-weight: 650; }
.note.missed { color: var(--missed); }

@media (max-width: 40rem) {
  main { padding: 1rem .6rem 3rem; } h1 { font-size: 1.5rem; }
  .matrix tbody th[scope=row] { min-width: 10rem; position: sticky; left: 0; background: var(--card); }
  .states { float: none; display: block; }
}
@media print {
  body { font-size: 10.5pt; } main { max-width: none; padding: 0; }
  .tools, .told, .hint { display: none; }
  .scenario:not([open]) { display: none; }
  .verdict, .matrix tr, figure, .demands tr { break-inside: avoid; }
  .plot canvas { max-width: 100%; } :focus-visible { outline: none; }
  .wide, .listing .wide { overflow: visible; max-height: none; }
  .tables { display: block; } .tables > * { margin-bottom: 1rem; }
  a { color: inherit; text-decoration: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
