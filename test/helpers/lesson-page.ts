import type { Edition } from '../../src/assembly/edition.ts';
import { type Credit, creatorNames, creditFor } from '../../src/attribution/credit.ts';
import { type JsonLd, jsonForScript, lessonJsonLd } from '../../src/attribution/json-ld.ts';
import { siteAddress, sitePaths } from '../../src/curriculum/addresses.ts';
import { escapeHtml } from '../../src/strings/html.ts';
import { lessonOf } from './render.ts';

/** Credit and JSON-LD of a lesson, as its page carries them. */
export function attributionOf(id: string, curriculum: Edition): { credit: Credit; jsonLd: JsonLd } {
  const paths = sitePaths(siteAddress(curriculum.identity.url));
  const lesson = lessonOf(curriculum, id);
  const page = paths.absolute(paths.lesson(id));
  const credit = creditFor(lesson, curriculum, page);
  return {
    credit,
    jsonLd: lessonJsonLd(lesson, {
      curriculum,
      credit,
      page,
      courseUrl: paths.absolute(paths.course(lesson.courseId)),
    }),
  };
}

/** A page with everything that the attribution guard asks for, in the form in which the site writes it. */
export function completePage(credit: Credit, jsonLd: JsonLd): string {
  const text = escapeHtml;
  return `<!DOCTYPE html><html lang="en"><head><title>${text(credit.title)}</title><link rel="license" href="${text(credit.licence.url)}"><script type="application/ld+json">${jsonForScript(jsonLd)}</script></head><body><main><p>Text.</p></main>
<footer class="colophon" data-colophon data-pagefind-ignore>
<p class="label">Colophon</p>
<p class="imprint"><cite>${text(credit.title)}</cite> · <span data-attribution="creators">by ${text(creatorNames(credit))}</span></p>
<dl>
<div><dt>Copyright</dt><dd data-attribution="copyright">${text(credit.copyright)}</dd></div>
<div><dt>License</dt><dd data-attribution="licence"><a rel="license" href="${text(credit.licence.url)}">${text(credit.licence.name)}</a></dd></div>
<div><dt>Warranty</dt><dd data-attribution="disclaimer"><a href="${text(credit.disclaimer.url)}">${text(credit.disclaimer.text)}</a></dd></div>
<div><dt>Source</dt><dd data-attribution="source"><a href="${text(credit.source)}">${text(credit.source)}</a></dd></div>
<div><dt>Changes</dt><dd data-attribution="changes">${text(credit.changes)}</dd></div>
</dl>
</footer></body></html>`;
}
