/** The stylesheet of all pages: light and dark, from 320 px wide, at any text size. */
export const STYLES = `
:root {
  color-scheme: light dark;
  --page: light-dark(#eef1f5, #0d131a);
  --sheet: light-dark(#ffffff, #161f29);
  --sunken: light-dark(#f6f8fa, #111921);
  --ink: light-dark(#17212e, #e9eef4);
  --quiet: light-dark(#4d5b6c, #a3b1c2);
  --line: light-dark(#d6dde5, #2d3a48);
  --field-line: light-dark(#76869a, #6f8196);
  --accent: light-dark(#1d4ed8, #8fb4ff);
  --on-accent: light-dark(#ffffff, #0b1526);
  --accent-hover: light-dark(#173fae, #b0caff);
  --bad: light-dark(#b42318, #ff9d94);
  --bad-back: light-dark(#fef3f2, #321a1b);
  --good: light-dark(#05683e, #6fdca4);
  --good-back: light-dark(#eaf8f1, #10291f);
  --note: light-dark(#704800, #f6cf7d);
  --note-back: light-dark(#fff3d6, #33280f);
  --shadow: 0 1px 2px rgb(15 23 42 / 0.06), 0 12px 32px -12px rgb(15 23 42 / 0.18);
}
*, *::before, *::after { box-sizing: border-box; }
html { font: 100%/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; }
body { margin: 0; background: var(--page); color: var(--ink); min-height: 100vh; overflow-wrap: break-word; }
.page { max-width: 62rem; margin: 0 auto; padding: clamp(1rem, 4vw, 3rem) clamp(0.75rem, 4vw, 2rem); }
.bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.5rem 1rem; margin-bottom: 1.25rem; }
.bar p { margin: 0; font-weight: 600; display: flex; align-items: center; gap: 0.5rem; }
.bar svg { width: 1.1em; height: 1.1em; flex: none; color: var(--good); }
.badge { background: var(--note-back); color: var(--note); border: 1px solid currentColor; border-radius: 99px; padding: 0.1rem 0.7rem; font-size: 0.8125rem; font-weight: 600; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; align-items: start; }
@media (min-width: 56rem) { .columns.two { grid-template-columns: minmax(0, 1.05fr) minmax(0, 1fr); } }
.columns:not(.two) { max-width: 32rem; margin: 0 auto; }
.sheet { background: var(--sheet); border: 1px solid var(--line); border-radius: 16px; padding: clamp(1.1rem, 4vw, 2rem); box-shadow: var(--shadow); }
h1 { font-size: 1.0625rem; font-weight: 600; margin: 0 0 0.35rem; line-height: 1.35; }
h3 { font-size: 0.9rem; font-weight: 600; color: var(--quiet); margin: 0.5rem 0 0.1rem; }
h2 { font-size: 1rem; margin: 0 0 0.4rem; }
.amount { font-size: clamp(1.9rem, 6vw, 2.5rem); font-weight: 650; letter-spacing: -0.02em; line-height: 1.15; margin: 0; font-variant-numeric: tabular-nums; }
.what { margin: 0.35rem 0 0; color: var(--quiet); }
.summary { border-bottom: 1px solid var(--line); padding-bottom: 1.25rem; margin-bottom: 1.25rem; }
.note { background: var(--sunken); border: 1px solid var(--line); border-radius: 9px; padding: 0.6rem 0.85rem; margin: 1.25rem 0 0; font-size: 0.9375rem; }
.quiet { color: var(--quiet); font-size: 0.9rem; }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 8.5rem), 1fr)); gap: 1rem; margin: 0; padding: 0; border: 0; min-width: 0; }
.field { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.3rem; align-content: start; }
.inline > .field { flex: 0 1 26rem; }
.field.wide { grid-column: 1 / -1; }
label, .label { font-weight: 550; font-size: 0.9375rem; }
.hint { color: var(--quiet); font-size: 0.85rem; margin: 0; font-weight: 400; }
input[type='text'] { font: inherit; font-size: 1.0625rem; color: inherit; background: var(--sheet); border: 1px solid var(--field-line); border-radius: 9px; padding: 0.65rem 0.75rem; min-height: 3rem; width: 100%; font-variant-numeric: tabular-nums; }
input[aria-invalid='true'] { border-color: var(--bad); border-width: 2px; padding: calc(0.65rem - 1px) calc(0.75rem - 1px); }
.problem { color: var(--bad); font-size: 0.9rem; margin: 0; font-weight: 500; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button { font: inherit; cursor: pointer; border-radius: 9px; border: 1px solid transparent; }
.primary { display: block; width: 100%; background: var(--accent); color: var(--on-accent); font-weight: 600; font-size: 1.0625rem; padding: 0.7rem 1rem; min-height: 3.1rem; margin-top: 1.4rem; }
.primary:hover { background: var(--accent-hover); }
.secondary { display: block; width: 100%; background: none; color: var(--ink); border-color: var(--field-line); padding: 0.6rem 1rem; min-height: 2.9rem; margin-top: 0.75rem; }
.secondary:hover, .small:hover { background: var(--sunken); }
.small { background: none; color: var(--accent); border-color: var(--field-line); font-weight: 550; font-size: 0.9rem; padding: 0.3rem 0.75rem; min-height: 2.2rem; }
a.primary, a.secondary { text-align: center; text-decoration: none; border-radius: 9px; }
a { color: var(--accent); }
.alert { border: 1px solid var(--bad); border-inline-start-width: 5px; background: var(--bad-back); border-radius: 9px; padding: 0.8rem 1rem; margin: 0 0 1.25rem; }
.alert h2 { color: var(--bad); margin: 0 0 0.2rem; }
.alert p, .alert ul { margin: 0; }
.alert ul { padding-inline-start: 1.1rem; }
.alert a { color: inherit; }
.result { border-radius: 9px; padding: 0.9rem 1.1rem; margin: 0 0 0.5rem; background: var(--sunken); }
.result.good { background: var(--good-back); } .result.good h2 { color: var(--good); }
.result.bad { background: var(--bad-back); } .result.bad h2 { color: var(--bad); }
.result p { margin: 0; }
.tools { background: none; border: 1px dashed var(--field-line); border-radius: 16px; padding: clamp(1rem, 3vw, 1.5rem); }
.tools > p { margin: 0 0 0.75rem; }
details { border-top: 1px solid var(--line); }
section > details { margin-top: 1rem; border-bottom: 0; }
summary { cursor: pointer; font-weight: 600; padding: 0.7rem 0; }
details > :last-child { margin-bottom: 1rem; }
.cards { list-style: none; padding: 0; margin: 0; }
.cards li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 0.75rem; align-items: center; padding: 0.35rem 0; }
.cards li + li { border-top: 1px solid var(--line); }
.cards .number { font-variant-numeric: tabular-nums; font-weight: 550; user-select: all; white-space: nowrap; }
.cards p { margin: 0; }
.cards button { grid-row: 1 / span 2; grid-column: 2; }
code { font: inherit; font-weight: 600; font-variant-numeric: tabular-nums; }
.choices { border: 0; margin: 0; padding: 0; min-width: 0; }
.choices legend { padding: 0.6rem 0 0.2rem; font-weight: 600; font-size: 0.9rem; color: var(--quiet); }
.choice { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 0.65rem; padding: 0.4rem 0; align-items: start; }
.choice input { width: 1.15rem; height: 1.15rem; margin: 0.15rem 0 0; accent-color: var(--accent); }
.choice .hint { grid-column: 2; }
.scroll { max-height: 24rem; overflow: auto; border: 1px solid var(--line); border-radius: 9px; padding: 0.2rem 0.9rem 0.6rem; background: var(--sheet); }
.methods { display: grid; gap: 0.75rem; }
.methods button { display: flex; justify-content: space-between; align-items: center; width: 100%; text-align: start; background: var(--sheet); color: var(--ink); border-color: var(--field-line); font-weight: 600; font-size: 1.0625rem; padding: 0.9rem 1.1rem; min-height: 3.4rem; }
.methods button::after { content: '\\203A'; font-size: 1.4em; line-height: 1; color: var(--quiet); }
.methods button:hover { border-color: var(--accent); background: var(--sunken); }
.codes { display: flex; flex-wrap: wrap; gap: 0.6rem; }
.facts { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.3rem 1rem; margin: 0 0 1.25rem; }
.facts dt { color: var(--quiet); } .facts dd { margin: 0; font-weight: 550; text-align: end; }
.foot { color: var(--quiet); font-size: 0.85rem; margin: 1.25rem 0 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
th { text-align: start; color: var(--quiet); font-weight: 550; }
th, td { padding: 0.35rem 1rem 0.35rem 0; border-bottom: 1px solid var(--line); vertical-align: middle; }
.wide-table { overflow-x: auto; max-width: 100%; }
.stack > *, #live > * { min-width: 0; }
td form { margin: 0; } td .small { white-space: nowrap; }
th, td { white-space: nowrap; } td.long { white-space: normal; min-width: 14rem; overflow-wrap: anywhere; }
tr:last-child td { border-bottom: 0; }
.state { font-weight: 600; } .state.good { color: var(--good); } .state.bad { color: var(--bad); }
.stack { display: grid; gap: 1.25rem; }
.inline > * { min-width: 0; }
.inline { display: flex; flex-wrap: wrap; gap: 0.6rem; align-items: end; }
select { font: inherit; color: inherit; background: var(--sheet); border: 1px solid var(--field-line); border-radius: 9px; padding: 0.55rem 0.6rem; min-height: 2.75rem; max-width: 100%; }
@media (forced-colors: active) { .badge, .alert, .result { border: 1px solid; } }
@media (prefers-reduced-motion: no-preference) { button { transition: background-color 0.12s, border-color 0.12s; } }
`
