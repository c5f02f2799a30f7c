/** Opens the lab on monitoring of a lesson beside its text. Loaded with the first click on its button. */

import looks from '../../styles/monitoring.css?url';
import { loadSheet } from '../load-sheet.ts';
import { MonitoringPage } from './lab.ts';

let lab: MonitoringPage | undefined;

/** Opens the lab, or brings it back as it is. @param opener gets the focus back when it is closed. @throws if it cannot be loaded */
export async function openMonitoring(opener: HTMLElement): Promise<void> {
  await loadSheet(looks);
  lab ??= new MonitoringPage(opener);
  lab.open();
}
