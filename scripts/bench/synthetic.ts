import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

const LESSONS_PER_MODULE = 10;
const MODULES_PER_COURSE = 4;
const PARAGRAPHS = 9;
const WORDS_PER_PARAGRAPH = 95;
const QUIZ_ITEMS = 6;

const WORDS =
  'cluster node pod container image the a of and to in is that runs starts watches stores schedules request controller state desired service network volume label selector namespace when every after before because which each one two many small large server client object field value status change event message process memory disk kernel port address name record policy limit probe log metric trace user role token secret key version release upgrade failure recovery backup traffic route rule host path'.split(
    ' ',
  );

/** Deterministic numbers below 1 (mulberry32), so that every run builds the same curriculum. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Random = () => number;

function sentence(next: Random, length: number): string {
  const words = Array.from({ length }, () => WORDS[Math.floor(next() * WORDS.length)] ?? 'pod');
  const text = words.join(' ');
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}.`;
}

function paragraph(next: Random): string {
  const sentences: string[] = [];
  for (let words = 0; words < WORDS_PER_PARAGRAPH; ) {
    const length = 8 + Math.floor(next() * 12);
    sentences.push(sentence(next, length));
    words += length;
  }
  return sentences.join(' ');
}

function manifest(id: string, next: Random): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${id}
  labels:
    app.kubernetes.io/name: ${id}
spec:
  replicas: ${1 + Math.floor(next() * 9)}
  selector:
    matchLabels:
      app.kubernetes.io/name: ${id}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${id}
    spec:
      containers:
        - name: web
          image: registry.example/${id}:1.${Math.floor(next() * 90)}
          ports:
            - containerPort: ${8000 + Math.floor(next() * 999)}`;
}

function lessonText(id: string, number: number, previous: string | undefined): string {
  const next = random(number + 1);
  const frontmatter = {
    title: `Synthetic lesson ${number}`,
    summary: sentence(next, 14),
    minutes: { reading: 10 + (number % 15), lab: 0 },
    level: 'beginner',
    objectives: [
      { id: 'explain', text: `Explain ${sentence(next, 8)}` },
      { id: 'predict', text: `Predict ${sentence(next, 8)}` },
    ],
    competencies: ['KCNA-FUN-1'],
    prerequisites: previous === undefined ? [] : [previous],
    authors: ['commonhelm-authors'],
    verified: { date: '2026-11-22', versions: { kubernetes: '1.36' } },
    status: 'published',
  };
  const parts = Array.from({ length: PARAGRAPHS }, () => paragraph(next));
  const terms = ['pod', 'node', 'cluster', 'container'].map((term) => `<Term id="${term}">${term}</Term>`).join(', ');
  return `---
${stringify(frontmatter)}---

${parts[0]} Here are ${terms}.

## ${sentence(next, 4)}

${parts[1]}

\`\`\`yaml title="deployment.yaml"
${manifest(id, next)}
\`\`\`

${parts[2]}

## ${sentence(next, 5)}

${parts[3]}

<Callout kind="note" title="Remember">

${sentence(next, 20)}

</Callout>

| Field | Meaning | Default |
| --- | --- | --- |
| \`replicas\` | ${sentence(next, 6)} | 1 |
| \`image\` | ${sentence(next, 6)} | none |
| \`ports\` | ${sentence(next, 6)} | none |

${parts[4]}

\`\`\`terminal ran="real-cluster"
$ kubectl get pods -l app.kubernetes.io/name=${id}
NAME                    READY   STATUS    RESTARTS   AGE
${id}-7d4b9c-x2x8k   1/1     Running   0          12s
\`\`\`

## ${sentence(next, 4)}

${parts[5]}

\`\`\`js title="server.mjs"
import { createServer } from 'node:http';

const port = Number(process.env.PORT ?? ${8000 + Math.floor(next() * 999)});
createServer((request, response) => {
  response.end(\`\${request.method} \${request.url}\\n\`);
}).listen(port, () => console.log('listening on', port));
\`\`\`

${parts[6]}

<Checkpoint question="${sentence(next, 9)}">

${sentence(next, 18)}

</Checkpoint>

${parts[7]}

## Check yourself

<Quiz />

<KeyPoints>

- ${sentence(next, 10)}
- ${sentence(next, 10)}
- ${sentence(next, 10)}

</KeyPoints>

${parts[8]}
`;
}

function quizText(number: number): string {
  const next = random(100_000 + number);
  const items = Array.from({ length: QUIZ_ITEMS }, (_, index) => ({
    id: `item-${index + 1}`,
    type: 'single',
    objective: index % 2 === 0 ? 'explain' : 'predict',
    competencies: ['KCNA-FUN-1'],
    question: sentence(next, 12).replace(/\.$/, '?'),
    options: Array.from({ length: 4 }, (_unused, option) => ({
      text: `${sentence(next, 6)} (${option + 1})`,
      ...(option === index % 4 ? { correct: true } : {}),
      feedback: sentence(next, 16),
    })),
    explanation: sentence(next, 30),
  }));
  return stringify({ items });
}

/**
 * Writes a curriculum of `lessons` lessons below `root`; the registries are those of the real one.
 * @param perModule lessons of a module; all of them make the shape that costs most where something grows with siblings.
 */
export function writeSynthetic(root: string, lessons: number, perModule: number = LESSONS_PER_MODULE): void {
  rmSync(root, { recursive: true, force: true });
  const content = join(root, 'content');
  for (const name of ['identity.yaml', 'people.yaml', 'versions.yaml', 'exams']) {
    cpSync(join('content', name), join(content, name), { recursive: true });
  }
  const terms = ['pod', 'node', 'cluster', 'container'].map((id) => ({
    id,
    term: id,
    definition: `What a ${id} is, in one plain sentence of the usual length of a definition.`,
  }));
  writeFileSync(join(content, 'glossary.yaml'), stringify({ terms }));
  const modules = Math.ceil(lessons / perModule);
  const courses = Math.ceil(modules / MODULES_PER_COURSE);
  let number = 0;
  for (let course = 0; course < courses; course++) {
    const courseFolder = join(content, 'courses', `course-${course}`);
    const ids = Array.from(
      { length: Math.min(MODULES_PER_COURSE, modules - course * MODULES_PER_COURSE) },
      (_, index) => `module-${course}-${index}`,
    );
    mkdirSync(courseFolder, { recursive: true });
    writeFileSync(
      join(courseFolder, 'course.yaml'),
      stringify({
        title: `Synthetic course ${course}`,
        summary: 'A course for measuring.',
        audience: 'The benchmark.',
        exams: ['KCNA'],
        modules: ids,
      }),
    );
    let previous: string | undefined;
    for (const id of ids) {
      const listed: string[] = [];
      for (let index = 0; index < perModule && number < lessons; index++, number++) {
        const lesson = `lesson-${number}`;
        const folder = join(courseFolder, id, lesson);
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, 'lesson.mdx'), lessonText(lesson, number, previous));
        writeFileSync(join(folder, 'quiz.yaml'), quizText(number));
        listed.push(lesson);
        previous = lesson;
      }
      writeFileSync(
        join(courseFolder, id, 'module.yaml'),
        stringify({ title: `Synthetic module ${id}`, summary: 'A module for measuring.', lessons: listed }),
      );
    }
  }
}
