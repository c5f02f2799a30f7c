/** Where the site is published. */
export interface SiteAddress {
  /** Origin, without a trailing slash. */
  origin: string;
  /** Path of the site, with slashes at both ends. */
  base: string;
}

/** Splits the address of a site into origin and base path. @throws TypeError if it is no absolute address. */
export function siteAddress(address: string): SiteAddress {
  const url = new URL(address);
  return { origin: url.origin, base: url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/` };
}

/** Makes addresses within the site; the base path and trailing slashes are its business. */
export interface Links {
  page(path: string): string;
  lesson(id: string, heading?: string): string;
  /** A file of a lesson, by the name under which it is published (rendering/published-files.ts). */
  lessonFile(lessonId: string, published: string): string;
  /** Of what there is for the lab of a lesson besides: `lab.zip`, `check.sh` and others. */
  ofLab(lessonId: string, name: string): string;
  term(id: string): string;
  /** What the practice cluster is, and where it is simpler than a real one. */
  practiceCluster: string;
  /** What a machine needs for labs on a cluster of one's own. @param part id of a heading there. */
  setUp(part?: string): string;
}

/** Paths within the site: one place decides how addresses look. */
export interface Paths extends Links {
  page(path: string): string;
  course(id: string): string;
  /** What a learner has done in a course. */
  summary(courseId: string): string;
  /** What teachers need for a lesson. */
  teach(lessonId: string): string;
  exam(id: string): string;
  /** A provider of the directory. */
  provider(id: string): string;
  competency(examId: string, competencyId: string): string;
  socialImage(lessonId: string): string;
  /** What was changed in an adapted lesson. */
  changes(lessonId: string): string;
  /** Citation of a lesson for reference managers. */
  citation(lessonId: string, form: 'bib' | 'json'): string;
  /** A badge, as data or as an image. @param id as badgesOf of assembly/achievements.ts gives it. */
  badge(id: string, form: 'json' | 'png'): string;
  /** The page of all badges. @param id of the one to be seen. */
  badges(id?: string): string;
  /** Credit and license of the files that a lesson offers for download. */
  notice(lessonId: string): string;
  /** The whole address, as attribution, feeds and social images need it. */
  absolute(path: string): string;
}

/** Makes paths below the base of the site. Lessons are addressed by id, so that moving one to another module keeps its address. */
export function sitePaths({ origin, base }: SiteAddress): Paths {
  const page = (path: string): string => base + path;
  return {
    page,
    lesson: (id, heading) => page(`lessons/${id}/${heading === undefined ? '' : `#${heading}`}`),
    ofLab: (id, name) => page(`lessons/${id}/${name}`),
    lessonFile: (id, name) => page(`lessons/${id}/files/${name.split('/').map(encodeURIComponent).join('/')}`),
    term: (id) => page(`glossary/#${id}`),
    practiceCluster: page('practice-cluster/'),
    setUp: (part) => page(part === undefined ? 'set-up/' : `set-up/#${part}`),
    course: (id) => page(`courses/${id}/`),
    summary: (id) => page(`courses/${id}/summary/`),
    teach: (id) => page(`teach/${id}/`),
    exam: (id) => page(`exams/${id.toLowerCase()}/`),
    provider: (id) => page(`providers/${id}/`),
    competency: (examId, id) => page(`exams/${examId.toLowerCase()}/#${id.toLowerCase()}`),
    socialImage: (id) => page(`lessons/${id}/social.png`),
    changes: (id) => page(`lessons/${id}/changes/`),
    citation: (id, form) => page(`lessons/${id}/cite.${form}`),
    badge: (id, form) => page(`badges/${id}.${form}`),
    badges: (id) => page(id === undefined ? 'badges/' : `badges/#${id.replace('/', '-')}`),
    notice: (id) => page(`lessons/${id}/NOTICE.txt`),
    absolute: (path) => origin + path,
  };
}

/** Paths of a site at its own address, whatever address the site that is being built has. */
export function publishedPaths({ url }: { url: string }): Paths {
  return sitePaths(siteAddress(url));
}
