import { isBlank, isBreakOrEnd, isNamed, isSpace, type Reader } from './characters.ts';

/** A handle, or name, and what it stands for or goes on with. */
interface Name {
  value: string;
  suffix: string;
}

const isWord = (character: string): boolean => !isSpace(character);

/** `%YAML 1.1` or `%TAG !e! tag:example.com,2026:`; the reader stands at the percent sign. @throws YamlError */
export function scanDirective(reader: Reader): Name {
  reader.skip();
  const name = reader.takeWhile(isNamed);
  if (name === '') throw reader.fail('could not find expected directive name');
  if (!isSpace(reader.peek())) throw reader.fail('found unexpected non-alphabetical character');
  if (name !== 'YAML' && name !== 'TAG') throw reader.fail('found unknown directive name');
  reader.takeWhile(isBlank);
  const value = reader.takeWhile(isWord);
  reader.takeWhile(isBlank);
  const suffix = name === 'TAG' ? reader.takeWhile(isWord) : '';
  reader.skipComment();
  if (!isBreakOrEnd(reader.peek())) throw reader.fail('did not find expected comment or line break');
  reader.takeBreak();
  return { value: name === 'TAG' ? value : `YAML ${value}`, suffix };
}

const isUri = (character: string): boolean => isNamed(character) || ";/?:@&=+$,.!~*'()[]%".includes(character);

function takeUri(reader: Reader, head = ''): string {
  const uri = head + reader.takeWhile(isUri);
  try {
    return decodeURIComponent(uri);
  } catch {
    throw reader.fail('did not find URI escaped octet');
  }
}

/** `!!str`, `!name` or `!<uri>`; the reader stands at the mark. @throws YamlError */
export function scanTag(reader: Reader): Name {
  let name: Name;
  if (reader.peek(1) === '<') {
    reader.skip(2);
    name = { value: '', suffix: takeUri(reader) };
    if (name.suffix === '') throw reader.fail('did not find expected tag URI');
    if (reader.peek() !== '>') throw reader.fail("did not find the expected '>'");
    reader.skip();
  } else {
    const handle = reader.take() + reader.takeWhile(isNamed);
    if (reader.peek() === '!') {
      name = { value: handle + reader.take(), suffix: takeUri(reader) };
      if (name.suffix === '') throw reader.fail('did not find expected tag URI');
    } else {
      const suffix = takeUri(reader, handle.slice(1));
      name = suffix === '' ? { value: '', suffix: '!' } : { value: '!', suffix };
    }
  }
  if (!isSpace(reader.peek())) throw reader.fail('did not find expected whitespace or line break');
  return name;
}
