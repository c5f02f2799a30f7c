import { base64OfBytes } from '../../kubernetes/digest.ts';
import { absolutePath } from '../shell/files.ts';
import { type Context, type Program, readAll } from '../shell/program.ts';
import { certificatePem, keyPem, pem, type Subject, subjectDer } from './certificate.ts';
import { bitString, der, identifier, integer, sequence } from './der.ts';
import { readCertificate } from './read.ts';

const DAY = 86_400_000;
const RSA = '1.2.840.113549.1.1.1';
const SHA256_RSA = '1.2.840.113549.1.1.11';

/** The values of options, and whether others stand there. */
function optionsOf(words: readonly string[]): Record<string, string> {
  const options: Record<string, string> = {};
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    const next = words[at + 1];
    if (word.startsWith('-'))
      options[word.slice(1)] = next !== undefined && !next.startsWith('-') ? (words[++at] as string) : '';
  }
  return options;
}

/** `/CN=jane/O=devs` */
function subjectOf(text: string): Subject {
  const parts = text
    .split('/')
    .filter((part) => part !== '')
    .map((part) => part.split('='));
  const values = (name: string): string[] =>
    parts.filter(([key]) => key === name).map(([, ...value]) => value.join('='));
  return { name: values('CN')[0] ?? '', groups: values('O') };
}

/** An RSA key's public half of random bytes: nothing in the practice cluster is ever encrypted with it. */
function publicKey(random: () => number): Uint8Array {
  const modulus = Uint8Array.from({ length: 256 }, (_, index) => (index === 0 ? 0xc0 : 0) | Math.floor(random() * 256));
  return sequence(
    sequence(identifier(RSA), der(0x05)),
    bitString(sequence(integer(modulus), integer(Uint8Array.of(1, 0, 1)))),
  );
}

function requestPem(subject: Subject, random: () => number): string {
  const content = sequence(integer(Uint8Array.of(0)), subjectDer(subject), publicKey(random), der(0xa0));
  const signature = Uint8Array.from({ length: 256 }, () => Math.floor(random() * 256));
  return pem(
    'CERTIFICATE REQUEST',
    sequence(content, sequence(identifier(SHA256_RSA), der(0x05)), bitString(signature)),
  );
}

function request(context: Context): number {
  const options = optionsOf(context.arguments.slice(1));
  const subject = subjectOf(options.subj ?? '');
  const write = (name: string | undefined, text: string): void => {
    if (name === undefined) context.output.write(text);
    else context.files.write(absolutePath(name, context.folder), text);
  };
  if ('newkey' in options && options.keyout !== undefined) write(options.keyout, keyPem(context.random));
  if (!('x509' in options)) {
    write(options.out, requestPem(subject, context.random));
    return 0;
  }
  const now = context.clock.now();
  const until = now + Number(options.days ?? 30) * DAY;
  write(
    options.out,
    certificatePem({ subject, issuer: subject, from: now, until, isAuthority: true, random: context.random }),
  );
  return 0;
}

const shown = (subject: Subject): string =>
  [...(subject.groups ?? []).map((group) => `O = ${group}`), `CN = ${subject.name}`].join(', ');

async function certificate(context: Context): Promise<number> {
  const options = optionsOf(context.arguments.slice(1));
  const text =
    options.in === undefined
      ? await readAll(context.input)
      : context.files.read(absolutePath(options.in, context.folder));
  const found = readCertificate(text);
  if (!found) {
    context.errors.write('Could not find certificate from <stdin>\n');
    return 1;
  }
  const date = (moment: number): string =>
    `${new Date(moment).toUTCString().replace(/^\w+, (\d+) (\w+) (\d+) ([\d:]+) GMT$/, (_, day: string, month: string, year: string, time: string) => `${month} ${day.replace(/^0/, ' ')} ${time} ${year} GMT`)}`;
  for (const word of context.arguments.slice(1)) {
    if (word === '-subject') context.output.write(`subject=${shown(found.subject)}\n`);
    if (word === '-issuer') context.output.write(`issuer=${shown(found.issuer)}\n`);
    if (word === '-dates' || word === '-startdate') context.output.write(`notBefore=${date(found.from)}\n`);
    if (word === '-dates' || word === '-enddate') context.output.write(`notAfter=${date(found.until)}\n`);
  }
  if (!context.arguments.includes('-noout')) context.output.write(text);
  return 0;
}

/** `openssl`, as far as one makes requests for certificates and reads certificates with it. */
export const openssl: Program = async (context) => {
  const [command = ''] = context.arguments;
  if (command === 'req') return request(context);
  if (command === 'x509') return certificate(context);
  if (command === 'rand') {
    const count = Number(context.arguments.at(-1) ?? 16);
    context.output.write(
      `${base64OfBytes(Uint8Array.from({ length: count }, () => Math.floor(context.random() * 256)))}\n`,
    );
    return 0;
  }
  context.errors.write(
    `The practice cluster's openssl has no ${command === '' ? 'such use' : command}: it knows req and x509.\n`,
  );
  return 1;
};
