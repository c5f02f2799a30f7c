import type { HttpRequest, HttpResponse, Signal } from '../node/process.ts';

/** A file of a container: its text, as `Files` has it; null for a folder, undefined for what is no longer there. */
export type FileChange = readonly [path: string, content: string | null | undefined];

/** How an actor begins: what a program of a course finds when it starts. */
export interface ActorStart {
  kind: 'start';
  /** Words of its command line: the interpreter, then what it runs. */
  arguments: readonly string[];
  environment: Readonly<Record<string, string>>;
  folder: string;
  hostname: string;
  address: string;
  /** Number of the user that it runs as. */
  user: number;
  /** What all of its random numbers come from. */
  seed: number;
}

/** Why a request had no answer. */
export interface AskProblem {
  code: 'refused' | 'timed out' | 'unreachable' | 'unknown host' | 'reset';
  address?: string | undefined;
}

/** What happens to an actor. */
export type ActorEvent =
  | ActorStart
  | { kind: 'timer'; id: number }
  | { kind: 'signal'; name: Signal }
  | { kind: 'listened'; id: number; isInUse: boolean }
  | { kind: 'request'; id: number; server: number; request: HttpRequest; peer: { address: string; port: number } }
  | { kind: 'answer'; id: number; response: HttpResponse }
  | { kind: 'unanswered'; id: number; problem: AskProblem }
  | { kind: 'written'; id: number; problem?: { code: string; message: string } };

/** An event with what else has changed since the last one. */
export interface Told {
  /** The present moment of the practice clock, in milliseconds since 1970. */
  now: number;
  event: ActorEvent;
  files: readonly FileChange[];
}

/** What an actor does to files. */
export type FileAction =
  | { action: 'write' | 'append'; path: string; content: string }
  | { action: 'folder' | 'remove'; path: string };

/** What an actor does because of an event. */
export type Effect =
  | { kind: 'log'; text: string; isError: boolean }
  | { kind: 'timer'; id: number; milliseconds: number }
  | { kind: 'cancel'; id: number }
  | { kind: 'listen'; id: number; port: number; host?: string | undefined }
  | { kind: 'close'; id: number }
  | { kind: 'respond'; id: number; response: HttpResponse }
  | { kind: 'reset'; id: number }
  | { kind: 'ask'; id: number; host: string; port: number; request: HttpRequest }
  | { kind: 'abort'; id: number }
  | { kind: 'write'; id: number; write: FileAction }
  | { kind: 'memory'; bytes: number }
  | { kind: 'exit'; code: number };

/**
 * A program that runs apart from the engine. It gets one event after the other, and says what it does until nothing more happens without another
 * event. The clock of the practice cluster stands still meanwhile.
 */
export interface Actor {
  /** @throws ActorEnded when it was ended, because it did not come to rest */
  tell(told: Told): Promise<readonly Effect[]>;
  /** Ends it, whatever it does. */
  end(): void;
}

/** An actor does not answer any more: it was ended by force. */
export class ActorEnded extends Error {}

/** What of an image of a course a container needs, made of its Containerfile (`src/lab-host/images.ts`). */
export interface CourseImage {
  /** ENTRYPOINT and CMD: commands with which a container begins that says none, or only arguments. */
  entrypoint: readonly string[];
  command: readonly string[];
  environment: Readonly<Record<string, string>>;
  folder: string;
  /** USER, as a number. */
  user: number;
  /** The image has nothing but Node and its own files: no shell. */
  isAlone: boolean;
  /** Folders that the image has, such as one for data. */
  folders: readonly string[];
  /** What in the image belongs to its user, who may write nowhere else in it. */
  owned: readonly string[];
  /** Programs by the path of their first file in the image: text that runs in the actor's runtime. */
  programs: Readonly<Record<string, string>>;
}

/** All that the engine needs of the images of a lab: the runtime of actors, and images by name and tag. */
export interface CourseImages {
  runtime: string;
  images: Readonly<Record<string, CourseImage>>;
}
