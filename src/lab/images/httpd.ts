import { imageParts } from '../node/image-name.ts';
import type { HttpResponse } from '../node/process.ts';
import { bytesOfText } from '../shell/files.ts';
import { type ContainerProgram, untilEnded } from './inside.ts';
import { localTime } from './nginx/site.ts';
import { forMethod, httpDate, lookUp, typeOf } from './static.ts';

const ROOT = '/usr/local/apache2/htdocs';

const page = (status: string, text: string): string =>
  `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${status}</title>\n</head><body>\n<h1>${status.replace(/^\d+ /, '')}</h1>\n<p>${text}</p>\n</body></html>\n`;

/** The web server of the image `httpd`: serves its folder at port 80. */
export const apache: ContainerProgram = async (context, inside) => {
  const { files, clock, output, errors } = context;
  const [, version = '2.4.65'] = /^(\d+\.\d+\.\d+)/.exec(imageParts(inside.world.image).tag) ?? [];
  const serve = ({ path }: { path: string }): HttpResponse => {
    const [clean = '/'] = path.split('?');
    const found = lookUp(files, ROOT, decodeURIComponent(clean), ['index.html']);
    const head = { date: httpDate(clock.now()), server: `Apache/${version} (Unix)` };
    const html = { ...head, 'content-type': 'text/html; charset=iso-8859-1' };
    if (found === 'folder')
      return {
        status: 301,
        headers: { ...html, location: `${clean}/` },
        body: page('301 Moved Permanently', 'The document has moved.'),
      };
    if (found === 'forbidden' || found === undefined) {
      const text =
        found === undefined
          ? page('404 Not Found', 'The requested URL was not found on this server.')
          : page('403 Forbidden', "You don't have permission to access this resource.");
      return {
        status: found === undefined ? 404 : 403,
        headers: { ...html, 'content-length': String(bytesOfText(text).length) },
        body: text,
      };
    }
    return {
      status: 200,
      headers: {
        ...head,
        'content-length': String(bytesOfText(found.body).length),
        'content-type': typeOf(found.path),
      },
      body: found.body,
    };
  };
  const listener = inside.network.listen(80, async (request, peer) => {
    const response = serve(request);
    output.write(
      `${peer.address} - - [${localTime(clock.now())}] "${request.method} ${request.path} HTTP/1.1" ${response.status} ${bytesOfText(response.body).length}\n`,
    );
    return forMethod(request.method, response);
  });
  if (listener === 'in use') {
    errors.write(
      '(98)Address already in use: AH00072: make_sock: could not bind to address 0.0.0.0:80\nno listening sockets available, shutting down\n',
    );
    return 1;
  }
  const note = (level: string, text: string): void =>
    errors.write(`[${new Date(clock.now()).toUTCString().slice(0, 25)}] [${level}] [pid 1:tid 1] ${text}\n`);
  errors.write(
    `AH00558: httpd: Could not reliably determine the server's fully qualified domain name, using ${inside.world.address}. Set the 'ServerName' directive globally to suppress this message\n`,
  );
  note('mpm_event:notice', `AH00489: Apache/${version} (Unix) configured -- resuming normal operations`);
  note('core:notice', "AH00094: Command line: 'httpd -D FOREGROUND'");
  const signal = await untilEnded(context, inside, ['SIGTERM', 'SIGINT', 'SIGQUIT']);
  listener.close();
  if (signal !== 'SIGKILL') note('mpm_event:notice', 'AH00491: caught SIGTERM, shutting down');
  return 0;
};
