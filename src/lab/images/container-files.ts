import { asRecord, at } from '../../kubernetes/data.ts';
import { hostsFile, resolverFile, resolverOf } from '../network/resolver.ts';
import type { Mount } from '../node/mounts.ts';
import type { ContainerWorld } from '../node/world.ts';
import { absolutePath, FILE_MESSAGES, FileError, type Files, MemoryFiles } from '../shell/files.ts';
import { MountedFiles } from '../shell/mounted-files.ts';
import { imageKind } from './catalog.ts';
import { imageFiles } from './image-files.ts';

const FOLDERS = [
  '/bin',
  '/dev',
  '/etc',
  '/home',
  '/opt',
  '/proc',
  '/root',
  '/run',
  '/srv',
  '/sys',
  '/tmp',
  '/usr/bin',
  '/var/lib',
  '/var/log',
  '/var/run',
];

/** The files of all containers and volumes of a cluster. */
export class ContainerFiles {
  readonly #stores = new Map<string, MemoryFiles>();

  /**
   * The files that a container sees: those of its image, and its volumes.
   * @param isStart whether it is just being started: then volumes are brought up to date
   * @param folders further folders of its image
   * @param owner user of the image, and what is his own in it: whoever is not root may change nothing else
   */
  of(
    world: ContainerWorld,
    isStart = false,
    folders: readonly string[] = [],
    owner?: { user: number; owned: readonly string[] },
  ): Files {
    const key = `container ${world.id}`;
    const isNew = !this.#stores.has(key);
    const own = this.#store(key);
    if (isNew) fill(own, world, folders);
    if (isStart) this.refresh(world.mounts);
    for (const { path, subPath, files } of world.mounts) {
      const isFile =
        subPath !== '' &&
        (files ? files.has(subPath) : this.#store(this.#key(world, path)).kind(`/${subPath}`) === 'file');
      showPlace(own, path, isFile);
    }
    const mounts = world.mounts.map((mount) => ({
      path: mount.path,
      files: this.#volume(mount, world),
      root: mount.subPath === '' ? '' : `/${mount.subPath}`,
      isReadOnly: mount.isReadOnly,
    }));
    return new MountedFiles(new GuardedFiles(own, guardOf(world, owner)), mounts);
  }

  #key({ mounts }: ContainerWorld, path: string): string {
    return mounts.find((mount) => mount.path === path)?.store ?? '';
  }

  #volume(mount: Mount, { id }: ContainerWorld): MemoryFiles {
    // What is mounted by a path within a volume stays as it was when the container began.
    if (mount.files && mount.subPath !== '') {
      const key = `container ${id} ${mount.path}`;
      if (!this.#stores.has(key)) put(this.#store(key), mount);
      return this.#store(key);
    }
    const isNew = !this.#stores.has(mount.store);
    const store = this.#store(mount.store);
    if (isNew && mount.files) put(store, mount);
    if (!mount.files && mount.subPath !== '' && store.kind(`/${mount.subPath}`) === undefined)
      store.makeFolder(`/${mount.subPath}`);
    return store;
  }

  #store(key: string): MemoryFiles {
    let found = this.#stores.get(key);
    if (!found) {
      found = new MemoryFiles();
      this.#stores.set(key, found);
    }
    return found;
  }

  /** Puts what the cluster says now into its volumes. */
  refresh(mounts: readonly Mount[]): void {
    for (const mount of mounts) if (mount.files && mount.subPath === '') put(this.#store(mount.store), mount);
  }

  /** A Pod has gone: so have its own files, and those of its containers. */
  forget(uid: string): void {
    for (const key of [...this.#stores.keys()])
      if (key.startsWith(`pod ${uid} `) || key.startsWith(`container ${uid} `)) this.#stores.delete(key);
  }
}

/** What of a container's own files may not be changed, and why. */
type Guard = (path: string) => 'EROFS' | 'EACCES' | undefined;

/** Places of an image where everybody may write, and the home of those users that are called nonroot. */
const OPEN = ['/dev', '/home/nonroot', '/tmp', '/var/tmp'];

/** @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/ */
function guardOf({ pod, container }: ContainerWorld, owner?: { user: number; owned: readonly string[] }): Guard {
  const context = { ...asRecord(asRecord(pod.spec).securityContext), ...asRecord(container.securityContext) };
  if (context.readOnlyRootFilesystem === true) return () => 'EROFS';
  const user = Number(context.runAsUser ?? owner?.user ?? 0);
  if (!owner || user === 0) return () => undefined;
  const writable = [...OPEN, ...(user === owner.user ? owner.owned : [])];
  return (path) => (writable.some((place) => path === place || path.startsWith(`${place}/`)) ? undefined : 'EACCES');
}

/** Files of which a guard says what may be changed. */
class GuardedFiles implements Files {
  readonly #own: Files;
  readonly #guard: Guard;

  constructor(own: Files, guard: Guard) {
    this.#own = own;
    this.#guard = guard;
  }

  read = (path: string): string => this.#own.read(path);
  readBytes = (path: string): Uint8Array => this.#own.readBytes(path);
  kind = (path: string) => this.#own.kind(path);
  list = (path: string): string[] => this.#own.list(path);
  isExecutable = (path: string): boolean => this.#own.isExecutable(path);

  write(path: string, content: string | Uint8Array): void {
    this.#ask(path);
    this.#own.write(path, content);
  }

  append(path: string, content: string): void {
    this.#ask(path);
    this.#own.append(path, content);
  }

  remove(path: string): void {
    this.#ask(path);
    this.#own.remove(path);
  }

  setExecutable(path: string, isExecutable: boolean): void {
    this.#ask(path);
    this.#own.setExecutable(path, isExecutable);
  }

  makeFolder(path: string): void {
    if (this.#own.kind(path) !== 'folder') this.#ask(path);
    this.#own.makeFolder(path);
  }

  #ask(path: string): void {
    const code = this.#guard(path);
    if (code) throw new FileError(code, FILE_MESSAGES[code]);
  }
}

/** Makes a volume hold what the cluster puts there, and nothing else. */
function put(store: MemoryFiles, { files, isExecutable }: Mount): void {
  for (const name of store.list('/')) if (!files?.has(name)) store.remove(`/${name}`);
  for (const [name, content] of files ?? []) {
    const path = absolutePath(name, '/');
    store.makeFolder(path.slice(0, path.lastIndexOf('/')) || '/');
    store.write(path, content);
    if (isExecutable) store.setExecutable(path, true);
  }
}

/** The files of a container that begins. */
function fill(files: MemoryFiles, world: ContainerWorld, folders: readonly string[]): void {
  for (const path of [...FOLDERS, ...folders, world.folder]) files.makeFolder(path);
  const { pod, image, hostname, address } = world;
  for (const [path, content] of imageFiles(image, imageKind(image))) {
    files.makeFolder(path.slice(0, path.lastIndexOf('/')) || '/');
    files.write(path, content);
  }
  files.write('/dev/null', '');
  files.write('/dev/termination-log', '');
  files.write('/etc/hostname', `${hostname}\n`);
  const isOfNode = at(pod.spec, 'hostNetwork') === true;
  files.write('/etc/hosts', isOfNode ? '127.0.0.1\tlocalhost\n' : hostsFile(pod, hostname, address));
  files.write('/etc/resolv.conf', resolverFile(resolverOf(pod)));
}

/** Makes the place of a mount in the files around it, so that it is listed there. */
function showPlace(files: MemoryFiles, path: string, isFile: boolean): void {
  if (files.kind(path) !== undefined) return;
  if (!isFile) {
    files.makeFolder(path);
    return;
  }
  files.makeFolder(path.slice(0, path.lastIndexOf('/')) || '/');
  files.write(path, '');
}
