import type { MonitoringView, RuleView } from '../../../lab/metrics/view/view.ts';
import { fill, make } from '../practice/dom.ts';
import { agoText, Region, stateMark } from './shown.ts';
import words from './words.ts';

const STATES = { ok: 'good', err: 'bad', unknown: 'waiting' } as const;
const NAMES = { ok: words.monitoringRuleOk, err: words.monitoringRuleError, unknown: words.monitoringRuleUnknown };

/** The rules that Prometheus evaluates, by their groups. */
export class RulesPane {
  readonly element = make('div', { class: 'monitoring-rules' });
  readonly #region = new Region(this.element);

  update({ rules }: Pick<MonitoringView, 'rules'>, now: number): void {
    this.#region.show(JSON.stringify([rules, Math.floor(now / 5000)]), () => {
      if (rules.length === 0) return [make('p', { class: 'practice-none' }, words.monitoringNoRules)];
      return [...new Set(rules.map(({ group }) => group))].flatMap((group) => [
        make('h3', {}, fill(words.monitoringGroup, { name: group })),
        make(
          'ul',
          { class: 'monitoring-list' },
          ...rules.filter((rule) => rule.group === group).map((rule) => shown(rule, now)),
        ),
      ]);
    });
  }
}

function shown({ kind, name, expr, health, lastEvaluation, error, count }: RuleView, now: number): HTMLElement {
  return make(
    'li',
    {},
    make(
      'p',
      {},
      stateMark(STATES[health], NAMES[health]),
      ' ',
      make('b', {}, name),
      ` ${kind === 'record' ? words.monitoringRecords : words.monitoringAlertRule}`,
    ),
    make('pre', { tabindex: '0' }, make('code', {}, expr)),
    error !== undefined && make('p', { class: 'monitoring-error' }, error),
    lastEvaluation !== undefined &&
      make(
        'p',
        { class: 'practice-none' },
        fill(words.monitoringEvaluated, { ago: agoText(now - lastEvaluation), count }),
      ),
  );
}
