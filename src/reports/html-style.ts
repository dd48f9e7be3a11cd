/** The style sheet of the page: legible without colour, on paper, and in the dark. */
export const HTML_STYLE = `
:root { color-scheme: light dark; --line: #8886; --bad: #b3261e; --unsure: #8a5a00; --fair: #555; --good: #1b6e3c; }
@media (prefers-color-scheme: dark) { :root { --bad: #ff8a80; --unsure: #ffcc66; --fair: #bbb; --good: #7fd69b; } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; overflow-wrap: break-word; }
.finding, .reason, li, dd, code, p { overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { border-top: 1px solid var(--line); padding: .4rem .6rem; text-align: left; vertical-align: top; }
th:first-child, td:first-child { white-space: nowrap; }
.status { font-weight: 600; white-space: nowrap; }
.bad { color: var(--bad); } .unsure { color: var(--unsure); } .fair { color: var(--fair); } .good { color: var(--good); }
.totals { display: flex; flex-wrap: wrap; gap: 1.5rem; list-style: none; padding: 0; }
.reason { margin: .2rem 0; }
.finding { border-left: 3px solid var(--line); margin: .6rem 0; padding-left: .8rem; }
dl { display: grid; gap: 0 1rem; grid-template-columns: max-content 1fr; margin: .2rem 0; }
dt { color: var(--fair); } dd { font-family: ui-monospace, monospace; font-size: .9em; margin: 0; }
.statement { max-width: 52rem; }
mark, mark.bad, mark.unsure, mark.fair, mark.good { background: none; border-bottom: 2px solid; color: inherit; }
.overall { font-size: 1.2em; font-weight: 600; }
mark.bad { border-color: var(--bad); } mark.unsure { border-bottom-style: dashed; border-color: var(--unsure); }
mark.fair { border-bottom-style: dotted; border-color: var(--fair); } mark.good { border-color: var(--good); }
@page { margin: 15mm; }
@media print {
  :root { color-scheme: light; --bad: #8c1d18; --unsure: #6b4600; --fair: #444; --good: #14532d; }
  body { font-size: 9.5pt; margin: 0; max-width: none; padding: 0; }
  thead { display: table-header-group; }
  h1, h2, summary { break-after: avoid; }
  tr, .finding, .totals { break-inside: avoid; }
  tr:has(details) { break-inside: auto; }
  p { orphans: 3; widows: 3; }
  a { color: inherit; text-decoration: none; }
}
`;
