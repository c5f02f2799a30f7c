import { join } from 'node:path';
import { close, createIndex } from 'pagefind';

/**
 * Indexes the built pages for search in the browser and gives their number. Only what is marked with
 * data-pagefind-body is searched. @throws if Pagefind reports an error.
 */
export async function indexPages(folder: string): Promise<number> {
  const { index, errors } = await createIndex();
  if (!index) throw new Error(`The search index could not be begun: ${errors.join('; ')}`);
  const added = await index.addDirectory({ path: folder });
  const written = await index.writeFiles({ outputPath: join(folder, 'pagefind') });
  await close();
  const problems = [...added.errors, ...written.errors];
  if (problems.length > 0) throw new Error(`The search index could not be written: ${problems.join('; ')}`);
  return added.page_count;
}
