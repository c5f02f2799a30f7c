import { didYouMean } from '../../findings/suggest.ts';

/** Kinds to which objects refer, and those whose Pods they select. */
const KINDS = [
  'ConfigMap',
  'Secret',
  'ServiceAccount',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'Service',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Job',
  'CronJob',
  'Pod',
  'Role',
  'ClusterRole',
  'Gateway',
  'StorageClass',
  'PriorityClass',
  'IngressClass',
];

/** An object that a lesson's author says to be made elsewhere. */
export interface External {
  kind: string;
  name: string;
  /** 1-based line of the declaration within the text, and column. */
  line: number;
  column: number;
}

/** Declarations that stand in a text, and what is wrong with them. */
export interface Externals {
  declared: External[];
  wrong: { message: string; remedy: string; line: number; column: number }[];
}

const COMMENT = /^(\s*#\s*External:\s*)(.*)$/;

/** Reads a list such as "Secret/db-password, ConfigMap/settings (made in the lesson before)". What is in brackets is for readers. */
function readList(list: string, line: number, column: number): Externals {
  const result: Externals = { declared: [], wrong: [] };
  const items = list
    .replace(/\([^)]*\)?/g, '')
    .split(',')
    .map((item) => item.trim().replace(/\.$/, ''));
  for (const item of items.filter((text) => text !== '')) {
    const [kind = '', name = '', ...more] = item.split('/');
    if (name === '' || more.length > 0 || /\s/.test(item)) {
      const message = `"${item}" names no object: an object made elsewhere is named by its kind and its name.`;
      result.wrong.push({ message, remedy: 'Write it as Secret/db-password.', line, column });
    } else if (!KINDS.includes(kind)) {
      const message = `Nothing refers to objects of the kind "${kind}".${didYouMean(kind, KINDS)}`;
      result.wrong.push({ message, remedy: `Use one of: ${KINDS.join(', ')}.`, line, column });
    } else result.declared.push({ kind, name, line, column });
  }
  return result;
}

/** Objects that a manifest says to be made elsewhere: in comments "# External: Kind/name", or in the option of its fence. */
export function externalsOf(text: string, option: string | undefined): Externals {
  const lists = text.split('\n').flatMap((line, index) => {
    const match = COMMENT.exec(line);
    return match ? [readList(match[2] ?? '', index + 1, (match[1] ?? '').length + 1)] : [];
  });
  // The option stands in the line above the code.
  if (option !== undefined) lists.push(readList(option, 0, 1));
  return { declared: lists.flatMap(({ declared }) => declared), wrong: lists.flatMap(({ wrong }) => wrong) };
}
