/** The style sheet of the page: legible without colour, on paper, and in the dark. */
export const HTML_STYLE = `
:root { color-scheme: light dark; --line: #8886; --bad: #b3261e; --unsure: #8a5a00; --fair: #555; --good: #1b6e3c; }
@media (prefers-color-scheme: dark) { :root { --bad: #ff8a80; --unsure: #ffcc66; --fair: #bbb; --good: #7fd69b; } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; overflow-wrap: anywhere; }
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
@media print {
  body { font-size: 10pt; margin: 0; max-width: none; }
  thead { display: table-header-group; }
  tr, .finding { break-inside: avoid; }
  .status { color: #000; }
}
`;
