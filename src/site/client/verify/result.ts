import words from 'virtual:verify-words';
import { type CheckState, type Facts, shownText, type Verdict } from '../../../badges/verify/verdict.ts';
import { fill, make } from '../practice/dom.ts';

const STATES: Readonly<Record<CheckState, string>> = {
  passed: words.verifyStatePassed,
  given: words.verifyStateGiven,
  open: words.verifyStateOpen,
  failed: words.verifyStateFailed,
};

/** A fact, unless there is nothing to say. Everything of a badge is text, never HTML. */
function fact(name: string, value: string | undefined): HTMLElement | undefined {
  const text = shownText(value ?? '');
  return text === '' ? undefined : make('div', {}, make('dt', {}, name), make('dd', {}, text));
}

function day(moment: string | undefined): string | undefined {
  const time = Date.parse(moment ?? '');
  return Number.isNaN(time) ? moment : new Date(time).toISOString().slice(0, 16).replace('T', ' ').concat(' UTC');
}

function itself(isProven: boolean, { achievement, learner, issuer, validFrom, validUntil, id }: Facts): HTMLElement {
  return make(
    'section',
    {},
    make('h3', {}, words.verifySaysItself),
    !isProven && make('p', {}, words.verifySaysUnproven),
    make(
      'dl',
      { className: 'facts' },
      fact(words.verifyFactBadge, achievement.name),
      fact(words.verifyFactLearner, learner ?? words.verifyFactNoName),
      fact(words.verifyFactIssuer, issuer.name === issuer.id ? issuer.id : `${shownText(issuer.name)} (${issuer.id})`),
      fact(words.verifyFactFrom, day(validFrom)),
      fact(words.verifyFactUntil, day(validUntil) ?? words.verifyFactEver),
      fact(words.verifyFactId, id),
      fact(words.verifyFactCriteria, achievement.criteria),
    ),
  );
}

/** What a page shows of a verdict: what it comes to, what was checked, and what the badge says of itself. */
export function verdictView({ result, says, checks, facts }: Verdict): HTMLElement {
  const lines = checks.map(({ state, says: key, values }) =>
    make('li', { 'data-state': state }, make('b', {}, STATES[state]), ` ${fill(words[key], values)}`),
  );
  const isSigned = checks.some(({ subject, state }) => subject === 'keys' && state === 'passed');
  return make(
    'div',
    { className: 'verdict-of-badge', 'data-result': result },
    make('h2', { tabIndex: -1 }, words.verifyResult),
    make('p', { className: 'verdict-says' }, words[says]),
    make('h3', {}, words.verifyChecks),
    make('ul', { className: 'verdict-checks' }, ...lines),
    facts && itself(isSigned, facts),
  );
}
