import { type Finding, sortFindings } from '../curriculum/finding.ts';
import { loadCurriculum } from '../curriculum/load.ts';
import { renderLesson } from '../rendering/render.ts';
import { siteAddress, sitePaths } from '../site/address.ts';
import { translator } from '../strings/index.ts';

/** Everything that is wrong in the curriculum below `root`, drafts included: data, references and the text of lessons. */
export function checkCurriculum(root: string): Finding[] {
  const { curriculum, findings } = loadCurriculum(root, { drafts: true });
  if (!curriculum) return [...findings];
  const links = sitePaths(siteAddress(curriculum.identity.url));
  const t = translator(curriculum.identity.language);
  const inText = [...curriculum.lessons.values()].flatMap(
    (lesson) => renderLesson(lesson, curriculum, links, t).findings,
  );
  return sortFindings([...findings, ...inText]);
}
