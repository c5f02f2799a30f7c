import { LAB, LESSON, marked, QUIZ } from '../../curriculum/placeholders.ts';
import type { QuizItem } from '../../curriculum/schema/quiz.ts';
import { freeId, shortIdFrom } from './ids.ts';
import { yamlText } from './yaml-list.ts';

/** What a new lesson is to be. */
export interface NewLesson {
  title: string;
  /** Texts of the objectives; what is to be written stands there if there is none. */
  objectives: readonly string[];
  competencies: readonly string[];
  prerequisites: readonly string[];
  authors: readonly string[];
  /** Level of the lesson, as the schema has them. */
  level: string;
  /** YYYY-MM-DD. */
  date: string;
}

/** Objectives with ids of their own. */
function objectivesOf(texts: readonly string[]): { id: string; text: string }[] {
  if (texts.length === 0) {
    return [
      { id: 'explain-it', text: marked(LESSON.firstObjective) },
      { id: 'use-it', text: marked(LESSON.secondObjective) },
    ];
  }
  const ids: string[] = [];
  return texts.map((text, index) => {
    const id = freeId(shortIdFrom(text) || `objective-${index + 1}`, ids);
    ids.push(id);
    return { id, text };
  });
}

/** The files of a lesson to begin with, by name: a draft with every part that a lesson has, without mistakes. */
export function lessonSkeleton(lesson: NewLesson): Map<string, string> {
  const objectives = objectivesOf(lesson.objectives);
  const frontmatter = yamlText({
    title: lesson.title,
    summary: marked(LESSON.summary),
    minutes: { reading: 10, lab: 0 },
    level: lesson.level,
    objectives,
    competencies: lesson.competencies,
    prerequisites: lesson.prerequisites,
    authors: lesson.authors,
    verified: { date: lesson.date, versions: {} },
    status: 'draft',
  });
  const body = `${marked(LESSON.problem)}

## The idea

${marked(LESSON.idea)}

${SECTIONS.Quiz}

<KeyPoints>

- ${marked(LESSON.firstPoint)}
- ${marked(LESSON.secondPoint)}

</KeyPoints>

## Further reading

- ${marked(LESSON.source)}
`;
  return new Map([
    ['lesson.mdx', `---\n${frontmatter}---\n\n${body}`],
    [
      'quiz.yaml',
      quizSkeleton(
        objectives.map(({ id }) => id),
        lesson.competencies,
      ),
    ],
  ]);
}

/** How the quiz and the lab are shown, each under its heading. */
export const SECTIONS = {
  Quiz: '## Check yourself\n\n<Quiz />',
  Lab: '## Lab\n\n<Lab />',
} as const;

/** What a new quiz item is to be. */
export interface NewItem {
  id: string;
  type: QuizItem['type'];
  /** Id of the objective. */
  objective: string;
  competencies: readonly string[];
  /** 0-based place of the right option; options with one place for all right answers could be guessed. */
  rightAt: number;
}

const right = { text: marked(QUIZ.right), correct: true, feedback: marked(QUIZ.whyRight) };
const wrong = { text: marked(QUIZ.wrong), feedback: marked(QUIZ.whyWrong) };
const otherWrong = { text: marked(QUIZ.otherWrong), feedback: marked(QUIZ.whyWrong) };

/** A quiz item to begin with, as data of quiz.yaml. */
export function itemSkeleton({ id, type, objective, competencies, rightAt }: NewItem): Record<string, unknown> {
  const answers: Record<QuizItem['type'], Record<string, unknown>> = {
    single: { options: [wrong, otherWrong].toSpliced(rightAt % 3, 0, right) },
    multiple: { options: [wrong, { ...right, text: `${right.text}, and another` }].toSpliced(rightAt % 3, 0, right) },
    numeric: { answer: 42 },
    text: { accepted: [marked(QUIZ.right)] },
    ordering: {
      steps: [marked(QUIZ.firstStep), marked(QUIZ.secondStep), marked(QUIZ.thirdStep)],
      feedback: marked(QUIZ.order),
    },
  };
  return {
    id,
    type,
    objective,
    ...(competencies.length > 0 ? { competencies } : {}),
    question: `${marked(QUIZ.question)}.`,
    ...answers[type],
    explanation: marked(QUIZ.explanation),
  };
}

/** A quiz with an item for each objective; each competency is named by one of them. */
export function quizSkeleton(
  objectives: readonly string[],
  competencies: readonly string[],
  type: QuizItem['type'] = 'single',
): string {
  const items = objectives.map((objective, index) =>
    itemSkeleton({
      id: `${objective}-1`,
      type,
      objective,
      competencies: competencies.filter((_, position) => position % objectives.length === index),
      rightAt: index,
    }),
  );
  return yamlText({ items });
}

/** What a new lab is to be. */
export interface NewLab {
  title: string;
  environment: 'none' | 'shell' | 'cluster';
  minutes: number;
}

/** A lab to begin with, with one task, and the files that it needs beside the lesson, by their names. */
export function labSkeleton(lab: NewLab): { text: string; files: ReadonlyMap<string, string> } {
  const { title, environment, minutes } = lab;
  if (environment === 'cluster') return clusterLab(lab);
  const checks = {
    none: { kind: 'answer', answer: marked(LAB.answer) },
    shell: { kind: 'command', run: 'cat answer.txt', expect: marked(LAB.output) },
  } as const;
  const task = {
    id: 'first-task',
    title: marked(LAB.taskTitle),
    text: marked(LAB.task),
    check: checks[environment],
    hints: [marked(LAB.hint)],
    solution: marked(LAB.solution),
  };
  const start = marked(LAB.start);
  const text = yamlText({ title, goal: marked(LAB.goal), environment, minutes, start, tasks: [task] });
  return { text, files: new Map() };
}

/** What a new lab in a cluster lays into the learner's folder. */
const WEB = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: nginx:1.28
          resources:
            requests:
              cpu: 50m
              memory: 32Mi
            limits:
              memory: 64Mi
          readinessProbe:
            httpGet:
              path: /
              port: 80
`;

/** A lab in the practice cluster that runs as it is: its author changes one thing after the other, and sees what becomes of it. */
function clusterLab({ title, minutes }: NewLab): { text: string; files: ReadonlyMap<string, string> } {
  const fence = (...commands: string[]): string => ['```bash', ...commands, '```', ''].join('\n');
  const apply = 'kubectl apply -f web.yaml';
  const task = {
    id: 'first-task',
    title: marked(LAB.taskTitle),
    text: marked(LAB.task),
    check: {
      kind: 'conditions',
      conditions: [
        {
          kind: 'value',
          resource: 'Deployment',
          name: 'web',
          path: '{.status.availableReplicas}',
          equals: '2',
          message: 'Two Pods of the Deployment are available.',
        },
      ],
    },
    hints: [marked(LAB.hint)],
    solution: fence(apply, 'kubectl rollout status deployment/web'),
    alternatives: [
      { name: 'made by a command', run: ['kubectl create deployment web --image=nginx:1.28 --replicas=2'] },
    ],
    mistakes: [
      { name: 'one replica', run: ['kubectl create deployment web --image=nginx:1.28'] },
      { name: 'a Pod without a Deployment', run: ['kubectl run web --image=nginx:1.28'] },
    ],
  };
  const cluster = { namespace: 'practice', files: ['web.yaml'] };
  const start = marked(LAB.start);
  const text = yamlText({
    title,
    goal: marked(LAB.goal),
    environment: 'cluster',
    minutes,
    start,
    cluster,
    tasks: [task],
  });
  return { text, files: new Map([['web.yaml', WEB]]) };
}
