/** The one sheet of the page: for a phone first, legible in the sun, nothing smaller than a thumb. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #f6f8fa; --surface: #fff; --ink: #12263a; --quiet: #44576b; --line: #d3dce4; --edge: #6b7f92;
  --blue: #0b4f8a; --on-blue: #fff; --track: #e4eaef; --bar: #1f7a7a; --focus: #c8702a;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #0f1820; --surface: #1a2631; --ink: #e9eff4; --quiet: #a5b4c1; --line: #2d3c49; --edge: #8795a1;
    --blue: #8cc2f0; --on-blue: #0c1a26; --track: #2d3c49; --bar: #6cc7c4; --focus: #f2b27a;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
header, main { max-width: 60rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1rem; }
main { padding-bottom: 3rem; }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; color: var(--blue); overflow-wrap: anywhere; }
h2 { margin: 0 0 .75rem; font-size: 1.2rem; color: var(--blue); }
h3 { margin: 1.25rem 0 .5rem; font-size: 1.05rem; color: var(--blue); }
p { margin: .25rem 0; }
.quiet { color: var(--quiet); }
section, form { margin: 1rem 0 0; padding: 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
form { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); align-items: end; }
form h2 { grid-column: 1 / -1; margin: 0; }
label { display: grid; gap: .25rem; font-weight: 600; }
select, button { width: 100%; min-height: 44px; font: inherit; font-weight: 400; color: inherit; border-radius: 8px; }
select { padding: 0 .5rem; text-overflow: ellipsis; background: var(--surface); border: 1px solid var(--edge); }
button { border: 0; background: var(--blue); color: var(--on-blue); font-weight: 600; }
a { color: var(--blue); }
.tap { display: inline-flex; align-items: center; min-height: 44px; padding-right: .75rem; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
dl { display: grid; gap: .5rem; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); margin: 0; }
dl.facts { grid-template-columns: 1fr; }
dt { color: var(--quiet); }
dd { margin: 0; font-size: 1.4rem; font-weight: 700; overflow-wrap: anywhere; }
dl.facts dd { font-size: 1rem; }
.bars { margin: .5rem 0 0; padding: 0; list-style: none; }
.bars li { display: grid; grid-template-columns: 1fr auto; gap: 0 .75rem; padding: .25rem 0; }
.bars svg { grid-column: 1 / -1; width: 100%; height: 12px; border-radius: 4px; background: var(--track); }
.bars rect { fill: var(--bar); }
summary { display: flex; align-items: center; min-height: 44px; color: var(--blue); cursor: pointer; }
summary::before { content: "+"; width: 1.5rem; font-weight: 700; }
details[open] > summary::before { content: "−"; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding: .25rem 0; color: var(--quiet); }
th, td { padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: middle; }
thead th { vertical-align: bottom; }
tbody th { min-width: 8.5rem; font-weight: 400; }
td:not(.number):not(:empty) { min-width: 8rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.saying { padding-top: 1rem; }
.saying p { margin: 0 0 .75rem; }
main > .quiet { margin-top: .75rem; }
.files { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .75rem; }
label:first-of-type, form button { grid-column: 1 / -1; }
@media (min-width: 44rem) {
  form { grid-template-columns: 2fr repeat(4, 1fr); }
  label:first-of-type, form button { grid-column: auto; }
}
@media (forced-colors: active) { .bars svg { border: 1px solid; } .bars rect { fill: CanvasText; } }
@media print {
  @page { margin: 14mm; }
  :root { --paper: #fff; --quiet: #333; }
  form, nav, summary, .files { display: none; }
  body { font-size: .8rem; }
  header, main { max-width: none; padding: 0; }
  section { padding: .5rem 0; border: 0; border-top: 1px solid var(--line); border-radius: 0; }
  h2, h3, caption { break-after: avoid; }
  tr, .bars li, dl div { break-inside: avoid; }
  .bars svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .wide { overflow: visible; }
  tbody th, td:not(.number):not(:empty) { min-width: 0; }
  th, td { padding: .25rem .5rem .25rem 0; }
  a { color: inherit; text-decoration: none; }
}
`;
