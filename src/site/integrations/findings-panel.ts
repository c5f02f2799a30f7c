import { join, resolve, sep } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { AstroIntegration } from 'astro';
import { pathsOf } from '../../assembly/addresses.ts';
import type { Edition } from '../../assembly/edition.ts';
import type { Answer } from '../../authoring/check-worker.ts';
import { writeEditorSchemas } from '../../authoring/editor-schemas.ts';
import { changes, FINDINGS_EVENT, FINDINGS_PATH, findingsFor, type PanelData } from '../../authoring/panel-data.ts';
import { textReport } from '../../checks/reporters/text.ts';
import { rulePages } from '../../checks/rule-pages.ts';
import { curriculumRoot } from '../../cli/root.ts';
import { sourcePaths } from '../../cli/source-paths.ts';
import type { Finding } from '../../findings/finding.ts';
import { getCurriculum } from '../curriculum.ts';

/** How long a folder must be quiet before it is checked: editors save in several steps. */
const QUIET_MS = 150;

/** How long the first check waits for the first page. */
const FIRST_MS = 6000;

/** The curriculum; undefined while it cannot be read, of which the check says why. */
function readable(): Edition | undefined {
  try {
    return getCurriculum();
  } catch {
    return undefined;
  }
}

/** Folder of the lesson that a page shows. While nothing can be read, pages show all findings. */
function folderOf(lesson: string): string | undefined {
  return readable()?.lessons.get(lesson)?.folder;
}

/** Lets editors propose the ids that there are now; while nothing can be read, they propose what there was. */
function proposeIds(): void {
  const curriculum = readable();
  if (curriculum) writeEditorSchemas(curriculum);
}

/** Where the rules are explained. */
function rulesAddress(): string {
  const curriculum = readable();
  return curriculum ? rulePages(curriculum, pathsOf(curriculum.identity).page) : '';
}

/** While an author is at work: checks after each edit, beside the server, and shows findings in the page and in the terminal. */
export function findingsPanel(): AstroIntegration {
  return {
    name: 'findings-panel',
    hooks: {
      'astro:config:setup': ({ command, injectScript }) => {
        if (command === 'dev') injectScript('page', `import ${JSON.stringify(resolve(sourcePaths.panel))};`);
      },
      'astro:server:setup': ({ server, logger }) => {
        let findings: readonly Finding[] = [];
        let checked = false;
        const worker = new Worker(resolve(sourcePaths.checkWorker));
        // A check that is still under way keeps nobody waiting who ends the server.
        worker.unref();
        const root = resolve(curriculumRoot());
        const folders = ['content', 'provider'].map((name) => join(root, name) + sep);
        const check = (): void => {
          proposeIds();
          worker.postMessage('check');
        };
        worker.on('error', (problem) => logger.error(`The check has ended: ${problem.message}`));
        worker.on('message', (answer: Answer) => {
          if ('failure' in answer) {
            logger.error(`The check failed; this is a mistake of the generator, not yours. ${answer.failure}`);
            return;
          }
          const changed = changes(findings, answer.findings);
          if (changed && changed.added.length > 0) console.error(textReport(changed.added));
          if (changed && changed.mended > 0) {
            logger.info(`${changed.mended} mended, ${answer.findings.length} finding(s) left`);
          }
          findings = answer.findings;
          checked = true;
          server.ws.send({ type: 'custom', event: FINDINGS_EVENT });
        });
        let hasBegun = false;
        const begin = (): void => {
          if (!hasBegun) check();
          hasBegun = true;
        };
        // The first page comes first, and asks for findings once it is there; whoever opens none reads them in the terminal.
        let timer: NodeJS.Timeout | undefined = setTimeout(begin, FIRST_MS);
        // A server that starts again, because its settings have changed, sets up another one.
        server.httpServer?.once('close', () => {
          clearTimeout(timer);
          void worker.terminate();
        });
        server.watcher.on('all', (_event, path) => {
          if (!folders.some((folder) => resolve(path).startsWith(folder))) return;
          clearTimeout(timer);
          hasBegun = true;
          timer = setTimeout(check, QUIET_MS);
        });
        server.middlewares.use((request, response, next) => {
          if (!hasBegun) {
            clearTimeout(timer);
            response.once('finish', () => {
              if (!hasBegun) timer = setTimeout(begin, FIRST_MS);
            });
          }
          const [path = '', query = ''] = (request.url ?? '').split('?');
          if (!path.endsWith(FINDINGS_PATH)) {
            next();
            return;
          }
          begin();
          const here = findingsFor(findings, folderOf(new URLSearchParams(query).get('lesson') ?? ''));
          const elsewhere = findings.length - here.length;
          const data: PanelData = { here, elsewhere, root, rules: rulesAddress(), checked };
          response.setHeader('Content-Type', 'application/json');
          response.end(JSON.stringify(data));
        });
      },
    },
  };
}
