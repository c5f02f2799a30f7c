import words from 'virtual:words';
import { makeMovable } from '../../rendering/client/movable.ts';

for (const list of document.querySelectorAll<HTMLElement>('.order')) makeMovable(list, words);
