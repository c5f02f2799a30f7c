import words from 'virtual:words';
import type { Reported } from '../../lab/runner/script/report.ts';
import { updateLesson } from './every-page/storage.ts';
import { lessonId } from './lesson-parts.ts';

const PROBLEMS = {
  typo: words.labReportTypo,
  'other-lab': words.labReportOtherLab,
  'other-edition': words.labReportOtherEdition,
} as const;

let known: Promise<Reported> | undefined;

/** What codes of this lab are read with; asked for again after a failure. */
function reported(address: string): Promise<Reported> {
  known ??= fetch(address).then(async (answer) => {
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()) as Reported;
  });
  known.catch(() => {
    known = undefined;
  });
  return known;
}

/** Ticks the tasks that a code names, and says so. */
async function take(code: string, address: string): Promise<string> {
  const found = await Promise.all([import('../../lab/runner/script/report.ts'), reported(address)]).catch(
    () => undefined,
  );
  if (!found) return words.labReportUnreachable;
  const [{ readReport }, lab] = found;
  const report = readReport(code, lab);
  if ('problem' in report) return PROBLEMS[report.problem];
  if (report.tasks.length === 0) return words.labReportNone;
  updateLesson(lessonId, ({ tasks = [], reported: before = [], ...rest }) => {
    const added = report.tasks.filter((id) => !tasks.includes(id));
    return { ...rest, tasks: [...tasks, ...added], reported: [...new Set([...before, ...added])] };
  });
  return words.labReportTaken.replace('{count}', () => String(report.tasks.length));
}

/** Lets learners who did a lab on a cluster of their own paste the code that `check.sh` has printed. */
for (const own of document.querySelectorAll<HTMLElement>('[data-report]')) {
  const form = document.createElement('form');
  const label = document.createElement('label');
  const field = Object.assign(document.createElement('input'), {
    type: 'text',
    autocomplete: 'off',
    spellcheck: false,
    size: 16,
    required: true,
  });
  field.autocapitalize = 'characters';
  const button = Object.assign(document.createElement('button'), { type: 'submit', textContent: words.labReportSend });
  const said = Object.assign(document.createElement('output'), { className: 'lab-said' });
  label.append(words.labReportCode, field);
  form.className = 'lab-report';
  form.append(label, button, said);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void take(field.value, own.dataset.report ?? '').then((text) => {
      said.textContent = text;
    });
  });
  own.append(form);
}
