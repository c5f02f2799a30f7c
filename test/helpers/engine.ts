import { type Browser, firefox, webkit } from 'playwright-core';
import { launchBrowser } from '../../src/checks/browser/launch.ts';

/** Browsers by whose engines pages can be read. */
export type Engine = 'chromium' | 'firefox' | 'webkit';

const LAUNCH: Readonly<Record<Engine, () => Promise<Browser>>> = {
  chromium: launchBrowser,
  firefox: () => firefox.launch(),
  webkit: () => webkit.launch(),
};

const isEngine = (name: string): name is Engine => Object.hasOwn(LAUNCH, name);

/**
 * The engines that ENGINES names, such as "firefox,webkit"; none unless it is set: they are not on every machine, and
 * `npx playwright-core install firefox webkit` fetches them. @throws if it names something else.
 */
export function askedEngines(): Engine[] {
  const names = (process.env.ENGINES ?? '').split(',').filter(Boolean);
  const other = names.find((name) => !isEngine(name));
  if (other !== undefined) throw new Error(`ENGINES names "${other}"; there are chromium, firefox and webkit.`);
  return names.filter(isEngine);
}

/** Starts a headless browser with an engine. @throws if it is not installed. */
export function launchEngine(engine: Engine): Promise<Browser> {
  return LAUNCH[engine]();
}
