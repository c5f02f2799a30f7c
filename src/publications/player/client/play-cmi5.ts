import words from 'virtual:player-words';
import { connectCmi5 } from './cmi5.ts';
import { playLesson } from './lesson.ts';

void playLesson((lesson) => connectCmi5(lesson, words));
