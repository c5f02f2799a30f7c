/** In this room: what labs need of Node: images of courses, made of their Containerfiles; the processes in which their programs run; labs, begun. */

import type { Lab } from '../curriculum/schema/lab.ts';
import { startSchema } from '../curriculum/schema/lab-cluster.ts';
import type { ClusterOptions } from '../lab/cluster.ts';
import type { CourseImages } from '../lab/course/protocol.ts';
import type { Practice } from '../lab/practice.ts';
import { beginLab } from '../lab/runner/begin.ts';
import { Judge } from '../lab/runner/judge.ts';
import { NodeActors } from './actors/node-actors.ts';

/** A lab in the practice cluster. */
export interface BegunLab {
  practice: Practice;
  judge: Judge;
}

/** What a lab is begun from; it can be sent to another thread. */
export interface LabSource {
  lab: Lab;
  /** Files of the lesson, by their names. */
  files: ReadonlyMap<string, string>;
  /** Those of its images that are images of courses. */
  images: CourseImages | undefined;
}

/** Labs of one lesson, begun as often as one likes; the programs of their images run in one process. */
export class LabHost {
  readonly #source: LabSource;
  readonly #actors: NodeActors | undefined;

  constructor(source: LabSource) {
    this.#source = source;
    this.#actors = source.images && new NodeActors(source.images);
  }

  get #options(): ClusterOptions {
    return this.#actors ? { programs: this.#actors.program } : {};
  }

  /** Begins the lab. @throws StartProblem */
  async begin(options: ClusterOptions): Promise<BegunLab> {
    const { lab, files } = this.#source;
    const start = lab.cluster ?? startSchema.parse({});
    const practice = await beginLab(start, files, { ...options, ...this.#options });
    return { practice, judge: new Judge(practice, lab.tasks, start) };
  }

  /** The practice cluster in the state in which a session of the lesson begins. @throws StartProblem */
  async beginSession(session: Lab['sessions'][number], options: ClusterOptions): Promise<Practice> {
    const { lab, files } = this.#source;
    const start = session.cluster ?? lab.cluster ?? startSchema.parse({});
    return beginLab(start, files, { ...options, ...this.#options }, session.before);
  }

  /** Ends its programs. */
  end(): void {
    this.#actors?.end();
  }
}
