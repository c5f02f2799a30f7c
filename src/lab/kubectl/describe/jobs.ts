import { asList, asRecord, at, type Data, isSet } from '../../../kubernetes/data.ts';
import { selectorText } from '../commands/pods-of.ts';
import { humanDuration } from '../time.ts';
import { controllerOf, type Describer } from './describer.ts';
import { count, flagText, longTime, type Page, text } from './page.ts';
import { writeTemplate } from './template.ts';

function shortIndexes(indexes: string, softLimit: number): string {
  if (indexes === '') return '<none>';
  const comma = indexes.indexOf(',', softLimit);
  return comma < 0 ? indexes : `${indexes.slice(0, comma + 1)}...`;
}

function orUnset(page: Page, title: string, value: unknown, unit = ''): void {
  page.pair(0, title, isSet(value) ? `${text(value)}${unit}` : '<unset>');
}

/** A Job. */
export const job: Describer = async (page, object, around) => {
  const spec = asRecord(object.spec);
  const status = asRecord(object.status);
  page.pair(0, 'Name', at(object, 'metadata', 'name'));
  page.pair(0, 'Namespace', at(object, 'metadata', 'namespace'));
  page.pair(0, 'Selector', selectorText(spec.selector));
  page.labels('Labels', at(object, 'metadata', 'labels'));
  page.annotations('Annotations', at(object, 'metadata', 'annotations'));
  const controller = controllerOf(object);
  if (controller !== '') page.pair(0, 'Controlled By', controller);
  if (isSet(spec.parallelism)) page.pair(0, 'Parallelism', spec.parallelism);
  orUnset(page, 'Completions', spec.completions);
  if (isSet(spec.completionMode)) page.pair(0, 'Completion Mode', spec.completionMode);
  if (isSet(spec.suspend)) page.pair(0, 'Suspend', spec.suspend);
  if (isSet(spec.backoffLimit)) page.pair(0, 'Backoff Limit', spec.backoffLimit);
  if (isSet(spec.ttlSecondsAfterFinished)) page.pair(0, 'TTL Seconds After Finished', spec.ttlSecondsAfterFinished);
  const { startTime, completionTime } = status;
  if (isSet(startTime)) page.pair(0, 'Start Time', longTime(startTime));
  if (isSet(completionTime)) page.pair(0, 'Completed At', longTime(completionTime));
  if (isSet(startTime) && isSet(completionTime)) {
    page.pair(0, 'Duration', humanDuration(Date.parse(text(completionTime)) - Date.parse(text(startTime))));
  }
  if (isSet(spec.activeDeadlineSeconds))
    page.pair(0, 'Active Deadline Seconds', `${text(spec.activeDeadlineSeconds)}s`);
  const ready = isSet(status.ready) ? ` (${count(status.ready)} Ready)` : '';
  page.pair(
    0,
    'Pods Statuses',
    `${count(status.active)} Active${ready} / ${count(status.succeeded)} Succeeded / ${count(status.failed)} Failed`,
  );
  if (spec.completionMode === 'Indexed')
    page.pair(0, 'Completed Indexes', shortIndexes(text(status.completedIndexes), 50));
  writeTemplate(page, spec.template);
  await around.events(page, object);
};

function writeJobTemplate(page: Page, template: Data): void {
  const spec = asRecord(template.spec);
  page.pair(0, 'Selector', isSet(spec.selector) ? selectorText(spec.selector) : '<unset>');
  orUnset(page, 'Parallelism', spec.parallelism);
  orUnset(page, 'Completions', spec.completions);
  if (isSet(spec.activeDeadlineSeconds))
    page.pair(0, 'Active Deadline Seconds', `${text(spec.activeDeadlineSeconds)}s`);
  writeTemplate(page, spec.template);
}

/** A CronJob. */
export const cronJob: Describer = async (page, object, around) => {
  const spec = asRecord(object.spec);
  const { lastScheduleTime, active } = asRecord(object.status);
  page.head(object);
  page.pair(0, 'Schedule', spec.schedule);
  page.pair(0, 'Concurrency Policy', spec.concurrencyPolicy);
  page.pair(0, 'Suspend', flagText(spec.suspend));
  orUnset(page, 'Time Zone', spec.timeZone);
  orUnset(page, 'Successful Job History Limit', spec.successfulJobsHistoryLimit);
  orUnset(page, 'Failed Job History Limit', spec.failedJobsHistoryLimit);
  orUnset(page, 'Starting Deadline Seconds', spec.startingDeadlineSeconds, 's');
  writeJobTemplate(page, asRecord(spec.jobTemplate));
  page.pair(0, 'Last Schedule Time', isSet(lastScheduleTime) ? longTime(lastScheduleTime) : '<unset>');
  page.pair(
    0,
    'Active Jobs',
    asList(active)
      .map(({ name }) => text(name))
      .join(', ') || '<none>',
  );
  await around.events(page, object);
};
