/** Places in the pages that a provider may fill, in `provider/slots/<name>.mdx` or `.html`. */
const slotNames = ['above-header', 'home-hero', 'end-of-lesson', 'footer'] as const;

export type SlotName = (typeof slotNames)[number];

/** A slot as a provider filled it. */
export interface Slot {
  name: SlotName;
  path: string;
  text: string;
  form: 'mdx' | 'html';
}

/** The slots that a layer fills. */
export function readSlots(files: ReadonlyMap<string, string>, folder: string): Slot[] {
  return slotNames.flatMap((name) =>
    (['mdx', 'html'] as const).flatMap((form) => {
      const path = `${folder}slots/${name}.${form}`;
      const text = files.get(path);
      return text === undefined ? [] : [{ name, path, text, form }];
    }),
  );
}

const REFUSED: readonly [RegExp, string, string][] = [
  [/<script[\s/>]/i, 'a script', 'Use analytics in brand.yaml, kind "snippet", for a script of your own.'],
  [/<style[\s/>]/i, 'a style sheet', 'Set custom properties in theme.css.'],
  [/<[^>]*\sstyle\s*=/i, 'a style attribute', 'Set custom properties in theme.css.'],
  [/<[^>]*\son[a-z]+\s*=/i, 'an event handler', 'Remove it; a link or a form needs none.'],
  [/javascript:/i, 'a javascript: link', 'Link to an https address.'],
  [
    /<img[^>]*\ssrc\s*=\s*["']?https?:/i,
    'an image of another site',
    'Put it into assets/ and write its address there, such as /brand/assets/photo.webp.',
  ],
  [/<iframe[\s/>]/i, 'a frame', 'Link to the page instead.'],
];

/** What the Content-Security-Policy of the site would block in a slot's HTML: line, what it is, and what to do instead. */
export function slotProblems(html: string): { line: number; message: string; remedy: string }[] {
  return REFUSED.flatMap(([pattern, name, remedy]) => {
    const match = pattern.exec(html);
    if (!match) return [];
    const line = html.slice(0, match.index).split('\n').length;
    return [{ line, message: `The slot contains ${name}, which the site's Content-Security-Policy blocks.`, remedy }];
  });
}
