import { builtAddress } from '../assembly/addresses.ts';
import type { Edition } from '../assembly/edition.ts';
import { analyticsOf } from '../provider/brand/analytics.ts';
import type { PolicyFacts } from './policy.ts';
import { sandboxScript } from './sandbox-page.ts';
import { THEME_SCRIPT } from './theme-script.ts';

/** Path of a script that counts visits, below the base; undefined if it lies on another host. */
export function counterPath(script: string): string | undefined {
  if (script.startsWith('https:')) return undefined;
  return script.startsWith('assets/') ? `brand/${script.split('/').map(encodeURIComponent).join('/')}` : script;
}

/** What the policies of an edition depend on, as it is being built. */
export function policyFacts({ identity, layers }: Edition): PolicyFacts {
  const { base } = builtAddress(identity);
  const brand = layers.at(-1)?.brand;
  const analytics = brand && analyticsOf(brand);
  const path = analytics && counterPath(analytics.script);
  return {
    base,
    inline: THEME_SCRIPT,
    sandbox: sandboxScript(),
    embeddableBy: identity.embeddable_by,
    ...(analytics && {
      analytics: { origins: analytics.origins, path: path === undefined ? undefined : base + path },
    }),
  };
}
