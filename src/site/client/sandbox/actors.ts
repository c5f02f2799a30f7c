import { actorProgram } from '../../../lab/course/actor.ts';
import { type Actor, ActorEnded, type CourseImages, type Effect } from '../../../lab/course/protocol.ts';
import { sourceOf } from '../../../lab/course/source.ts';
import type { ImageProgram } from '../../../lab/node/process.ts';
import type { ActorAsk, ActorSaid } from './protocol.ts';

interface Waiting {
  id: number;
  resolve: (effects: readonly Effect[]) => void;
  reject: (problem: Error) => void;
}

/**
 * The programs of a course's images, run in the sandbox. Used in the worker of the practice cluster:
 *
 *   page:    const sandbox = await Sandbox.open(`${BASE}sandbox/`);
 *            const port = sandbox.actors();
 *            worker.postMessage({ …, port }, [port]);
 *   worker:  new Cluster({ programs: practiceActors(port, await (await fetch(`…/lessons/ID/programs.json`)).json()) })
 *
 * @param images what `/lessons/<id>/programs.json` holds
 * @returns what gives the program of an image; undefined if the image is none of the course
 */
export function practiceActors(
  port: MessagePort,
  { runtime, images }: CourseImages,
): (image: string) => ImageProgram | undefined {
  const waiting = new Map<number, Waiting>();
  let numbers = 0;
  let ids = 0;
  const ask = (words: ActorAsk): void => port.postMessage(words);
  port.onmessage = ({ data }: MessageEvent<ActorSaid>) => {
    if ('number' in data) {
      waiting.get(data.number)?.resolve(data.effects);
      waiting.delete(data.number);
      return;
    }
    for (const [number, { id, reject }] of waiting) {
      if (id !== data.id) continue;
      waiting.delete(number);
      reject(new ActorEnded());
    }
  };
  const open = (program: string): Actor => {
    const id = ++ids;
    ask({ open: id, source: sourceOf(runtime, program) });
    return {
      tell: (told) =>
        new Promise((resolve, reject) => {
          const number = ++numbers;
          waiting.set(number, { id, resolve, reject });
          ask({ tell: id, number, told });
        }),
      end: () => ask({ end: id }),
    };
  };
  return (image) => {
    const found = Object.hasOwn(images, image) ? images[image] : undefined;
    return found && actorProgram(found, open);
  };
}
