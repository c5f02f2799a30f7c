import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A folder whose files tests read and change, by path below it. */
export class EditedFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Text of a file, with LF line ends. */
  text(path: string): string {
    return readFileSync(join(this.path, path), 'utf8').replace(/\r\n/g, '\n');
  }

  write(path: string, text: string | Buffer): void {
    mkdirSync(dirname(join(this.path, path)), { recursive: true });
    writeFileSync(join(this.path, path), text);
  }

  /** Changes a file. @throws if the change changes nothing. */
  edit(path: string, edit: (text: string) => string): void {
    const before = this.text(path);
    const after = edit(before);
    if (after === before) throw new Error(`the change of ${path} changes nothing`);
    this.write(path, after);
  }
}
