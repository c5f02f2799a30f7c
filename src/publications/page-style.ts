import { readFileSync } from 'node:fs';
import type { Edition } from '../assembly/edition.ts';
import { sourcePaths } from '../cli/source-paths.ts';
import { colorProperties, colorsOf } from './colors.ts';
import { compactCss } from './compact-css.ts';

/** A page of its own: one column that fits into narrow frames. */
const PAGE = `*{box-sizing:border-box}
body{margin:0 auto;padding:1rem;max-width:46rem;background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,sans-serif;overflow-wrap:break-word}
`;

/** How the parts of a lesson look. */
const PARTS = `h1,h2,h3{line-height:1.25;margin:1.6em 0 .5em}
a{color:var(--deep)}
img,svg{max-width:100%;height:auto}
figure{margin:0 0 1.4em}
figcaption{font-size:.9rem;color:var(--muted)}
code,pre,kbd,samp{font-family:ui-monospace,SFMono-Regular,Consolas,monospace;font-size:.9em}
:not(pre)>code{background:var(--shoal);padding:.05em .25em;border-radius:3px}
pre{margin:0;padding:.8rem .9rem;overflow-x:auto;background:var(--shoal);line-height:1.5;direction:ltr;text-align:left}
pre code{font-size:1em}
.code{border:1px solid var(--line);border-radius:4px}
.code figcaption{display:flex;flex-wrap:wrap;gap:0 1rem;padding:.3rem .9rem;border-bottom:1px solid var(--line)}
pre i{font-style:normal}
pre mark{display:block;margin:0 -.9rem;padding:0 .9rem;background:var(--mark);color:inherit}
pre ins{color:var(--code-string);text-decoration:none}
.terminal kbd{font-weight:700}
.terminal kbd::before{content:"$ ";color:var(--muted)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin-bottom:1.4em}
th,td{border-bottom:1px solid var(--line);padding:.4rem .6rem;text-align:start;vertical-align:top}
.callout,.checkpoint,.lab,.key-points{border-inline-start:4px solid var(--line-strong);background:var(--shoal);padding:.9rem 1rem;margin:0 0 1.4em}
.lab{background:none;border:1px solid var(--line-strong)}
.label{font-size:.85rem;color:var(--muted)}
.tasks{list-style:none;padding:0}
.tasks>li{border-top:1px solid var(--line);padding-top:1rem;margin-top:1.4rem}
details{margin-bottom:.6rem}
summary{cursor:pointer}
.primary{display:inline-block;padding:.5rem 1rem;background:var(--overprint);color:var(--on-overprint);border-radius:4px}
.tab-label,.step-title{font-weight:700;margin-bottom:.3rem}
.colophon{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line-strong);font-size:.85rem}
.colophon dt{color:var(--muted)}
.colophon dd{margin:0 0 .4rem}
.colophon dd p{margin:0}
`;

/** How the parts of a lesson look, with the colors of code. */
const parts = (): string => `${PARTS}${compactCss(readFileSync(sourcePaths.codeColors, 'utf8'))}\n`;

/** The style sheet of pages in packages, without any address in it. */
export function pageStyle(edition: Pick<Edition, 'layers' | 'tokens'>): string {
  return colorProperties(colorsOf(edition)) + PAGE + parts();
}

/** The style sheet of lessons within pages of a platform, which are light: it touches nothing outside of `.lesson`. */
export function lessonStyle(edition: Pick<Edition, 'layers' | 'tokens'>): string {
  const colors = [...colorsOf(edition)].map(([name, { light }]) => `--${name}:${light}`).join(';');
  return `.lesson{color-scheme:light;${colors};color:var(--ink);\n${parts()}}\n`;
}
