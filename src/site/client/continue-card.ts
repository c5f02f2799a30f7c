import type { LastLesson, Progress } from './every-page/progress.ts';
import { BASE, watchProgress } from './every-page/storage.ts';

/** Where a learner goes on. */
interface Way {
  /** What is said above. */
  title: string | undefined;
  /** Text of the link, and what it belongs to. */
  text: string;
  of?: string;
  href: string;
}

/** On the home page: the section that comes next, the next lesson after one that is done, or the end of the course. */
class ContinueCard extends HTMLElement {
  connectedCallback(): void {
    watchProgress((progress) => {
      const way = progress.last && this.way(progress.last, progress);
      this.hidden = !way;
      if (!way) return;
      const title = document.createElement('p');
      title.className = 'label';
      title.textContent = way.title ?? '';
      const link = document.createElement('a');
      link.href = way.href;
      link.textContent = way.text;
      link.className = 'primary';
      const of = document.createElement('p');
      of.textContent = way.of ?? '';
      this.replaceChildren(title, link, ...(way.of === undefined ? [] : [of]));
    });
  }

  /** Only lessons that the site has are offered; without such a way there is none. */
  private way(last: LastLesson, { lessons }: Progress): Way | undefined {
    const courses = [...document.querySelectorAll<HTMLElement>('course-progress[data-lessons]')];
    const course = courses.find(({ dataset }) => dataset.lessons?.split(' ').includes(last.id));
    if (!course) return undefined;
    if (!lessons[last.id]?.completed) {
      const { section } = last;
      return section
        ? {
            title: this.dataset.title,
            text: section.title,
            of: last.title,
            href: `${last.path}#${encodeURIComponent(section.id)}`,
          }
        : { title: this.dataset.title, text: last.title, href: last.path };
    }
    const ids = course.dataset.lessons?.split(' ') ?? [];
    const at = ids.indexOf(last.id);
    const open = [...ids.slice(at + 1), ...ids.slice(0, at)].find((id) => !lessons[id]?.completed);
    if (open === undefined)
      return { title: this.dataset.finished, text: this.dataset.summary ?? '', href: course.dataset.summary ?? BASE };
    const text = open === last.next?.id ? last.next.title : (this.dataset.open ?? '');
    return { title: this.dataset.next, text, href: `${BASE}lessons/${open}/` };
  }
}
customElements.define('continue-card', ContinueCard);
