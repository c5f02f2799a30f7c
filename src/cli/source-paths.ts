/** Files and folders of this repository that code reads or writes at run time; all of them, so that what moves is changed here. */
export const sourcePaths = {
  /** Types of the API of Kubernetes, which `npm run tables` renews. */
  apiTypes: 'src/kubernetes/api/types.json',
  /** What the pages for each rule say. */
  rulePages: 'src/checks/pages',
  /** Tables of commands that `npm run tables` renews. */
  commandTables: 'src/languages/commands/tables',
  /** Custom properties of the site, which a brand may set. */
  tokens: 'src/site/styles/tokens.css',
  /** Colors of figures in lessons. */
  figureColors: 'src/site/styles/content/diagram.css',
  /** Colors of code, in the site and in everything that leaves it. */
  codeColors: 'src/site/styles/content/code-colors.css',
  /** Style sheet of books for readers. */
  bookStyle: 'src/publications/epub/book.css',
  /** What lessons look like, for those that leave the site; colors are those of the tokens. */
  lessonStyles: [
    'src/site/styles/base.css',
    'src/site/styles/pieces.css',
    'src/site/styles/prose.css',
    'src/site/components/Colophon.css',
    ...[
      'callout',
      'code',
      'code-colors',
      'compare',
      'diagram',
      'explore',
      'explore-picture',
      'explore-scales',
      'explore-steps',
      'key-points',
      'lab',
      'lab.later',
      'quiz',
      'quiz.later',
      'stepped',
      'stepped.later',
      'steps',
      'tabs',
      'tabs.later',
      'term',
    ].map((name) => `src/site/styles/content/${name}.css`),
  ],
  /** What packages for learning platforms have besides, and the scripts of their lessons. */
  playerStyle: 'src/publications/player/player.css',
  player: {
    'scorm-1.2': 'src/publications/player/client/play-scorm-1.2.ts',
    'scorm-2004': 'src/publications/player/client/play-scorm-2004.ts',
    cmi5: 'src/publications/player/client/play-cmi5.ts',
  },
  /** What stands before the scripts of a site that is opened from a folder. */
  fromFile: 'src/publications/site/client/from-file.ts',
  /** Script, style sheets and fonts of slides. */
  slides: {
    script: 'src/publications/slides/client/deck.ts',
    style: 'src/publications/slides/style',
    text: 'node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2',
    code: 'node_modules/@fontsource-variable/atkinson-hyperlegible-mono/files/atkinson-hyperlegible-mono-latin-wght-normal.woff2',
  },
  /** Pictures and sessions of the pages for providers and for teachers, made by `npm run screenshots`. */
  guide: 'src/site/guide',
  /** Texts of the site's own pages, by language. */
  prose: 'src/site/prose',
  /** What draws social images. */
  cards: 'src/rendering/cards',
  /** What the text of a lesson depends on besides the lesson. */
  rendering: ['src/findings', 'src/strings', 'src/curriculum', 'src/languages', 'src/rendering'],
  /** What colors code. */
  coloring: [
    ...['highlight', 'remembered-lines', 'diff-lines'].map((name) => `src/rendering/${name}.ts`),
    'src/strings/html.ts',
  ],
  /** What the stills of explorable figures depend on besides. */
  figures: ['src/lab', 'src/kubernetes'],
  /** What reads YAML. */
  yaml: ['src/findings/yaml.ts', 'src/findings/plain-yaml.ts', 'src/findings/plain-scalar.ts'],
  /** What draws diagrams, before they take the colors of the page. */
  diagrams: ['src/rendering/diagram.ts'],
  /** What finds the terms that a lesson links. */
  termLinks: [
    'src/checks/term-links.ts',
    'src/curriculum/frontmatter.ts',
    'src/curriculum/model.ts',
    'src/curriculum/text',
    'src/findings/catalog.ts',
    'src/findings/finding.ts',
  ],
  /** What knows the words of a language. */
  words: ['src/checks/spelling/english.ts'],
  /** What verifies lessons with programs: what it has found out is older than it, once it has changed. */
  verification: [
    'src/checks/labs',
    'src/checks/programs',
    ...['claims', 'here-documents', 'on-purpose', 'part', 'rule', 'rules/code', 'sessions', 'snippets'].map(
      (name) => `src/checks/${name}.ts`,
    ),
    'src/cli',
    ...['brands', 'frontmatter', 'layer-folder', 'model', 'patched-text', 'read'].map(
      (name) => `src/curriculum/${name}.ts`,
    ),
    'src/curriculum/schema',
    'src/curriculum/text',
    'src/findings',
    'src/kubernetes',
    'src/lab',
    'src/lab-host',
    'src/languages',
    'src/rendering/language.ts',
    'src/rendering/region.ts',
  ],
  /** What all findings of a check come from. */
  check: [
    'scripts/check.ts',
    'scripts/check',
    ...[
      'assembly',
      'attribution',
      'badges',
      'checks',
      'cli',
      'curriculum',
      'findings',
      'kubernetes',
      'lab',
      'lab-host',
      'languages',
      'provider',
      'rendering',
      'strings',
    ].map((room) => `src/${room}`),
    'src/site/styles/tokens.css',
    'src/site/styles/content/diagram.css',
  ],
  /** The panel of findings in `npm run dev`, and the thread that checks beside it. */
  panel: 'src/authoring/panel.ts',
  checkWorker: 'src/authoring/check-worker.ts',
  /** What runs code of lessons apart from the site: the script of its frame, that of its workers, and that of workers for programs of courses. */
  sandbox: {
    frame: 'src/site/client/sandbox/frame.ts',
    worker: 'src/site/client/sandbox/worker.ts',
    actors: 'src/site/client/sandbox/actors-worker.ts',
  },
  /** The process that bundles what renders pages, and what is for browsers. */
  bundleProcess: 'scripts/bundle.ts',
  /** The process that serves a site while it is being written. */
  devServerProcess: 'scripts/dev-server.ts',
  /** The thread that tries labs. */
  labWorker: 'src/checks/labs/worker.ts',
  /** What programs of courses run in, in the practice cluster. */
  courseRuntime: 'src/lab/course/runtime/index.ts',
  /** What code of labs on tracing runs in, and the packages that it imports. */
  tracing: { runtime: 'src/lab/traces/runtime/index.ts', packages: 'src/lab/traces/packages/index.ts' },
  /** What the scripts of labs have in common. */
  labScripts: 'src/lab/runner/script',
  /** What keeps pages for times without a network, and what takes its place where nothing is to be kept. */
  offline: { worker: 'src/site/client/offline/worker.ts', retired: 'src/site/client/offline/retired.ts' },
  /** The document on publishing, with examples made of the policy. */
  publishing: 'docs/publishing.md',
} as const;
