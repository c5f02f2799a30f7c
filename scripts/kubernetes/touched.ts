import { manifestsOf } from '../../src/checks/manifest-set.ts';
import { sessionsOf } from '../../src/checks/sessions.ts';
import { typedCommands } from '../../src/checks/typed-commands.ts';
import type { Lesson } from '../../src/curriculum/model.ts';
import { asRecord } from '../../src/kubernetes/data.ts';

/** Names of what is not any more: commands, flags, kinds. */
export type Gone = readonly string[];

/** What of a lesson a new version of Kubernetes touches: lines for whoever looks at the lesson, each with its place. */
export interface Touched {
  lesson: Lesson;
  lines: string[];
}

/** Programs whose version follows that of Kubernetes. */
const SOFTWARE = ['kubernetes', 'kubectl', 'kubeadm', 'crictl'];

/** Kinds of the API in a list of names: "apps/v1 Deployment" and the like. */
const isKind = (name: string): boolean => /^[\w./-]*v\d\w* [A-Z]/.test(name);

function manifestLines(lesson: Lesson, gone: Gone): string[] {
  const kinds = new Set(gone.filter(isKind));
  return manifestsOf(lesson).flatMap(({ documents, snippet }) =>
    documents.flatMap((document) => {
      const { apiVersion, kind } = asRecord(document.value);
      const name = `${String(apiVersion)} ${String(kind)}`;
      const line = snippet.firstLine + document.place([]).line - 1;
      return kinds.has(name) ? [`${snippet.file}:${line}: ${name} is not there any more`] : [];
    }),
  );
}

function commandLines(lesson: Lesson, gone: Gone): string[] {
  const words = gone.filter((name) => !isKind(name));
  return typedCommands(lesson).flatMap(({ text, file, line }) => {
    const command = text.replace(/\s+/g, ' ').trim();
    const hit = words.find((name) => {
      const parts = name.split(' ');
      return parts.every((part) =>
        part.startsWith('-') ? new RegExp(`(?:^| )${part}(?:[ =]|$)`).test(command) : command.split(' ').includes(part),
      );
    });
    return hit === undefined ? [] : [`${file}:${line}: "${hit}" is not there any more: ${command.slice(0, 80)}`];
  });
}

/** What a session prints of the version: it is another one now. */
function outputLines(lesson: Lesson, version: string): string[] {
  const printed = new RegExp(`\\bv?${version.replaceAll('.', '\\.')}(?:\\.\\d+)?\\b`);
  return sessionsOf(lesson).flatMap((session) =>
    session.text
      .split('\n')
      .flatMap((line, index) =>
        printed.test(line)
          ? [`${session.file}:${session.firstLine + index}: a session shows ${line.trim().slice(0, 80)}`]
          : [],
      ),
  );
}

/**
 * What lessons say that a new version may have changed, lesson by lesson: manifests, commands, recorded output, facts that are
 * watched, and the versions with which they were checked. Lessons of which nothing is touched are left out.
 * @param before version that lessons were checked with, such as "1.36". @param gone names that are not there any more.
 */
export function touchedLessons(lessons: Iterable<Lesson>, before: string, gone: Gone): Touched[] {
  return [...lessons].flatMap((lesson): Touched[] => {
    const checked = SOFTWARE.flatMap((name) => {
      const version = lesson.verified?.versions[name];
      return version?.startsWith(before) ? [`checked with ${name} ${version}`] : [];
    });
    const lines = [
      ...manifestLines(lesson, gone),
      ...commandLines(lesson, gone),
      ...outputLines(lesson, before),
      ...lesson.watch.map(({ fact, source }) => `watched: ${fact} (${source})`),
      ...checked,
    ];
    return lines.length > 0 ? [{ lesson, lines }] : [];
  });
}
