import { asList, asRecord, asTexts, type Data } from '../../kubernetes/data.ts';
import { badRequest } from '../api/core/errors.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import type { Store } from '../api/core/store.ts';
import { text } from '../api/http/respond.ts';
import type { ApiResponse, ApiStream } from '../api/protocol.ts';

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
  query: Readonly<Record<string, string>>,
  store: Store,
  now: number,
): ApiResponse {
  const name = String(query.container);
  const { container, status } = find(pod, name);
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
  const moment = Date.parse(String(begun.startedAt));
  const since = query.sinceSeconds
    ? now - Number(query.sinceSeconds) * 1000
    : query.sinceTime
      ? Date.parse(query.sinceTime)
      : 0;
  let lines = moment < since ? [] : linesOf(container);
  if (query.tailLines !== undefined) lines = Number(query.tailLines) === 0 ? [] : lines.slice(-Number(query.tailLines));
  if (query.timestamps === 'true')
    lines = lines.map(
      (line, index) => `${new Date(moment).toISOString().slice(0, 19)}.${String(index + 1).padStart(9, '0')}Z ${line}`,
    );
  let written = lines.map((line) => `${line}\n`).join('');
  if (query.limitBytes !== undefined) written = written.slice(0, Number(query.limitBytes));
  const answer = text(written, 200, 'text/plain');
  if (query.follow !== 'true' || state.running === undefined || isPrevious) return answer;
  return { ...answer, body: '', stream: followed(written, pod, name, store) };
}

/** What is there already, and then nothing until the container ends. */
function followed(written: string, pod: KubeObject, name: string, store: Store): ApiStream {
  let isGiven = false;
  let isOver = false;
  let wake: (() => void) | undefined;
  const end = (): void => {
    isOver = true;
    stop();
    wake?.();
  };
  const stop = store.listen(({ bucket, object, type }) => {
    if (bucket !== '/pods' || object.metadata.uid !== pod.metadata.uid) return;
    if (type === 'DELETED' || asRecord(find(object, name).status.state).running === undefined) end();
  });
  return {
    async next() {
      if (!isGiven) {
        isGiven = true;
        if (written !== '') return written;
      }
      if (!isOver)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      return undefined;
    },
    close: end,
  };
}
