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
