import type { Data } from '../../kubernetes/data.ts';
import { hexOfBytes, sha256 } from '../../kubernetes/digest.ts';
import { imageFault } from '../../kubernetes/hosts-and-images.ts';
import { behaviorOf } from './behavior.ts';
import { fullImage, imageDigest, imageParts } from './image-name.ts';
import { isNobodys } from './registry.ts';

/** Where a publisher keeps images, outside of Docker Hub: `ghcr.io/harbor` of `ghcr.io/harbor/shop:1.0`. */
function publisherOf(full: string): string | undefined {
  const { repository } = imageParts(full);
  return repository.startsWith('docker.io/') ? undefined : repository.slice(0, repository.lastIndexOf('/'));
}

/** The images that the nodes hold, beside those that they could pull. */
export class Images {
  readonly #held = new Set<string>();
  /** Publishers of whose images the nodes hold all that there are. */
  readonly #publishers = new Set<string>();
  readonly #pulled = new Set<string>();
  /** What tags of this cluster have meant: other digests are those of no image. */
  readonly #known = new Set<string>();
  readonly #isStandIn: boolean;

  /** @param isStandIn images have no contents, and whatever is not missing is there: as in the sessions that were recorded */
  constructor(held: readonly string[] = [], isStandIn = false) {
    this.#isStandIn = isStandIn;
    for (const image of held) this.add(image);
  }

  /** Puts an image on every node, as `kind load docker-image` does. */
  add(image: string): void {
    const full = fullImage(image);
    this.#held.add(full);
    const publisher = publisherOf(full);
    if (publisher !== undefined) this.#publishers.add(publisher);
  }

  /** Whether nobody has published an image: the nodes hold all of its publisher's, and not this one. */
  #isUnpublished(full: string): boolean {
    const publisher = publisherOf(full);
    return publisher !== undefined && this.#publishers.has(publisher) && !this.#held.has(full);
  }

  /** Whether the image of a container is there, or can be pulled, so that it is there from now on. */
  canStart(container: Data): boolean {
    const image = String(container.image);
    const full = fullImage(image);
    const isHere = this.#held.has(full) || this.#pulled.has(full);
    if (container.imagePullPolicy === 'Never' && !this.#isStandIn) return isHere;
    if (container.imagePullPolicy !== 'Always' && isHere) return true;
    if (imageFault(image) !== undefined || isNobodys(image) || behaviorOf(container).isMissing) return false;
    if (imageDigest(image) === undefined && this.#isUnpublished(full)) return false;
    const id = this.idOf(image);
    if (imageDigest(image) !== undefined && !this.#isStandIn && !this.#known.has(id)) return false;
    this.#pulled.add(full);
    this.#known.add(id);
    return true;
  }

  /** The image as the container runtime calls it: by its digest. What a tag means here is made of its name. */
  idOf(image: string): string {
    const full = fullImage(image);
    const made = this.#isStandIn ? '0'.repeat(64) : hexOfBytes(sha256(new TextEncoder().encode(full)));
    return `${imageParts(full).repository}@${imageDigest(full) ?? `sha256:${made}`}`;
  }
}
