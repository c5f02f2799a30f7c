import './copy-buttons.ts';
import './lesson-done.ts';
import './lesson-quiz.ts';
import './term-definitions.ts';
