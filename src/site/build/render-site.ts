import { setImmediate as turn } from 'node:timers/promises';
import type { RouteData } from 'astro';
import { StaticPaths } from 'astro/runtime/prerender/static-paths.js';
import { builtAddress } from '../../assembly/addresses.ts';
import { UserError } from '../../cli/user-error.ts';
import { getCurriculum } from '../curriculum.ts';
import { redirectPage } from '../redirect-page.ts';
import type { PageKeys } from './keys.ts';
import type { Output } from './output.ts';
import type { PagesApp } from './renderer.ts';
import { isListed, sitemaps } from './sitemap.ts';

/** Something that a route makes: a page, or a file. */
interface Place {
  /** Path as Astro names it, without a slash at its ends. */
  pathname: string;
  /** The same as a page or an endpoint is asked for it, below the base. */
  asked: string;
  route: RouteData;
}

/** Pages for contributors show documents of the repository, and nothing of single lessons. */
const FOR_CONTRIBUTORS = 'src/site/pages/[contribute]/';
/** What is made of a single lesson, and of what every page may show. */
const OF_LESSON = /^src\/site\/pages\/(?:lessons|teach)\/\[lesson\]/;

const trimmed = (path: string): string => path.replace(/^\/+|\/+$/g, '');

/** Path of the file that a place becomes. */
function fileOf({ pathname, route }: Place): string {
  if (route.type === 'endpoint') return pathname;
  if (pathname === '') return 'index.html';
  return pathname === '404' ? '404.html' : `${pathname}/index.html`;
}

/** What shows texts of lessons besides their own pages. Pages of courses are written to after they are made (integrations/offline-files.ts). */
const SUMMARY = 'src/site/pages/courses/[course]/summary.astro';
const WITH_TEXTS = new Set(
  ['index.astro', 'courses/[course].astro', 'sw.js.ts'].map((name) => `src/site/pages/${name}`),
);

/** Id of the lesson or course that a place is of. */
const idIn = (pathname: string): string => pathname.split('/')[1] ?? '';

/** Digest of all that a place shows; undefined if it is to be made in each build. test/build/changes.test.ts holds that nothing is missing. */
function keyOf({ pathname, route }: Place, keys: PageKeys): string | undefined {
  const { component } = route;
  if (OF_LESSON.test(component)) return keys.ofLesson(idIn(pathname));
  if (component === SUMMARY) return keys.ofCourse(idIn(pathname));
  if (component.startsWith(FOR_CONTRIBUTORS)) return keys.ofDocuments;
  // What leads elsewhere is written to when policies are (integrations/policy-files.ts).
  return route.type === 'redirect' || WITH_TEXTS.has(component) ? undefined : keys.besideTexts;
}

/** What is searched in courses: pages of lessons, and of courses. */
const OF_COURSES = /^(?:lessons|courses)\//;

/** All places of a site, each once; those of one lesson stand together, so that its text is read once. */
async function placesOf(app: PagesApp): Promise<Place[]> {
  const all = await new StaticPaths(app as never).getAll();
  const places = new Map<string, Place>();
  for (const { pathname, route } of all) {
    const path = trimmed(pathname);
    const isFile = route.type === 'endpoint' && /\/[^/]+\.\w+$/.test(pathname);
    const asked = path === '' || isFile ? path : `${path}/`;
    if (!places.has(path)) places.set(path, { pathname: path, asked, route: route as RouteData });
  }
  const group = ({ pathname, route }: Place): string => (OF_LESSON.test(route.component) ? idIn(pathname) : '');
  return [...Map.groupBy(places.values(), group).values()].flat();
}

async function render(app: PagesApp, place: Place, root: string): Promise<Uint8Array | string> {
  const { pathname, asked, route } = place;
  const url = new URL(encodeURI(asked), root);
  const response = await app.render(new Request(url), { routeData: route });
  const to = response.headers.get('location');
  if (response.status >= 300 && response.status < 400 && to !== null) return redirectPage(to, new URL(to, root).href);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isMissing = pathname === '404';
  if (bytes.length === 0 || (response.status !== 200 && !isMissing))
    throw new Error(
      `${fileOf(place)} was not rendered: its page answered ${response.status} with ${bytes.length} bytes.`,
    );
  return bytes;
}

const pagePath = (pathname: string): string => (pathname === '' ? '' : `${pathname}/`);

/**
 * Makes every page and file of the site that routes make, and the sitemap of the pages: what would be made from the same again is taken over.
 * @param coursesMade is called with the paths of all pages once those of courses are there; what it begins goes on beside the other ones
 * @returns paths of the pages below the base, with a slash at the end.
 * @throws UserError if a page would take the place of a file of public/.
 */
export async function renderSite(
  app: PagesApp,
  output: Output,
  keys: PageKeys,
  coursesMade: (pages: readonly string[]) => void,
): Promise<string[]> {
  const { origin, base } = builtAddress(getCurriculum().identity);
  const places = await placesOf(app);
  const pages = places.filter(({ route }) => route.type === 'page').map(({ pathname }) => pagePath(pathname));
  const make = async (place: Place): Promise<void> => {
    const file = fileOf(place);
    const key = keyOf(place, keys);
    if (key !== undefined && output.keep(file, key)) return;
    if (output.has(file))
      throw new UserError(
        `public/${file} stands where ${place.route.component} makes a page.\nDo:  give the file another name.`,
      );
    output.write(file, await render(app, place, origin + base), key);
  };
  const isOfCourses = ({ pathname }: Place): boolean => OF_COURSES.test(pathname);
  for (const place of places.filter(isOfCourses)) await make(place);
  coursesMade(pages);
  for (const place of places.filter((other) => !isOfCourses(other))) {
    await make(place);
    // Rendering by itself leaves no turn to what goes on beside it.
    await turn();
  }
  const listed = pages.filter(isListed).map((path) => origin + base + path);
  for (const [path, text] of sitemaps(listed, origin + base)) output.write(path, text);
  return pages;
}
