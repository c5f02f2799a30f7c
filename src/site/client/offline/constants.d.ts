/** Path of the site, with slashes at both ends: offline.ts puts it before the scripts of this folder. */
declare const BASE: string;
