import { LessonStepped } from '../../rendering/client/stepped.ts';

customElements.define('lesson-stepped', LessonStepped);
