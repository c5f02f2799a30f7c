import type { Element } from 'hast';
import type { Lab } from '../curriculum/schema/lab.ts';
import { find, textIn } from './tree.ts';

/** The way into a lab that is done in the page of its lesson. */
export interface LabWay {
  /** Whether it opens the practice cluster; others have something else in the page. */
  isCluster: boolean;
  /** What its button says. */
  label: string;
  /** What a publication leaves out. */
  what: string;
}

/** What a way into a lab (`.lab-practice`) leads to. */
export function labWay(node: Element): LabWay {
  const button = find(node, 'button');
  const isCluster = button?.properties.dataPractice !== undefined;
  return {
    isCluster,
    label: button ? textIn(button) : '',
    what: isCluster ? 'the practice cluster' : 'what the lab is done in',
  };
}

/** What a publication of a lesson leaves out of its lab. */
export function lostOf({ environment }: Pick<Lab, 'environment'>): string {
  const isInPage = environment === 'monitoring' || environment === 'tracing';
  return isInPage ? 'what the lab is done in' : 'the practice cluster of the lab';
}
