/** The parts of an image's name: `registry.example.com/web:1.0` is `registry.example.com/web` and `1.0`. */
export function imageParts(image: string): { repository: string; tag: string } {
  const [name = ''] = image.split('@');
  const tag = /:([^/:]+)$/.exec(name)?.[1] ?? '';
  return { repository: tag === '' ? name : name.slice(0, -tag.length - 1), tag };
}
