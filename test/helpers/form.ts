import { stringify } from 'yaml';
import type { EditedFolder } from './edited-folder.ts';

const task = (id: string, weight: number, competency: string, context: string): object => ({
  id,
  title: `Make ${id}`,
  weight,
  competency,
  context,
  documentation: ['https://kubernetes.io/docs/concepts/configuration/configmap/'],
  objectives: ['tie-a-bowline#tie'],
  text: `Make the ConfigMaps \`${id}\` and \`${id}-too\`.`,
  check: {
    kind: 'conditions',
    conditions: [id, `${id}-too`].map((name) => {
      return { kind: 'exists', resource: 'ConfigMap', name, message: `There is the ConfigMap ${name}.` };
    }),
  },
  hints: ['`kubectl create configmap` makes one.'],
  solution: `\`\`\`bash\nkubectl config use-context ${context}\nkubectl create configmap ${id}\nkubectl create configmap ${id}-too\n\`\`\``,
  alternatives: [
    {
      name: 'without switching',
      run: [id, `${id}-too`].map((name) => `kubectl --context ${context} create cm ${name}`),
    },
  ],
  mistakes: [
    { name: 'one only', run: [`kubectl --context ${context} create cm ${id}`] },
    { name: 'Secrets', run: [`kubectl --context ${context} create secret generic ${id}`] },
  ],
});

/** Gives the exam of the tiny curriculum a hands-on form of three tasks in two clusters. @param folder content, or a layer. @param number of the form */
export function withForm(content: EditedFolder, folder = 'content', number = 1): void {
  const source = 'https://exams.example/tcs/';
  if (folder === 'content')
    content.write(
      'content/practice/tcs/exam.yaml',
      stringify({
        kind: 'hands-on',
        exam: 'TCS',
        minutes: 20,
        passing: 66,
        source,
        as_of: '2026-11-30',
        missing: [{ competency: 'TCS-NAV-3', what: 'There is no sea here.', instead: 'Go to a harbor.' }],
      }),
    );
  content.write(
    `${folder}/practice/tcs/forms/${number}/form.yaml`,
    stringify({
      title: 'Two harbors',
      start: 'There are two clusters.',
      cluster: { context: 'kind-harbor', further: [{ context: 'kind-island' }] },
      tasks: [
        task('rope', 60, 'TCS-ROPE-1', 'kind-harbor'),
        task('chart', 25, 'TCS-NAV-1', 'kind-island'),
        task('light', 15, 'TCS-NAV-2', 'kind-island'),
      ],
    }),
  );
}
