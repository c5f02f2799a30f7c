/** The parts of an image's name: `registry.example.com/web:1.0` is `registry.example.com/web` and `1.0`. */
export function imageParts(image: string): { repository: string; tag: string } {
  const [name = ''] = image.split('@');
  const tag = /:([^/:]+)$/.exec(name)?.[1] ?? '';
  return { repository: tag === '' ? name : name.slice(0, -tag.length - 1), tag };
}

/** The digest with which an image is named, if it is: then its tag does not count. */
export function imageDigest(image: string): string | undefined {
  return /@(.+)$/.exec(image)?.[1];
}

/** `nginx:1.29` as `docker.io/library/nginx:1.29`. */
export function fullImage(image: string): string {
  const tagged = /[:@]/.test(image.slice(image.lastIndexOf('/') + 1)) ? image : `${image}:latest`;
  const first = image.split('/')[0] ?? '';
  if (image.includes('/') && /[.:]|^localhost$/.test(first)) return tagged;
  return image.includes('/') ? `docker.io/${tagged}` : `docker.io/library/${tagged}`;
}
