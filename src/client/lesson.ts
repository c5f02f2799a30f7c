import './copy-buttons.ts';
import './lesson-done.ts';
import './lesson-quiz.ts';
import './term-definitions.ts';

// Few lessons have tabs; the others need not load what makes them work.
if (document.querySelector('lesson-tabs')) void import('./lesson-tabs.ts');
