import './lesson-tabs.ts';
import './lesson-stepped.ts';
import './movable.ts';
import './lesson-done.ts';
import './lesson-quiz.ts';
import './heading-anchors.ts';
import './lesson-print.ts';
import './lesson-reading.ts';
import './lab-report.ts';
import './lab-tasks.ts';
import './lab-practice.ts';
import './lesson-explore.ts';
import './we-are-here.ts';
import '../../rendering/client/reveal.ts';
import './term-definitions.ts';

/** A link to a section of this lesson closes the drawer it stands in, so that the section can be read. */
const drawer = document.querySelector<HTMLElement>('.passage[popover]');
drawer?.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
  if (link && drawer.matches(':popover-open')) drawer.hidePopover();
});
