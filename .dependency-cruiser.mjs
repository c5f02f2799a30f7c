/**
 * The map of the house: every room of src/, what it is for, and which rooms it may import from. Floors go up in this
 * order, and imports go down only. `npm test` holds it (test/house.test.ts), with the imports of .astro files, too; the same
 * sentences stand at the door of every room (the comment at the top of its main file) and in README.md.
 */

/** @type {Record<string, {door: string, is: string, may: readonly string[], types?: readonly string[]}>} */
export const rooms = {
  findings: {
    door: 'finding.ts',
    is: 'findings: what is wrong, where, why it matters and what to do; the catalog of rules, paths into data, YAML with places, did-you-mean',
    may: [],
  },
  strings: {
    door: 'index.ts',
    is: 'the words of the interface, by locale, and how text becomes safe HTML',
    may: ['findings'],
  },
  cli: {
    door: 'command.ts',
    is: 'what commands share: errors for their users, the folder to work in, packages of the registry, paths of our own files',
    may: ['findings'],
  },
  curriculum: {
    door: 'model.ts',
    is: 'the model, in pure TypeScript: schemas, reading, the parsed text of lessons, order, prerequisites, durations, coverage, addresses',
    may: ['findings'],
  },
  badges: {
    door: 'open-badges.ts',
    is: 'Open Badges 3.0: keys, credentials that a provider signs, revocation, and how a credential is verified; in pure TypeScript for Node and browsers',
    may: ['findings', 'strings', 'curriculum'],
  },
  attribution: {
    door: 'credit.ts',
    is: 'who made what, from what and under which license: credit, statements, manifest, provenance, JSON-LD, and the guard that fails a build without them',
    may: ['findings', 'strings', 'curriculum'],
  },
  provider: {
    door: 'layers/layer.ts',
    is: 'what only a fork has, as data: layers, brand (palettes with enforced contrast), offerings',
    may: ['findings', 'strings', 'curriculum', 'badges', 'attribution'],
  },
  assembly: {
    door: 'edition.ts',
    is: 'one published edition: curriculum, layers, provenance, brand and offerings; JSON Schemas; addresses of a build',
    may: ['findings', 'strings', 'cli', 'curriculum', 'badges', 'attribution', 'provider'],
  },
  kubernetes: {
    door: 'validate.ts',
    is: 'what the API knows: schemas, kinds, validation, formats',
    may: ['findings'],
  },
  languages: {
    door: 'problems.ts',
    is: 'parsers and judges of code in lessons, tables of commands, and the grammar of the shell; no line of it starts a process',
    may: ['findings', 'kubernetes'],
  },
  lab: {
    door: 'cluster.ts',
    is: 'the practice cluster, in pure TypeScript for Node and browsers: `time/`, `yaml/`, `api/` (the API server), `controllers/`, `node/`, `network/`, `images/` (programs of containers), `course/` (programs of a course), `shell/`, `line/` (typing at a prompt), `attempt/` (what a learner does, recorded), `view/` (what a page shows), `figures/` (explorable figures), `kubectl/`, `metrics/` (PromQL, and a small Prometheus around it), `traces/` (labs on tracing), `runner/` (labs and their judge)',
    may: ['findings', 'kubernetes', 'languages'],
    types: ['curriculum'],
  },
  'lab-host': {
    door: 'begin.ts',
    is: 'what labs need of Node: images of courses, made of their Containerfiles; the processes in which their programs run; labs, begun',
    may: ['findings', 'cli', 'curriculum', 'lab', 'languages'],
  },
  rendering: {
    door: 'render.ts',
    is: 'how lessons become HTML; `components/` are what authors may use, `client/` what parts of a lesson do in a browser, `cards/` the social images',
    may: ['findings', 'strings', 'curriculum', 'provider', 'languages', 'lab'],
    types: ['assembly'],
  },
  checks: {
    door: 'check.ts',
    is: '`rules/` with the `pages/` that explain them, `reporters/`, `spelling/`, `programs/` (all that runs what lessons bring), `browser/`',
    may: [
      'findings',
      'strings',
      'cli',
      'curriculum',
      'badges',
      'attribution',
      'provider',
      'assembly',
      'kubernetes',
      'languages',
      'lab',
      'lab-host',
      'rendering',
    ],
  },
  publications: {
    door: 'publication.ts',
    is: 'publications: the same lessons as files for other platforms and for reading elsewhere. Each is a view of the edition; none reads content files',
    may: ['findings', 'strings', 'cli', 'curriculum', 'attribution', 'provider', 'assembly', 'rendering'],
  },
  fork: {
    door: 'layers.ts',
    is: 'what the commands of a fork do: rebrand, adapt, upstream, provenance',
    may: ['findings', 'cli', 'curriculum', 'attribution', 'provider', 'assembly'],
  },
  authoring: {
    door: 'begin/begin.ts',
    is: 'beginning a lesson, the panel of findings, and what editors and forges read',
    may: ['findings', 'strings', 'cli', 'curriculum', 'provider', 'assembly', 'checks', 'fork'],
  },
  docs: {
    door: 'document.ts',
    is: "the repository's documents and the rules as pages",
    may: ['findings', 'strings', 'curriculum', 'rendering', 'checks'],
  },
  site: {
    door: 'site.ts',
    is: 'the Astro project: pages, their prose, layouts, components, client, styles, integrations, and its glue',
    may: [
      'findings',
      'strings',
      'cli',
      'curriculum',
      'badges',
      'attribution',
      'provider',
      'assembly',
      'languages',
      'lab',
      'lab-host',
      'rendering',
      'publications',
      'checks',
      'authoring',
      'docs',
    ],
  },
};

const names = Object.keys(rooms);

/** Which lines a room may not import from, and what to do instead. */
function rule(name) {
  const { is, may, types = [] } = rooms[name];
  const refused = names.filter((other) => other !== name && !may.includes(other));
  const typeOnly = types.length > 0 ? ` (and types of ${types.map((type) => `src/${type}/`).join(', ')})` : '';
  const allowed =
    may.length > 0 ? `only from ${may.map((other) => `src/${other}/`).join(', ')}${typeOnly}` : 'nothing of ours';
  const comment = `In src/${name}/ are ${is}. It may import ${allowed}. Move what both need down into a room that both may import, or move the line up to where it is used.`;
  const rule = (path, more, suffix = '') => ({
    name: `${name}${suffix}`,
    comment,
    severity: 'error',
    from: { path: `^src/${name}/` },
    to: { path, ...more },
  });
  const strict = refused.filter((other) => !types.includes(other));
  return [
    rule(`^src/(${strict.join('|')})/`, {}),
    ...(types.length > 0
      ? [rule(`^src/(${types.join('|')})/`, { dependencyTypesNot: ['type-only'] }, '-types-only')]
      : []),
  ];
}

export default {
  forbidden: [
    ...names.flatMap(rule),
    {
      name: 'no-room',
      comment: `Every file of src/ lies in one of the rooms: ${names.join(', ')}. A new room is added to .dependency-cruiser.mjs first.`,
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(${names.join('|')})/` },
      to: {},
    },
    {
      name: 'no-circle',
      comment:
        'These files import each other in a circle, so that none can be understood alone. Move what they share into a file of its own, below both.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    // Floors of the practice cluster: each may import what stands before it, and kubectl knows of the API server only how one speaks with it.
    ...[
      ['time', 'yaml|api|controllers|node|network|shell|images|kubectl|runner'],
      ['yaml', 'time|api|controllers|node|network|shell|images|kubectl|runner'],
      ['api', 'controllers|node|network|shell|images|kubectl|runner'],
      ['controllers', 'node|network|shell|images|kubectl|runner'],
      ['node', 'shell/(?!files)|kubectl|network|images|runner'],
      ['network', 'shell/(?!files)|kubectl|images|runner'],
      ['images', 'api/(?!protocol)|controllers|kubectl|runner'],
      ['shell', 'api/(?!protocol)|controllers|node|network|images|kubectl|runner'],
      ['kubectl', 'api/(?!protocol)|controllers|node|network|images|runner'],
    ].map(([floor, refused]) => ({
      name: `lab-${floor}`,
      comment: `src/lab/${floor}/ may not import from there: the practice cluster's floors are time and yaml, api, controllers, node, network; shell and kubectl reach them by requests (api/protocol.ts) only; images stand on the network and the shell.`,
      severity: 'error',
      from: { path: `^src/lab/${floor}/` },
      to: { path: `^src/lab/(${refused})` },
    })),
    {
      name: 'lab-promql',
      comment:
        'src/lab/metrics/promql/ may import nothing else of src/lab/: queries are evaluated over series in memory, wherever those come from. Let what knows the cluster append to its store.',
      severity: 'error',
      from: { path: '^src/lab/metrics/promql/' },
      to: { path: '^src/lab/(?!metrics/promql/)' },
    },
    {
      name: 'not-outside',
      comment: 'src/ is used by scripts/ and test/, never the other way round. Move what is needed into src/.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(scripts|test)/' },
    },
    {
      name: 'not-found',
      comment: 'There is no such file. Correct the path of the import.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, path: '^\\.' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js', '.json'] },
  },
};
