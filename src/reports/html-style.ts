import { PRINT_STYLE } from './html-print-style.ts';

/** Hues for the eyes that see them: every one has a contrast of 4.5 and more on its ground, and shape and word say the same. */
const LIGHT = `--ground: #f7f7f5; --card: #fff; --ink: #1a1f26; --soft: #555f6b; --line: #d9dde2; --accent: #0b57d0;
  --broken: #b3201a; --unverified: #855000; --expired: #6b3f00; --vacuous: #59636e; --excepted: #44546f; --reported: #1d5bab; --attested: #0a666d; --holds: #1a6b38; --not-known: #5f5a2a;`;
const DARK = `--ground: #0f1216; --card: #171b21; --ink: #e7eaee; --soft: #a5afba; --line: #2f3741; --accent: #8ab4f8;
  --broken: #ff8f86; --unverified: #f3c26b; --expired: #e39a52; --vacuous: #aab4bf; --excepted: #aabcdd; --reported: #86b7ff; --attested: #5fd0d6; --holds: #7edb9c; --not-known: #cfc98a;`;

const SHAPE_NAMES =
  'broken unverified expired vacuous excepted reported attested holds not-known'.split(' ');
const HUES = SHAPE_NAMES.map(
  (name) => `.is-${name}, [data-status="${name}"] { --hue: var(--${name}); }`,
).join('\n');

/** The style sheet of every page: legible without colour, on a telephone, on paper, in the dark. Nothing is wider than the screen. */
export const HTML_STYLE = `
:root { color-scheme: light dark; ${LIGHT} }
@media (prefers-color-scheme: dark) { :root { ${DARK} } }
${HUES}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 56rem; overflow-wrap: anywhere; padding: 1rem 1rem 3rem; }
h1, h2, h3, h4, p, ul, ol, dl, dd, figure, fieldset, pre { margin: 0; padding: 0; }
h1 { font-size: 1.35rem; letter-spacing: -.01em; line-height: 1.25; }
h2 { font-size: 1.1rem; line-height: 1.3; margin: 2.2rem 0 .6rem; }
h3 { font-size: 1rem; line-height: 1.4; } h4 { font-size: 1rem; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { border-radius: 3px; outline: 3px solid var(--accent); outline-offset: 2px; }
time, .count { font-variant-numeric: tabular-nums; white-space: nowrap; }
code, pre, dd.exact { font: .875em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.shapes { position: absolute; }
.skip { background: var(--card); left: 1rem; padding: .5rem 1rem; position: absolute; top: -10rem; z-index: 1; } .skip:focus { top: 1rem; }
.kind { color: var(--soft); font-size: .875rem; }
.overall { font-size: 1.2rem; font-weight: 600; line-height: 1.4; margin: .8rem 0 .4rem; max-width: 40rem; }
.meta, small, .more { color: var(--soft); font-size: .875rem; }
.more { margin: .5rem 0; }
.status { color: var(--hue); font-weight: 600; white-space: nowrap; }
.shape { height: 1em; vertical-align: -.12em; width: 1em; }
.fill { fill: currentColor; } .line, .thick, .ground { fill: none; stroke: currentColor; stroke-linecap: round; stroke-linejoin: round; stroke-width: 1.6; }
.thick { stroke-width: 3; } .ground { stroke: var(--card); stroke-width: 2; } .dashed { stroke-dasharray: 2.2 2.4; }
.totals { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; list-style: none; margin: .8rem 0; }
.totals a { color: inherit; text-decoration-color: var(--line); }
.card, .look > li, .claim, .finding { background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.card { margin: .5rem 0; padding: .7rem .9rem; }
.card li { margin: .4rem 0 0 1.1rem; }
.look { display: grid; gap: .4rem; list-style: none; }
.look > li { border-left: 4px solid var(--hue, var(--line)); padding: .55rem .8rem; }
.look a { font-weight: 600; } .look p { font-size: .9375rem; }
.look .meta { margin-top: .15rem; }
summary { cursor: pointer; } summary::marker { color: var(--soft); }
.fold > summary { color: var(--soft); font-size: .9375rem; padding: .35rem 0; }
.filters { display: grid; gap: .8rem; margin: 2.2rem 0 1rem; }
fieldset { border: 0; display: flex; flex-wrap: wrap; gap: .4rem; min-width: 0; } legend { color: var(--soft); font-size: .875rem; margin-bottom: .3rem; }
.filters input { height: 1px; opacity: 0; position: absolute; width: 1px; }
.filters label { background: var(--card); border: 1px solid var(--line); border-radius: 1.2rem; cursor: pointer; font-size: .9375rem; max-width: 100%; padding: .3rem .8rem; }
.filters input:checked + label { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); font-weight: 600; }
.filters input:focus-visible + label { outline: 3px solid var(--accent); outline-offset: 2px; }
.nothing { display: none; }
@supports not selector(:has(*)) { .filters { display: none; } }
.claim { border-left: 4px solid var(--hue); margin: .5rem 0; padding: .75rem .9rem; }
.claim:target, .finding:target { outline: 2px solid var(--accent); outline-offset: 2px; }
.claim h3 { display: inline; } .claim h3 code { font-size: .9375em; font-weight: 600; }
.claim .words, .claim .reason { margin-top: .3rem; max-width: 45rem; } .claim .meta { margin-top: .3rem; }
.claim > details > summary .words { display: block; margin-top: 0; }
.calm { border-width: 0 0 1px 4px; border-radius: 0; margin: 0; padding: .4rem .8rem; } .calm .words { font-size: .9375rem; }
.findings { margin-top: .6rem; }
.finding { border-left: 3px solid var(--hue, var(--line)); margin: .4rem 0; padding: .5rem .75rem; }
.finding summary .gist, .quiet li { -webkit-box-orient: vertical; -webkit-line-clamp: 3; display: -webkit-box; overflow: hidden; }
.gist { color: var(--soft); font-size: .9375rem; } .finding[open] > summary .gist { -webkit-line-clamp: none; }
.quiet { list-style: none; } .quiet li { border-top: 1px solid var(--line); font-size: .875rem; padding: .3rem 0; }
dl { margin-top: .4rem; } dt { color: var(--soft); font-size: .875rem; margin-top: .4rem; }
.command { background: var(--ground); border: 1px solid var(--line); border-radius: 6px; padding: .5rem .7rem; user-select: all; white-space: pre-wrap; }
.strip { border-radius: 3px; display: block; height: 1.6rem; margin-top: .6rem; width: 100%; } .strip rect { fill: var(--hue); } .strip .back { fill: var(--line); }
.ends { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; }
.spells { margin: .4rem 0 0 1.1rem; }
.statement { max-width: 44rem; } .statement .words { margin: .8rem 0; } .statement h2 { margin-top: 2.4rem; } .statement h3, .statement h4 { margin: 1.5rem 0 .4rem; }
.statement ul { margin: .6rem 0 .6rem 1.3rem; } .statement li { margin: .35rem 0; } .statement ul.numbered { list-style: none; margin-left: 0; }
.statement .deep-1 { margin-left: 1.3rem; } .statement .deep-2 { margin-left: 2.6rem; } .statement .deep-3 { margin-left: 3.9rem; } .statement blockquote { border-left: 3px solid var(--line); margin: .8rem 0; padding-left: 1rem; }
.statement pre { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .6rem .8rem; white-space: pre-wrap; } hr { border: 0; border-top: 1px solid var(--line); margin: 1.5rem 0; }
mark { background: none; border-bottom: 2px solid var(--holds); color: inherit; } mark.bad { border-bottom: 3px double var(--broken); }
mark.unsure { border-bottom-style: dashed; border-color: var(--unverified); } mark.fair { border-bottom-style: dotted; border-color: var(--excepted); } mark.vouched { border-bottom: 2px dotted var(--attested); text-decoration: underline dotted var(--attested); text-underline-offset: .5em; }
footer { border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; margin-top: 3rem; padding-top: .8rem; }
@media (min-width: 40rem) {
  body { padding: 2.5rem 2rem 4rem; } h1 { font-size: 1.6rem; } .overall { font-size: 1.3rem; }
  dl { column-gap: 1rem; display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); row-gap: .2rem; } dt { margin: 0; }
}
${PRINT_STYLE}`;
