import { imageParts } from '../../node/image-name.ts';
import type { Result } from './tables.ts';

/** Where the server listens. */
export const PORT = 5432;

/** What goes over a connection: who asks for what, and what comes of it. */
export interface Question {
  user: string;
  database: string;
  password?: string;
  sql?: string;
  /** A question about the tables: `tables`, or the name of one. */
  about?: string;
}

/** What the server answers: rows, a refusal, or what is known of tables. */
export type Reply =
  | { results: Result[]; problem?: { message: string; sql?: string; at?: number } }
  | { fatal: string }
  | { columns: readonly { name: string; type: string; isRequired: boolean; usual?: string }[] | undefined }
  | { tables: string[]; owner: string };

/** The version that an image's tag says, or one of today. */
export const versionOf = (image: string): string => {
  const [, version] = /^(\d+(?:\.\d+)?)/.exec(imageParts(image).tag) ?? [];
  return version === undefined ? '18.1' : version.includes('.') ? version : `${version}.1`;
};
