/** Folder of a provider's layer. A fork of a fork nests its own one inside: provider/provider/. */
export const LAYER_FOLDER = 'provider/';

/** Folder in which what was written at a depth lies, with a slash at the end: content/ for 0, provider/ for 1, and so on. */
export function layerFolder(depth: number): string {
  return depth === 0 ? 'content/' : LAYER_FOLDER.repeat(depth);
}
