import GithubSlugger from 'github-slugger';

/** Ids that components give to headings of their own. */
const RESERVED = ['key-points'];

/** Gives ids to the headings of one text, from what they say, in their order; each id once. */
export function headingIds(): (text: string) => string {
  const slugger = new GithubSlugger();
  for (const id of RESERVED) slugger.slug(id);
  return (text) => slugger.slug(text);
}
