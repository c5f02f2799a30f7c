import type { Brand } from './schema.ts';

/** A script that counts visits, with what the Content-Security-Policy has to allow for it. */
export interface Analytics {
  /** Who counts, for the privacy note. */
  name: string;
  /** Address of the script; within the site if it begins with "assets/". */
  script: string;
  /** Attributes of the script element. */
  attributes: Readonly<Record<string, string>>;
  /** Origins that the page loads from or reports to. */
  origins: readonly string[];
}

const origin = (address: string): string => new URL(address).origin;
const below = (host: string, path: string): string => `${host.replace(/\/$/, '')}/${path}`;

/** What a brand's choice of analytics adds to every page; undefined if nobody counts. */
export function analyticsOf({ analytics }: Pick<Brand, 'analytics'>): Analytics | undefined {
  switch (analytics.kind) {
    case 'none':
      return undefined;
    case 'plausible':
      return {
        name: 'Plausible',
        script: below(analytics.host, 'js/script.js'),
        attributes: { 'data-domain': analytics.domain },
        origins: [origin(analytics.host)],
      };
    case 'goatcounter':
      return {
        name: 'GoatCounter',
        script: 'https://gc.zgo.at/count.js',
        attributes: { 'data-goatcounter': below(analytics.host, 'count') },
        origins: ['https://gc.zgo.at', origin(analytics.host)],
      };
    case 'matomo':
      return {
        name: 'Matomo',
        script: 'matomo.js',
        attributes: { 'data-host': analytics.host, 'data-site': String(analytics.site) },
        origins: [origin(analytics.host)],
      };
    case 'snippet':
      return {
        name: analytics.name,
        script: analytics.script,
        attributes: {},
        origins: analytics.hosts.map(origin),
      };
  }
}

/** Text of the script that loads Matomo: its own instructions ask for an inline script, which the policy forbids. */
export const MATOMO_LOADER = `const me=document.currentScript;window._paq=[["trackPageView"],["enableLinkTracking"],["setTrackerUrl",me.dataset.host.replace(/\\/?$/,"/")+"matomo.php"],["setSiteId",me.dataset.site]];const s=document.createElement("script");s.async=true;s.src=me.dataset.host.replace(/\\/?$/,"/")+"matomo.js";document.head.append(s);
`;
