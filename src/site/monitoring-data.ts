import type { Lesson } from '../curriculum/model.ts';
import type { MonitoringLab } from '../lab/metrics/attempt/attempt.ts';
import { monitoringLab } from '../lab-host/monitoring/lab-data.ts';
import { filesWithoutMarkers } from '../rendering/region.ts';
import { digestOf } from './practice-data.ts';

/** What a page needs of a lesson's lab on monitoring; undefined if its lab is none. Texts of tasks stand in the page. */
export function monitoringData({ id, lab, files }: Lesson): MonitoringLab | undefined {
  const data = lab && monitoringLab(id, lab, filesWithoutMarkers(files));
  if (!data) return undefined;
  const { offered: _offered, views: _views, ...start } = data.monitoring;
  const begins = Object.fromEntries(data.monitoring.files.map((name) => [name, data.files[name]]));
  return { ...data, digest: digestOf(start, begins) };
}
