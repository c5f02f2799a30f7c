import type { Edition } from '../assembly/edition.ts';
import type { Links } from '../curriculum/addresses.ts';
import type { HandsOnExam, HandsOnForm } from '../curriculum/model.ts';
import type { Finding } from '../findings/finding.ts';
import { type DataPath, readYaml } from '../findings/yaml.ts';
import type { Translate } from '../strings/index.ts';
import { dataRenderer } from './render.ts';
import { bareLesson } from './slot.ts';

/** What texts are rendered with. */
interface Around {
  curriculum: Edition;
  links: Links;
  t: Translate;
  /** Whether code has colors: it does, unless nobody will see it. */
  isColored?: boolean;
}

/** Texts of a YAML file that belongs to no lesson, as HTML; what is wrong in them is said at their place. */
export class DataTexts {
  readonly findings: Finding[] = [];
  readonly #path: string;
  readonly #source: string;
  readonly #render: ReturnType<typeof dataRenderer>;

  constructor({ path, source }: { path: string; source: string }, { curriculum, links, t, isColored = true }: Around) {
    this.#path = path;
    this.#source = source;
    this.#render = dataRenderer(bareLesson({ id: path, path, text: '' }), curriculum, links, t, { isColored });
  }

  html(text: string, path: DataPath, form: 'block' | 'inline' = 'block'): string {
    const { html, findings } = this.#render(text, form);
    if (findings.length > 0) {
      const { line, column } = readYaml(this.#path, this.#source).place(path);
      this.findings.push(...findings.map((one) => ({ ...one, line, column })));
    }
    return html;
  }
}

/** Texts of a form as HTML, those of tasks in their order, and what is wrong in them. */
export interface RenderedForm {
  start: string;
  tasks: readonly { text: string; hints: readonly string[]; solution: string }[];
  findings: readonly Finding[];
}

/** Renders the texts of a form of a hands-on practice exam. */
export function renderForm(form: HandsOnForm, around: Around): RenderedForm {
  const texts = new DataTexts(form, around);
  const start = texts.html(form.start, ['start']);
  const tasks = form.tasks.map(({ text, hints, solution }, index) => ({
    text: texts.html(text, ['tasks', index, 'text']),
    hints: hints.map((hint, number) => texts.html(hint, ['tasks', index, 'hints', number])),
    solution: texts.html(solution, ['tasks', index, 'solution']),
  }));
  return { start, tasks, findings: texts.findings };
}

/** Renders what of an exam the practice cluster cannot do, in order: what, and what to do instead. */
export function renderMissing(
  { held, path, source }: HandsOnExam,
  around: Around,
): { missing: readonly { what: string; instead: string }[]; findings: readonly Finding[] } {
  const texts = new DataTexts({ path, source }, around);
  const missing = held.missing.map(({ what, instead }, index) => ({
    what: texts.html(what, ['missing', index, 'what'], 'inline'),
    instead: texts.html(instead, ['missing', index, 'instead'], 'inline'),
  }));
  return { missing, findings: texts.findings };
}
