import { Part } from '../time/part.ts';

/** What programs do on the network: it comes with the first of them. */
export const conversations = new Part('network', () => import('./conversations.ts'));
