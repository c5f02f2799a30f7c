import { asList, asRecord, asTexts, type Data } from '../../kubernetes/data.ts';
import { badRequest } from '../api/core/errors.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import type { Store } from '../api/core/store.ts';
import { text } from '../api/http/respond.ts';
import type { ApiResponse, ApiStream } from '../api/protocol.ts';
import type { Care } from './care.ts';
import { type Log, stamped } from './log.ts';

/** Reasons for waiting that the kubelet says in words of its own. */
const WORDS: Readonly<Record<string, string>> = {
  ErrImagePull: 'trying and failing to pull image',
  ImagePullBackOff: 'trying and failing to pull image',
};

/** What a container writes, as far as its manifest tells: what its command echoes, or two lines of its image. */
export function linesOf(container: Data): string[] {
  const words = [...asTexts(container.command), ...asTexts(container.args)];
  if (words.length === 0) {
    const name = String(container.image ?? '')
      .replace(/@.*$/, '')
      .replace(/^.*\//, '')
      .replace(/:.*$/, '');
    return /^(?:busybox|alpine|debian|ubuntu|bash)$/.test(name) ? [] : [`${name} started`, `${name} ready`];
  }
  if (words[0] === 'echo') return [words.slice(1).join(' ')];
  const env = new Map(asList(container.env).map(({ name, value }) => [String(name), String(value ?? '')]));
  return [...words.join(' ').matchAll(/\becho\s+((?:"[^"]*"|'[^']*'|[^;&|'"\n])*)/g)].map(([, said = '']) =>
    said
      .trim()
      .replace(
        /'([^']*)'|"([^"]*)"/g,
        (_, single: string | undefined, double: string | undefined) => single ?? double ?? '',
      )
      .replace(/\$\{?(\w+)\}?/g, (_, name: string) => env.get(name) ?? ''),
  );
}

interface Wanted {
  container: Data;
  status: Data;
}

function find(pod: KubeObject, name: string): Wanted {
  const spec = recordAt(pod, 'spec');
  const status = recordAt(pod, 'status');
  const named = ({ name: one }: Data): boolean => one === name;
  const container = [
    ...asList(spec.containers),
    ...asList(spec.initContainers),
    ...asList(spec.ephemeralContainers),
  ].find(named);
  const state = [
    ...asList(status.containerStatuses),
    ...asList(status.initContainerStatuses),
    ...asList(status.ephemeralContainerStatuses),
  ].find(named);
  return { container: container ?? {}, status: state ?? {} };
}

/**
 * Answers a request for the log of a container, as the kubelet does: what is asked for decides how much of it.
 * @throws ApiError when the container has not begun, or has had no run before this one
 * @see https://kubernetes.io/docs/concepts/cluster-administration/logging/#basic-logging-in-kubernetes
 */
export function containerLog(
  pod: KubeObject,
  care: Care | undefined,
  query: Readonly<Record<string, string>>,
  store: Store,
  now: number,
): ApiResponse {
  const name = String(query.container);
  const { status } = find(pod, name);
  const isPrevious = query.previous === 'true';
  const place = `container "${name}" in pod "${pod.metadata.name}"`;
  const last = asRecord(asRecord(status.lastState).terminated);
  const state = asRecord(status.state);
  if (isPrevious && last.exitCode === undefined) throw badRequest(`previous terminated ${place} not found`);
  const begun = isPrevious ? last : asRecord(state.running ?? state.terminated ?? last);
  if (begun.startedAt === undefined) {
    const reason = String(asRecord(state.waiting).reason ?? 'ContainerCreating');
    throw badRequest(`${place} is waiting to start: ${WORDS[reason] ?? reason}`);
  }
  const run = known(care, name);
  // While a container waits to be started again, the run that has ended last is the previous one.
  const written = isPrevious && state.waiting === undefined ? run?.previousLog : run?.log;
  const since = query.sinceSeconds
    ? now - Number(query.sinceSeconds) * 1000
    : query.sinceTime
      ? Date.parse(query.sinceTime)
      : 0;
  let lines = (written?.lines ?? []).filter(({ at }) => at >= since);
  if (query.tailLines !== undefined) lines = Number(query.tailLines) === 0 ? [] : lines.slice(-Number(query.tailLines));
  const show = query.timestamps === 'true' ? stamped : ({ text: line }: { text: string }) => line;
  let shown = lines.map((line, index) => `${show(line, index)}\n`).join('');
  const limit = query.limitBytes === undefined ? undefined : Number(query.limitBytes);
  if (limit !== undefined) shown = shown.slice(0, limit);
  const answer = text(shown, 200, 'text/plain');
  if (query.follow !== 'true' || state.running === undefined || isPrevious || !written) return answer;
  const left = limit === undefined ? Number.POSITIVE_INFINITY : limit - shown.length;
  return { ...answer, body: '', stream: followed(shown, written, left, query.timestamps === 'true', pod, name, store) };
}

const known = (care: Care | undefined, name: string) =>
  care?.containers.get(name) ?? care?.init.get(name) ?? care?.ephemeral.get(name);

/** What is there already, and then what comes line by line until the container ends. */
function followed(
  first: string,
  log: Log,
  letters: number,
  hasStamps: boolean,
  pod: KubeObject,
  name: string,
  store: Store,
): ApiStream {
  const pieces = first === '' ? [] : [first];
  let seen = log.lines.length;
  let left = letters;
  let isOver = false;
  let wake: (() => void) | undefined;
  let rest = '';
  const take = (line: string): void => {
    const shown = `${hasStamps ? stamped({ at: log.now(), text: line }, seen++) : line}\n`.slice(0, left);
    left -= shown.length;
    if (shown !== '') pieces.push(shown);
    if (left <= 0) isOver = true;
  };
  const end = (): void => {
    if (!isOver && rest !== '') take(rest);
    rest = '';
    isOver = true;
    stop();
    unlisten();
    wake?.();
  };
  const unlisten = log.listen((written) => {
    const lines = (rest + written).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (!isOver) take(line);
    wake?.();
  });
  const stop = store.listen(({ bucket, object, type }) => {
    if (bucket !== '/pods' || object.metadata.uid !== pod.metadata.uid) return;
    if (type === 'DELETED' || asRecord(find(object, name).status.state).running === undefined) end();
  });
  return {
    async next() {
      while (pieces.length === 0 && !isOver)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      return pieces.splice(0).join('') || undefined;
    },
    close: end,
  };
}
