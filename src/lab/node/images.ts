import type { Data } from '../../kubernetes/data.ts';
import { behaviorOf } from './behavior.ts';

/** Registries that nobody has: names that are reserved for examples. @see https://www.rfc-editor.org/rfc/rfc2606 */
const NOBODYS = /^(?:[^/]+\.)?(?:example\.(?:com|net|org)|(?:[^/]+\.)?(?:test|invalid|example|localhost))(?::\d+)?\//;

/** The images that the nodes hold, beside those that they could pull. */
export class Images {
  readonly #held = new Set<string>();

  constructor(held: readonly string[] = []) {
    for (const image of held) this.add(image);
  }

  /** Puts an image on every node, as `kind load docker-image` does. */
  add(image: string): void {
    this.#held.add(tagged(image));
  }

  /** Whether the image of a container is there, or can be pulled. */
  canStart(container: Data): boolean {
    const image = String(container.image);
    if (container.imagePullPolicy !== 'Always' && this.#held.has(tagged(image))) return true;
    return !NOBODYS.test(image) && !behaviorOf(container).isMissing;
  }
}

/** An image with its tag, as it is meant when none is named. */
function tagged(image: string): string {
  return /@|:[^/]*$/.test(image) ? image : `${image}:latest`;
}
