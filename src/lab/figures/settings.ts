/** What readers may set in explorable figures, as data: for the text of lessons, for the page, and for the engine. */

/** How a setting is made: a number within bounds, one of several words, or yes and no. */
export type Control =
  | { kind: 'number'; name: string; least: number; most: number; step: number; initial: number }
  | { kind: 'choice'; name: string; options: readonly string[]; initial: string }
  | { kind: 'switch'; name: string; initial: boolean };

/** The value of each setting of a figure, by the name of its control. */
export type Settings = Readonly<Record<string, number | string | boolean>>;

const number = (name: string, least: number, most: number, step: number, initial: number): Control => ({
  kind: 'number',
  name,
  least,
  most,
  step,
  initial,
});

/** What a node's taint can do; the first one stands for no taint. */
export const EFFECTS = ['none', 'PreferNoSchedule', 'NoSchedule', 'NoExecute'] as const;
/** How the limits of a rolling update are counted: in Pods, or in quarters of the replicas. */
export const UNITS = ['pods', 'percent'] as const;
/** The nodes of a figure. */
export const NODES = ['node-1', 'node-2', 'node-3'] as const;

/** What may change between two builds of an image; the last one stands for nothing. */
export const CHANGES = ['server.mjs', 'package.json', 'README.md', 'node:24', 'nothing'] as const;
/** Orders of a recipe: all files at once, or the list of packages first. */
export const ORDERS = ['copy-all', 'packages-first'] as const;

const effect = (name: string): Control => ({ kind: 'choice', name, options: EFFECTS, initial: 'none' });

/** The figures that there are, with their settings in the order in which readers meet them. */
export const figures = {
  rollout: [
    number('replicas', 1, 8, 1, 4),
    number('maxSurge', 0, 4, 1, 1),
    number('maxUnavailable', 0, 4, 1, 1),
    { kind: 'choice', name: 'unit', options: UNITS, initial: 'percent' },
    { kind: 'switch', name: 'breaks', initial: false },
  ],
  taints: [
    effect('node1'),
    effect('node2'),
    effect('node3'),
    { kind: 'switch', name: 'webTolerates', initial: false },
    { kind: 'switch', name: 'watchTolerates', initial: false },
  ],
  requests: [
    number('replicas', 1, 12, 1, 5),
    number('cpu', 100, 2000, 100, 500),
    number('memory', 256, 4096, 256, 1024),
    number('use', 0, 100, 10, 20),
  ],
  layers: [
    { kind: 'choice', name: 'changed', options: CHANGES, initial: 'server.mjs' },
    { kind: 'choice', name: 'order', options: ORDERS, initial: 'copy-all' },
    { kind: 'switch', name: 'ignore', initial: false },
  ],
} as const satisfies Record<string, readonly Control[]>;

/** Name of an explorable figure. */
export type FigureName = keyof typeof figures;

/** Names of all figures. */
export const figureNames = Object.keys(figures) as [FigureName, ...FigureName[]];

/** The settings of a figure as they are at first, with what else somebody wants. */
export function settingsOf(figure: FigureName, wanted: Settings = {}): Settings {
  return Object.fromEntries(figures[figure].map(({ name, initial }) => [name, wanted[name] ?? initial]));
}

/** `maxSurge` and `maxUnavailable` as a manifest has them: a number of Pods, or a percentage in quarters. */
export function amountOf(value: unknown, unit: unknown): number | string {
  return unit === 'percent' ? `${Number(value) * 25}%` : Number(value);
}

/**
 * The value of a setting that an author has written as text, in the words of manifests where there are some (`25%`, `500m`, `1024Mi`).
 * Undefined if it does not fit.
 */
export function readSetting(control: Control, text: string): number | string | boolean | undefined {
  switch (control.kind) {
    case 'choice':
      return control.options.includes(text) ? text : undefined;
    case 'switch':
      return text === 'true' || text === 'false' ? text === 'true' : undefined;
    case 'number': {
      const value = Number(/^(\d+)(?:m|Mi)?$/.exec(text)?.[1] ?? Number.NaN);
      const { least, most, step } = control;
      return value >= least && value <= most && (value - least) % step === 0 ? value : undefined;
    }
  }
}
