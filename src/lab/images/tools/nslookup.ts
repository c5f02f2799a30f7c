import type { RecordType } from '../../network/names.ts';
import { NetworkError } from '../../node/process.ts';
import type { ContainerProgram } from '../inside.ts';

/** `nslookup` of busybox: names without dots are looked up in every domain of the search list, those with dots as they are. */
export const nslookup: ContainerProgram = async (context, { network }) => {
  const { errors, output } = context;
  const types: RecordType[] = [];
  const words: string[] = [];
  for (const word of context.arguments) {
    const [, type] = /^-(?:type|query|q|querytype)=(\w+)$/.exec(word) ?? [];
    if (type !== undefined) types.push(type.toUpperCase() as RecordType);
    else if (!word.startsWith('-')) words.push(word);
  }
  const [name, server] = words;
  if (name === undefined) {
    errors.write('BusyBox multi-call binary.\n\nUsage: nslookup [-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]\n');
    return 1;
  }
  const { servers, search } = network.resolver();
  let asked = server ?? servers[0] ?? '127.0.0.1';
  try {
    asked = (await network.resolve(asked))[0] ?? asked;
  } catch (problem) {
    if (!(problem instanceof NetworkError)) throw problem;
    errors.write(`nslookup: bad address '${asked}'\n`);
    return 1;
  }
  const isAddress = /^\d+(?:\.\d+){3}$/.test(name);
  const reversed = `${name.split('.').reverse().join('.')}.in-addr.arpa`;
  const wanted: RecordType[] = types.length > 0 ? types : isAddress ? ['PTR'] : ['A', 'AAAA'];
  const names = isAddress
    ? [reversed]
    : name.includes('.') || search.length === 0
      ? [name.replace(/\.$/, '')]
      : search.map((domain) => `${name}.${domain}`);
  const blocks: string[] = [];
  let isWell = true;
  for (const type of wanted)
    for (const whole of names) {
      try {
        const answer = await network.ask(whole, type, [asked]);
        if (answer.code !== 'NOERROR' && answer.aliases.length === 0) {
          blocks.push(`** server can't find ${whole}: ${answer.code}\n`);
          isWell = false;
          continue;
        }
        const lines = [
          ...answer.aliases.map(({ name: alias, target }) => `${alias}\tcanonical name = ${target}\n`),
          ...answer.addresses.map((address) => `Name:\t${answer.name}\nAddress: ${address}\n`),
          ...answer.servers.map(({ target, port }) => `${whole}\tservice = 0 100 ${port} ${target}\n`),
          ...answer.pointers.map((pointer) => `${whole}\tname = ${pointer}\n`),
        ];
        // A name that has no address of one kind says nothing of it.
        if (lines.length === 0 && wanted.length === 1) blocks.push(`*** Can't find ${whole}: No answer\n`);
        else blocks.push(lines.join(''));
      } catch (problem) {
        if (!(problem instanceof NetworkError)) throw problem;
        errors.write(
          problem.code === 'refused'
            ? 'nslookup: read: Connection refused\n;; connection timed out; no servers could be reached\n\n'
            : ';; connection timed out; no servers could be reached\n\n',
        );
        return 1;
      }
    }
  output.write(`Server:\t\t${asked}\nAddress:\t${asked}:53\n\n${blocks.map((block) => `${block}\n`).join('')}`);
  return isWell ? 0 : 1;
};
