import type { HttpResponse } from '../../node/process.ts';
import { absolutePath, bytesOfText } from '../../shell/files.ts';
import { readOptions } from '../../shell/programs/options.ts';
import { type ContainerProgram, untilEnded } from '../inside.ts';
import { forMethod, httpDate, lookUp, typeOf } from '../static.ts';

/** `httpd` of busybox: serves a folder. */
export const httpd: ContainerProgram = async (context, inside) => {
  const { flags, values } = readOptions(context.arguments, 'f,v,i,p:,h:,c:,u:,r:,e:,d:,m:');
  const [, host, port = '80'] = /^(?:(.*):)?(\d+)$/.exec(values.p ?? '80') ?? [];
  const root = absolutePath(values.h ?? '.', context.folder);
  if (context.files.kind(root) !== 'folder') {
    context.errors.write(`httpd: can't change directory to '${values.h}': No such file or directory\n`);
    return 1;
  }
  const serve = async ({ method, path }: { method: string; path: string }): Promise<HttpResponse> => {
    const [clean = '/'] = path.split('?');
    const found = lookUp(context.files, root, decodeURIComponent(clean), ['index.html']);
    const date = { date: httpDate(context.clock.now()), connection: 'close' };
    if (found === 'folder') return { status: 302, headers: { ...date, location: `${clean}/` }, body: '' };
    if (found === undefined || found === 'forbidden') {
      const body =
        '<HTML><HEAD><TITLE>404 Not Found</TITLE></HEAD>\n<BODY><H1>404 Not Found</H1>\nThe requested URL was not found\n</BODY></HTML>\n';
      return forMethod(method, { status: 404, headers: { 'content-type': 'text/html', ...date }, body });
    }
    const headers = {
      'content-type': typeOf(found.path),
      ...date,
      'content-length': String(bytesOfText(found.body).length),
    };
    return forMethod(method, { status: 200, headers, body: found.body });
  };
  const listener = inside.network.listen(Number(port), serve, host);
  if (listener === 'in use') {
    context.errors.write('httpd: bind: Address already in use\n');
    return 1;
  }
  // Without -f it goes on in the background, and whoever has called it goes on as well.
  if (!flags.has('f')) return 0;
  await untilEnded(context, inside, []);
  listener.close();
  return 0;
};
