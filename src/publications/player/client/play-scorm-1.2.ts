import words from 'virtual:player-words';
import { playLesson } from './lesson.ts';
import { connectScorm } from './scorm.ts';
import { SCORM_12 } from './scorm-12.ts';

void playLesson((lesson) => connectScorm(SCORM_12, lesson, words));
