import { textOfBytes } from '../../shell/files.ts';
import { type Buffer, chunkOf } from './buffer.ts';
import { type ActorFiles, systemError } from './files.ts';

/** Options of functions for files. */
export type Options =
  | string
  | { encoding?: string | null; flag?: string; recursive?: boolean; force?: boolean; withFileTypes?: boolean }
  | null
  | undefined;
/** What is written. */
export type Data = string | Uint8Array;

/** The encoding that is asked for. */
export const encodingOf = (options: Options): string | undefined =>
  (typeof options === 'string' ? options : options?.encoding) ?? undefined;

/** What is written, as text. */
export const textOf = (data: unknown, options?: Options): string =>
  textOfBytes(
    Uint8Array.from(
      typeof data === 'string' || data instanceof Uint8Array
        ? chunkOf(data, encodingOf(options))
        : chunkOf(String(data)),
    ),
  );

/** A file that is open. */
export class FileHandle {
  readonly #files: ActorFiles;
  readonly #path: string;
  readonly #flags: string;
  #isClosed = false;
  readonly fd: number;

  constructor(files: ActorFiles, path: string, flags: string, fd: number) {
    this.#files = files;
    this.#path = path;
    this.#flags = flags;
    this.fd = fd;
  }

  #check(call: string): void {
    if (this.#isClosed) throw systemError('EBADF', call, this.#path);
  }

  async readFile(options?: Options): Promise<Buffer | string> {
    this.#check('read');
    const content = this.#files.read(this.#path);
    const encoding = encodingOf(options);
    return encoding === undefined ? content : content.toString(encoding);
  }

  async appendFile(data: Data, options?: Options): Promise<void> {
    this.#check('write');
    if (!/[aw+]/.test(this.#flags)) throw systemError('EBADF', 'write', this.#path);
    await this.#files.write({ action: 'append', path: this.#path, content: textOf(data, options) }, 'write');
  }

  async writeFile(data: Data, options?: Options): Promise<void> {
    if (this.#flags.startsWith('a')) return this.appendFile(data, options);
    this.#check('write');
    await this.#files.write({ action: 'write', path: this.#path, content: textOf(data, options) }, 'write');
  }

  async write(data: Data): Promise<{ bytesWritten: number; buffer: Data }> {
    await this.appendFile(data);
    return { bytesWritten: chunkOf(data).length, buffer: data };
  }

  async truncate(length = 0): Promise<void> {
    this.#check('ftruncate');
    await this.#files.write(
      {
        action: 'write',
        path: this.#path,
        content: textOfBytes(Uint8Array.from(this.#files.read(this.#path).subarray(0, length))),
      },
      'ftruncate',
    );
  }

  async stat(): Promise<object> {
    return this.#files.stat(this.#path, 'fstat');
  }

  async sync(): Promise<void> {
    this.#check('fsync');
  }

  async datasync(): Promise<void> {
    this.#check('fdatasync');
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }
}
