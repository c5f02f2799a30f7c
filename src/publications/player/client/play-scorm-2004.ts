import words from 'virtual:player-words';
import { playLesson } from './lesson.ts';
import { connectScorm } from './scorm.ts';
import { SCORM_2004 } from './scorm-2004.ts';

void playLesson((lesson) => connectScorm(SCORM_2004, lesson, words));
