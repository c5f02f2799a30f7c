import type { Program } from '../../program.ts';
import { column, comm, expandTabs, fmt, fold, join, paste, shuf } from './columns.ts';
import { md5sum, sha256sum } from './digests.ts';
import { expr } from './expr.ts';
import { cmp, du, file, realPath, split, stat, tree, xxd } from './inspect.ts';

/** Small programs that few need: they come with the first call of one. */
export const morePrograms: Readonly<Record<string, Program>> = {
  cmp,
  column,
  comm,
  du,
  expand: expandTabs,
  expr,
  file,
  fmt,
  fold,
  join,
  md5sum,
  paste,
  readlink: realPath,
  realpath: realPath,
  sha256sum,
  shuf,
  split,
  stat,
  tree,
  xxd,
};
