import type { MonitoringView } from '../../../lab/metrics/view/view.ts';
import { fill, make } from '../practice/dom.ts';
import { Region } from './shown.ts';
import words from './words.ts';

/** What Prometheus and Alertmanager say of the files in the folder. */
export class ProblemsList {
  readonly element = make('div', { class: 'monitoring-problems', role: 'status' });
  readonly #region = new Region(this.element);

  update({ problems }: Pick<MonitoringView, 'problems'>): void {
    this.#region.show(JSON.stringify(problems), () =>
      problems.length === 0
        ? [make('p', { class: 'practice-none' }, words.monitoringTaken)]
        : [
            make('b', {}, words.monitoringProblems),
            make(
              'ul',
              {},
              ...problems.map(({ file, line, message, isWarning }) =>
                make(
                  'li',
                  { 'data-warning': String(isWarning) },
                  fill(words.monitoringProblem, { file, line, message }),
                ),
              ),
            ),
          ],
    );
  }
}
