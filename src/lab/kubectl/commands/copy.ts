import { absolutePath, FileError } from '../../shell/files.ts';
import type { Call } from '../call.ts';
import { usageError } from '../errors.ts';
import type { Found } from '../resources/info.ts';
import type { Command } from './command.ts';
import { containerOf } from './exec.ts';
import { runIn } from './streams.ts';

/** What a word of `kubectl cp` names: a file here, or one in a Pod. */
function fileSpec(text: string): { pod: string; namespace: string; path: string } {
  const colon = text.indexOf(':');
  if (colon < 0) return { pod: '', namespace: '', path: text };
  if (colon === 0) throw new Error('filespec must match the canonical format: [[namespace/]pod:]file/path');
  const parts = text.slice(0, colon).split('/');
  if (parts.length > 2) throw new Error('filespec must match the canonical format: [[namespace/]pod:]file/path');
  return {
    pod: parts.at(-1) ?? '',
    namespace: parts.length === 2 ? (parts[0] ?? '') : '',
    path: text.slice(colon + 1),
  };
}

/** `kubectl cp` (k8s.io/kubectl/pkg/cmd/cp): by the small programs of the container where the real one runs tar in it. */
export const cp: Command = {
  async run(call) {
    const [from, to] = call.words;
    if (call.words.length !== 2 || from === undefined || to === undefined)
      throw usageError('cp', 'source and destination are required');
    const source = fileSpec(from);
    const target = fileSpec(to);
    if (source.pod !== '' && target.pod !== '')
      throw new Error('one of src or dest must be a local file specification');
    if (source.path === '' || target.path === '') throw new Error('filepath can not be empty');
    if (source.pod === '' && target.pod === '')
      throw new Error('one of src or dest must be a remote file specification');
    if (source.pod === '' && call.files.kind(call.absolute(source.path)) === undefined) {
      throw new Error(`${source.path} doesn't exist in local filesystem`);
    }
    const remote = source.pod === '' ? target : source;
    const namespace = remote.namespace || call.namespace().name;
    const pod = await call.client.json({
      path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(remote.pod)}`,
    });
    const container = containerOf(call, pod, false);
    if (source.pod === '') await copyTo(call, { pod, container }, source.path, target.path);
    else await copyFrom(call, { pod, container }, source.path, target.path);
  },
};

/** A container in which files are. */
interface Place {
  pod: Found;
  container: string;
}

const lastName = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? '';

/** Files below a path here, by their paths below it; the path itself is the empty one. */
function localFiles({ files }: Call, path: string): string[] {
  if (files.kind(path) === 'file') return [''];
  return files
    .list(path)
    .flatMap((name) => localFiles({ files } as Call, `${path}/${name}`).map((inner) => `/${name}${inner}`));
}

async function copyTo(call: Call, { pod, container }: Place, from: string, to: string): Promise<void> {
  const here = call.absolute(from);
  const isFolder = (await runIn(call, pod, container, ['test', '-d', to])).code === 0;
  const there = isFolder ? `${to.replace(/\/+$/, '')}/${lastName(here)}` : to;
  for (const inner of localFiles(call, here)) {
    const path = `${there}${inner}`;
    const folder = path.slice(0, Math.max(1, path.lastIndexOf('/')));
    if (inner !== '') await runIn(call, pod, container, ['mkdir', '-p', folder]);
    const { errors, code } = await runIn(
      call,
      pod,
      container,
      ['sh', '-c', 'cat > "$0"', path],
      call.files.read(`${here}${inner}`),
    );
    if (code === 0) continue;
    const why = errors.trim().replace(/^.*: /, '');
    call.note(`tar: ${path}: Cannot open: ${why}\ntar: Exiting with failure status due to previous errors`);
    throw new Error(`command terminated with exit code 2`);
  }
}

async function copyFrom(call: Call, { pod, container }: Place, from: string, to: string): Promise<void> {
  const { output, code } = await runIn(call, pod, container, ['find', from, '-type', 'f']);
  if (from.startsWith('/')) call.note("tar: Removing leading `/' from member names");
  const found = output.split('\n').filter(Boolean);
  if (code !== 0 || found.length === 0) throw new Error(`${from} no such file or directory`);
  const here = call.absolute(to);
  const target = call.files.kind(here) === 'folder' ? absolutePath(lastName(from), here) : here;
  for (const path of found) {
    const file = `${target}${path.slice(from.replace(/\/+$/, '').length)}`;
    const { output: content } = await runIn(call, pod, container, ['cat', path]);
    try {
      call.files.makeFolder(file.slice(0, Math.max(1, file.lastIndexOf('/'))));
      call.files.write(file, content);
    } catch (problem) {
      if (!(problem instanceof FileError)) throw problem;
      throw new Error(`open ${file}: ${problem.message}`);
    }
  }
}
