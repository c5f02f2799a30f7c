const MEGABYTE = 1_000_000;

/** A number of bytes as people read it: in kB, or from a million on in MB. */
export function sizeText(bytes: number): string {
  return bytes < MEGABYTE ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / MEGABYTE).toFixed(1)} MB`;
}
