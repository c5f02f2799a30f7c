import type { Fault } from '../../../curriculum/schema/lab-monitoring.ts';
import { make } from '../practice/dom.ts';
import words from './words.ts';

const NAMES: Readonly<Record<Fault, string>> = {
  latency: words.monitoringFaultLatency,
  errors: words.monitoringFaultErrors,
  leak: words.monitoringFaultLeak,
  'dead-target': words.monitoringFaultDeadTarget,
  restart: words.monitoringFaultRestart,
  surge: words.monitoringFaultSurge,
  'full-disk': words.monitoringFaultFullDisk,
  'late-backup': words.monitoringFaultLateBackup,
};

/** Switches for what can go wrong in the shop of a lab. */
export class FaultBar {
  readonly element = make(
    'details',
    { class: 'monitoring-faults', hidden: true },
    make('summary', {}, words.monitoringFaults),
  );
  readonly #switch: (name: Fault, isOn: boolean) => void;
  readonly #boxes = new Map<Fault, HTMLInputElement>();

  constructor(offered: readonly Fault[], flip: (name: Fault, isOn: boolean) => void) {
    this.#switch = flip;
    this.element.hidden = offered.length === 0;
    for (const name of offered) {
      const box = make('input', { type: 'checkbox', autocomplete: 'off' });
      box.addEventListener('change', () => this.#switch(name, box.checked));
      this.#boxes.set(name, box);
      this.element.append(make('label', {}, box, NAMES[name]));
    }
  }

  /** @param on those that are on */
  update(on: readonly Fault[]): void {
    for (const [name, box] of this.#boxes) box.checked = on.includes(name);
  }
}
