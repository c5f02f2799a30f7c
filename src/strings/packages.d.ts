/** Packages in one file each: from more than a hundred files they take a tenth of a second to load. */

declare module 'css-tree/dist/csstree.esm' {
  export * from 'css-tree';
}
declare module 'culori/require' {
  const culori: typeof import('culori');
  export default culori;
}
