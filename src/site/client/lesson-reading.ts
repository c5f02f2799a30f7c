import words from 'virtual:words';
import { readProgress, watchProgress, writeProgress } from './every-page/storage.ts';
import { lessonId, lessonTitle, type PageSection, sectionsOfPage } from './lesson-parts.ts';

/** How long beginning and end of a section have to be seen, in milliseconds: who only leafs through has not read it. */
const LOOK_MS = 1000;

const sections = sectionsOfPage();

/** The lesson behind this one. */
function nextLesson(): { id: string; title: string } | undefined {
  const link = document.querySelector<HTMLAnchorElement>('.neighbours [rel="next"]');
  const id = /\/lessons\/([^/]+)\/$/.exec(link?.pathname ?? '')?.[1];
  return id === undefined ? undefined : { id, title: link?.querySelector('.neighbour-title')?.textContent ?? id };
}

const firstUnread = (read: readonly string[]): PageSection | undefined => sections.find(({ id }) => !read.includes(id));

/** Notes that the lesson was opened, or that a section of it was read, and where to go on. */
function note(...ids: string[]): void {
  const progress = readProgress();
  const lesson = progress.lessons[lessonId] ?? { visited: new Date().toISOString() };
  const read = [...new Set([...(lesson.sections ?? []), ...ids])];
  const section = firstUnread(read);
  const next = nextLesson();
  writeProgress({
    lessons: { ...progress.lessons, [lessonId]: read.length > 0 ? { ...lesson, sections: read } : lesson },
    last: {
      id: lessonId,
      title: lessonTitle,
      path: location.pathname,
      ...(section && section.id !== '' && { section: { id: section.id, title: section.title } }),
      ...(next && { next }),
    },
  });
}

/** A section is read once its beginning was looked at, and after it its end: a link to what follows it shows its end alone. */
function watchReading(): void {
  const seen = new Set<Element>();
  const looking = new Map<Element, ReturnType<typeof setTimeout>>();
  const look = (edge: Element): void => {
    seen.add(edge);
    const read = sections.filter(({ start, end }) => seen.has(start) && end === edge);
    const known = readProgress().lessons[lessonId]?.sections ?? [];
    const fresh = read.map(({ id }) => id).filter((id) => !known.includes(id));
    if (fresh.length > 0) note(...fresh);
  };
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      clearTimeout(looking.get(target));
      if (isIntersecting)
        looking.set(
          target,
          setTimeout(() => look(target), LOOK_MS),
        );
    }
  });
  for (const edge of new Set(sections.flatMap(({ start, end }) => [start, end]))) observer.observe(edge);
}

/** Says in the contents and on the scale bar which section is being read: the last one that has begun above the middle. */
function watchPlace(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.soundings a, .scale a')];
  const idOf = (link: HTMLAnchorElement): string => decodeURIComponent(link.hash.slice(1)).replace(/^pageMain$/, '');
  const show = (): void => {
    const begun = sections.filter(({ start }) => start.getBoundingClientRect().top < innerHeight / 2);
    const { id } = begun.at(-1) ?? sections[0] ?? { id: '' };
    for (const link of links) {
      if (idOf(link) === id) link.setAttribute('aria-current', 'location');
      else link.removeAttribute('aria-current');
    }
  };
  const observer = new IntersectionObserver(show, { rootMargin: '0px 0px -50% 0px' });
  for (const { start } of sections) observer.observe(start);
  show();
}

/** Offers the place where the learner has stopped, to those who come without naming one. */
class LessonResume extends HTMLElement {
  connectedCallback(): void {
    const link = this.querySelector('a');
    if (!link || location.hash !== '') return;
    const { sections: read = [], completed } = readProgress().lessons[lessonId] ?? {};
    const section = firstUnread(read);
    if (!section?.id || completed || !read.some((id) => sections.some((one) => one.id === id))) return;
    link.textContent = words.lessonResume.replace('{title}', () => section.title);
    link.href = `#${encodeURIComponent(section.id)}`;
    this.hidden = false;
  }
}

if (lessonId !== '') {
  // Begun: what a browser may throw away when room is short, it is asked to keep. Refusal changes nothing.
  if (Object.keys(readProgress().lessons).length === 0) void navigator.storage?.persist?.().catch(() => undefined);
  customElements.define('lesson-resume', LessonResume);
  note();
  watchReading();
  watchPlace();
  const links = new Map(
    [...document.querySelectorAll<HTMLAnchorElement>('.soundings a')].map((link) => [
      decodeURIComponent(link.hash.slice(1)),
      link,
    ]),
  );
  watchProgress(({ lessons }) => {
    const read = lessons[lessonId]?.sections ?? [];
    for (const [id, link] of links) link.toggleAttribute('data-read', read.includes(id));
  });
}
