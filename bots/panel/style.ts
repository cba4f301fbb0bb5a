/** The one sheet of the page: for a phone first, legible in the sun, nothing smaller than a thumb. */
export const style = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #f6f8fa; color: #12263a; font: 1rem/1.5 system-ui, sans-serif; }
header, main { max-width: 60rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1rem; }
main { padding-bottom: 3rem; }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; color: #0b4f8a; overflow-wrap: anywhere; }
h2 { margin: 0 0 .75rem; font-size: 1.2rem; color: #0b4f8a; }
h3 { margin: 1.25rem 0 .5rem; font-size: 1.05rem; color: #0b4f8a; }
p { margin: .25rem 0; }
.quiet { color: #44576b; }
section, form { margin: 1rem 0 0; padding: 1rem; background: #fff; border: 1px solid #d3dce4; border-radius: 12px; }
form { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); align-items: end; }
form h2 { grid-column: 1 / -1; margin: 0; }
label { display: grid; gap: .25rem; font-weight: 600; }
select, button { width: 100%; min-height: 44px; font: inherit; font-weight: 400; color: inherit; border-radius: 8px; }
select { padding: 0 .5rem; background: #fff; border: 1px solid #6b7f92; }
button { border: 0; background: #0b4f8a; color: #fff; font-weight: 600; }
a { color: #0b4f8a; }
.tap { display: inline-flex; align-items: center; min-height: 44px; padding-right: .75rem; }
:focus-visible { outline: 3px solid #c8702a; outline-offset: 2px; }
dl { display: grid; gap: .5rem; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); margin: 0; }
dl.facts { grid-template-columns: 1fr; }
dt { color: #44576b; }
dd { margin: 0; font-size: 1.4rem; font-weight: 700; overflow-wrap: anywhere; }
dl.facts dd { font-size: 1rem; }
.bars { margin: .5rem 0 0; padding: 0; list-style: none; }
.bars li { display: grid; grid-template-columns: 1fr auto; gap: 0 .75rem; padding: .25rem 0; }
.bars svg { grid-column: 1 / -1; width: 100%; height: 12px; border-radius: 4px; background: #e4eaef; }
.bars rect { fill: #1f7a7a; }
summary { display: flex; align-items: center; min-height: 44px; color: #0b4f8a; cursor: pointer; }
summary::before { content: "+"; width: 1.5rem; font-weight: 700; }
details[open] > summary::before { content: "−"; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding: .25rem 0; color: #44576b; }
th, td { padding: .5rem .75rem .5rem 0; border-bottom: 1px solid #d3dce4; text-align: left; vertical-align: middle; }
thead th { vertical-align: bottom; }
tbody th { min-width: 8.5rem; font-weight: 400; }
td:not(.number):not(:empty) { min-width: 8rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
@media print { form, nav { display: none; } }
`;
