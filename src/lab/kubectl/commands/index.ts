import type { Clock } from '../../time/clock.ts';
import { Part } from '../../time/part.ts';
import { apply } from './apply.ts';
import type { Command } from './command.ts';
import { create } from './create.ts';
import { deleteCommand } from './delete.ts';
import { get } from './get.ts';

type Commands = Readonly<Record<string, Command>>;

/** Commands that are there from the beginning. */
const everyday: Commands = { get, apply, create, delete: deleteCommand };

type Group = Part<{ commands: Commands }>;

const changing: Group = new Part('kubectl create', () => import('./groups/changing.ts'));
const showing: Group = new Part('kubectl describe', () => import('./groups/showing.ts'));
const entering: Group = new Part('kubectl exec', () => import('./groups/entering.ts'));
const administering: Group = new Part('kubectl config', () => import('./groups/administering.ts'));

/** In which group a command is, by its first word; all others administer. */
const GROUPS: readonly (readonly [words: string, Group])[] = [
  ['annotate apply autoscale create diff edit expose label patch replace rollout run scale set wait', changing],
  ['describe events top', showing],
  ['attach cp debug exec logs port-forward', entering],
];

/** The command that words name; undefined if it does nothing itself. @throws Error when it cannot be loaded */
export async function commandOf(path: string, clock: Clock): Promise<Command | undefined> {
  if (Object.hasOwn(everyday, path)) return everyday[path];
  const [first = ''] = path.split(' ');
  const group = GROUPS.find(([words]) => words.split(' ').includes(first))?.[1] ?? administering;
  const { commands } = await clock.load(group);
  return Object.hasOwn(commands, path) ? commands[path] : undefined;
}
