import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getDocumentProxy } from 'unpdf';

/** What a reader of PDF files finds in one. */
export interface ReadPdf {
  pages: number;
  /** Text of each page, as it is extracted: lines follow each other. */
  texts: readonly string[];
  /** Titles of the outline, with those below them. */
  outline: readonly OutlineEntry[];
  info: Record<string, unknown>;
  xmp: string;
  isTagged: boolean;
  language: string;
  /** Roles of the structure tree of each page. */
  roles: ReadonlySet<string>;
  /** Addresses of links, and the number of those within the document. */
  addresses: ReadonlySet<string>;
  inner: number;
  /** Text alternatives of figures. */
  alternatives: readonly string[];
}

export interface OutlineEntry {
  title: string;
  items: readonly OutlineEntry[];
}

interface StructureNode {
  role?: string;
  alt?: string;
  lang?: string;
  children?: readonly StructureNode[];
}

/** Reads a PDF file with the parser of Firefox. */
export async function readPdf(pdf: Uint8Array): Promise<ReadPdf> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const { info, metadata } = await document.getMetadata();
  const mark = await document.getMarkInfo();
  const roles = new Set<string>();
  const alternatives: string[] = [];
  const addresses = new Set<string>();
  const texts: string[] = [];
  let inner = 0;
  const look = (node: StructureNode): void => {
    if (node.role) roles.add(node.role);
    if (node.role === 'Figure') alternatives.push(node.alt ?? '');
    node.children?.forEach(look);
  };
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    texts.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
    const tree = (await page.getStructTree()) as StructureNode | null;
    if (tree) look(tree);
    for (const { subtype, url, dest } of (await page.getAnnotations()) as {
      subtype: string;
      url?: string;
      dest?: unknown;
    }[]) {
      if (subtype !== 'Link') continue;
      if (url !== undefined) addresses.add(url);
      else if (dest) inner++;
    }
  }
  return {
    pages: document.numPages,
    texts,
    outline: ((await document.getOutline()) ?? []) as OutlineEntry[],
    info: info as Record<string, unknown>,
    xmp:
      new TextDecoder('latin1').decode(pdf).match(/<x:xmpmeta[\s\S]*?<\/x:xmpmeta>/)?.[0] ??
      String(metadata?.getRaw() ?? ''),
    isTagged: mark?.Marked === true,
    language: String((info as { Language?: string }).Language ?? ''),
    roles,
    addresses,
    inner,
    alternatives,
  };
}

/** Text without spaces, and without what printing puts into words: places to break them, and signs that a line goes on. */
export function compact(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u200b\u00ad↩]/g, '');
}

/** What a program that checks PDF files says; undefined where it is not installed. */
export function checkedBy(program: string, words: readonly string[], pdf: Uint8Array): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
  const path = join(folder, 'file.pdf');
  writeFileSync(path, pdf);
  try {
    return execFileSync(program, [...words, path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw problem;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
