/**
 * On paper: light, without what one operates, and with what is to be looked at unfolded. A list of what is well stays closed; its
 * heading says how many and where they are.
 */
export const PRINT_STYLE = `
@page { margin: 15mm; }
@media print {
  :root { color-scheme: light; --ground: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --accent: #000; --broken: #8c1d18; --unverified: #6b4600; --expired: #593400; --vacuous: #444; --excepted: #333f55; --reported: #174a8c; --attested: #07525a; --holds: #14532d; --not-known: #4d4820; }
  * { print-color-adjust: exact; }
  body { font-size: 9.5pt; max-width: none; padding: 0; }
  .filters, .nothing, .skip { display: none; }
  a { color: inherit; text-decoration: none; }
  details.printed::details-content { block-size: auto; content-visibility: visible; display: block; opacity: 1; }
  summary { list-style: none; } summary::-webkit-details-marker { display: none; }
  h1, h2, h3, h4, summary { break-after: avoid; }
  .look > li, .finding, .totals, .card, dl > div { break-inside: avoid; }
  .claim { break-inside: auto; } .claim > h3, .claim > .words { break-after: avoid; }
  .finding summary .gist, .quiet li { display: block; }
  p, li { orphans: 3; widows: 3; }
}
`;
