import { posix } from 'node:path';
import type { Lesson } from '../curriculum/model.ts';
import { textsOf } from '../curriculum/text/read-text.ts';
import type { DataPath } from '../findings/yaml.ts';
import { isConfiguration } from '../kubernetes/configuration/kinds.ts';
import { asList, asRecord, asText, asTexts, type Data, isSet } from '../kubernetes/data.ts';
import { externalsOf } from '../kubernetes/set/external.ts';
import { labelsByCommand, type MadeObject, madeByCommand, madeByObject } from '../kubernetes/set/made.ts';
import type { ObjectSet, SetObject } from '../kubernetes/set/object.ts';
import { isUnserved } from '../kubernetes/validate.ts';
import { type ManifestDocument, readManifests } from '../kubernetes/yaml-documents.ts';
import { shellCommands } from '../languages/commands/shell.ts';
import { claimedBy, claimsOf, isYaml, SHELLS } from './claims.ts';
import { INVALID_MANIFEST } from './on-purpose.ts';
import { readPart } from './part.ts';
import { type Snippet, snippetsOf } from './snippets.ts';
import { typedCommands } from './typed-commands.ts';

/** A snippet that holds objects of Kubernetes. */
export interface Manifest {
  snippet: Snippet;
  documents: ManifestDocument[];
  /** Whether its author says that it is not valid. */
  onPurpose: boolean;
  /** Whether only a part of an object is there: a patch, or one of which something was left out. */
  isPart: boolean;
  /** 1-based line on which something was left out first. */
  leftOut: number | undefined;
}

/** An object of a document with its path therein: a List holds several. */
export interface DocumentObject extends SetObject {
  manifest: Manifest;
  document: ManifestDocument;
  path: DataPath;
}

/** What it says if the API server takes its objects, but they are not meant to work. */
const BROKEN = /^#.*\bbroken on purpose\b/i;

/** Whether a manifest says that the API server takes its objects, but that they are not meant to work. */
export const isBroken = ({ snippet }: Pick<Manifest, 'snippet'>): boolean => BROKEN.test(snippet.text);

const objectOf = (document: ManifestDocument): Data => asRecord(document.value);

/** Whether a document is a Kustomization or a part of one. */
export const isKustomization = (document: ManifestDocument): boolean =>
  /^(Kustomization|Component)$/.test(String(objectOf(document).kind)) &&
  isConfiguration(objectOf(document).apiVersion, objectOf(document).kind);

/** Kustomizations that do without apiVersion and kind, as they may: with both. Broken ones are reported elsewhere. */
function unmarkedKustomizations(snippets: readonly Snippet[]): Pick<Manifest, 'snippet' | 'documents'>[] {
  return snippets
    .filter(
      (snippet) => /\/kustomization\.ya?ml$/.test(pathOf(snippet) ?? '') && !/^(apiVersion|kind):/m.test(snippet.text),
    )
    .map((snippet) => ({
      snippet,
      documents: readManifests(snippet.text).map((document) => ({
        ...document,
        value: { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', ...objectOf(document) },
      })),
    }));
}

/** How files are called that are patches of an object. */
const PATCH_FILE = /(?:^|[/_.-])patch(?:es)?(?=[/_.-])/i;

/** Path of the file that a snippet is, or that its reader writes. */
function pathOf({ file, origin, target }: Snippet): string | undefined {
  if (origin === 'file') return file;
  return target === undefined ? undefined : posix.join(posix.dirname(file), target);
}

/** Paths of the files that a Kustomization uses as patches. */
function patchesOf({ snippet, documents }: Pick<Manifest, 'snippet' | 'documents'>): string[] {
  return documents.filter(isKustomization).flatMap((document) => {
    const { patches, patchesStrategicMerge } = objectOf(document);
    const paths = [...asList(patches).flatMap(({ path }) => asText(path) ?? []), ...asTexts(patchesStrategicMerge)];
    return paths.map((path) => posix.join(posix.dirname(pathOf(snippet) ?? snippet.file), path));
  });
}

/** Everything in a lesson that holds objects of Kubernetes: its files, fences in its text and its data, texts of commands. */
export function manifestsOf(lesson: Lesson): Manifest[] {
  const manifests = claimedBy(lesson, 'manifests').map((snippet): Manifest => {
    const { text, isShortened, leftOut } = readPart(snippet);
    const documents = readManifests(text);
    return {
      snippet,
      documents,
      leftOut,
      onPurpose: snippet.options.has('invalid') || (snippet.origin === 'file' && INVALID_MANIFEST.test(snippet.text)),
      isPart: isShortened || (snippet.origin === 'file' && PATCH_FILE.test(snippet.file)),
    };
  });
  const patches = new Set<string | undefined>(
    [...manifests, ...unmarkedKustomizations([...claimsOf(lesson).keys()])].flatMap(patchesOf),
  );
  return manifests.map((manifest) =>
    patches.has(pathOf(manifest.snippet)) ? { ...manifest, isPart: true } : manifest,
  );
}

/** Whether an object is what a cluster gave back, not what somebody wrote. */
export function isLive(object: Data): boolean {
  const { uid, resourceVersion, managedFields, creationTimestamp } = asRecord(object.metadata);
  return isSet(object.status) || [uid, resourceVersion, managedFields, creationTimestamp].some(isSet);
}

/** Name of a snippet within a lesson. */
export function sourceOf({ file, firstLine }: Snippet): string {
  return `${file}:${firstLine}`;
}

/** The objects of a manifest. */
export function objectsOf(manifest: Manifest): DocumentObject[] {
  const source = sourceOf(manifest.snippet);
  return manifest.documents.flatMap((document): DocumentObject[] => {
    const whole = objectOf(document);
    const { apiVersion, kind } = whole;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string' || isConfiguration(apiVersion, kind)) return [];
    const parts: [Data, DataPath][] =
      kind === 'List' ? asList(whole.items).map((item, index) => [item, ['items', index]]) : [[whole, []]];
    return parts.map(([value, path]) => ({
      value,
      source,
      judged: !manifest.isPart && !isLive(value) && !isBroken(manifest),
      manifest,
      document,
      path,
    }));
  });
}

const INLINE_COMMAND = /^(?:kubectl|helm) /;

/** Words of all commands in a lesson: those to be typed, those in scripts, and those that its prose names. */
function commandsOf(lesson: Lesson, snippets: readonly Snippet[]): string[][] {
  const scripts = snippets.filter(({ language, origin }) => origin === 'file' && SHELLS.has(language));
  const codes = textsOf(lesson).flatMap(({ text }) => text?.codes ?? []);
  const inline = codes.flatMap(({ value }) => (INLINE_COMMAND.test(value) ? [value] : []));
  const texts = [...typedCommands(lesson).map(({ text }) => text), ...scripts.map(({ text }) => text), ...inline];
  return texts.flatMap((text) => shellCommands(text).map(({ words }) => words));
}

/** Labels that a Kustomization puts on objects. */
function labelsOf(document: ManifestDocument): string[] {
  const { labels, commonLabels } = objectOf(document);
  return [...asList(labels).map(({ pairs }) => pairs), commonLabels].flatMap((pairs) =>
    Object.entries(asRecord(pairs)).map(([key, value]) => `${key}=${String(value)}`),
  );
}

/** Kinds of custom resources whose controllers make Secrets; their manifests are marked as no objects of Kubernetes itself. */
const MAKERS = /^(Certificate|ExternalSecret|SealedSecret)$/;

/** Whether a manifest holds objects of kinds that Kubernetes does not have by itself. */
function hasCustomResources({ documents }: Manifest): boolean {
  return documents.some((document) => {
    const { apiVersion, kind } = objectOf(document);
    return typeof apiVersion === 'string' && typeof kind === 'string' && isUnserved(apiVersion, kind);
  });
}

/** The set of the objects of a lesson; those of the manifests come first. */
export interface LessonSet extends ObjectSet {
  written: readonly DocumentObject[];
}

/**
 * The objects of a lesson, and what else is there when its reader applies them.
 * @param manifests those that count. @param all of the lesson, those that are invalid on purpose included.
 */
export function lessonSet(lesson: Lesson, manifests: readonly Manifest[], all: readonly Manifest[]): LessonSet {
  const snippets = snippetsOf(lesson);
  const commands = commandsOf(lesson, snippets);
  const documents = [...manifests, ...unmarkedKustomizations(snippets)].flatMap((manifest) => manifest.documents);
  const makers = all.flatMap((manifest) => manifest.documents).filter((one) => MAKERS.test(String(objectOf(one).kind)));
  const made: MadeObject[] = [
    ...commands.flatMap(madeByCommand),
    ...[...new Set([...documents, ...makers])].map(objectOf).flatMap(madeByObject),
  ];
  const kustomizations = documents.filter(isKustomization);
  const externals = manifests.flatMap(({ snippet }) =>
    externalsOf(snippet.text, snippet.options.get('external')).declared.map((external) => ({
      ...external,
      source: sourceOf(snippet),
    })),
  );
  const written = manifests.flatMap(objectsOf);
  return {
    written,
    objects: written,
    customResources: all.some(hasCustomResources),
    made,
    labeled: new Set([...commands.flatMap(labelsByCommand), ...kustomizations.flatMap(labelsOf)]),
    externals,
    fragments: snippets
      .filter((snippet) => isYaml(snippet) && !/^(apiVersion|kind):/m.test(snippet.text))
      .map(({ text }) => text)
      .join('\n'),
  };
}
