import words from 'virtual:words';
import { toast } from './every-page/toast.ts';
import { lessonId } from './lesson-parts.ts';

/** Opens the practice cluster of a lab: all of it comes with the first click, or with a page that is loaded again while it was open. */
const opener = document.querySelector<HTMLElement>('[data-practice]');

async function open(from: HTMLElement): Promise<void> {
  from.setAttribute('aria-busy', 'true');
  try {
    const { openLab } = await import('./practice/open.ts');
    await openLab(from);
  } catch {
    toast(words.labPracticeUnreachable);
  } finally {
    from.removeAttribute('aria-busy');
  }
}

/** A field for the code that check.sh prints on a cluster of one's own. */
function reportForm(): HTMLFormElement {
  const form = document.createElement('form');
  const label = document.createElement('label');
  const field = Object.assign(document.createElement('input'), { required: true, spellcheck: false, size: 16 });
  field.autocomplete = 'off';
  const use = Object.assign(document.createElement('button'), { textContent: words.labReportUse });
  const said = document.createElement('p');
  said.setAttribute('role', 'status');
  label.append(words.labReport, field);
  form.className = 'lab-report';
  form.append(label, use, said);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      const { takeReport } = await import('./practice/report.ts');
      said.textContent = await takeReport(
        lessonId,
        `${import.meta.env.BASE_URL}lessons/${lessonId}/practice.json`,
        field.value,
      );
    } catch {
      said.textContent = words.labPracticeUnreachable;
    }
  });
  return form;
}

opener?.closest('.lab-practice')?.append(reportForm());
opener?.addEventListener('click', () => void open(opener));
try {
  if (opener && sessionStorage.getItem(`practice-open:${import.meta.env.BASE_URL}`) === lessonId) void open(opener);
} catch {
  // Storage is blocked: the lab is opened by hand.
}
