import looks from '../../styles/practice.css?url';
import { loadSheet } from '../load-sheet.ts';

/** Loads the styles of the practice cluster, once. @throws if they are out of reach */
export const loadLooks = (): Promise<void> => loadSheet(looks);
