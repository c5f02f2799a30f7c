import { imageParts } from '../node/image-name.ts';
import type { ImageKind } from './catalog.ts';

/** What nginx shows to whoever has not given it any pages yet. */
const WELCOME = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>nginx runs in this container and answers your requests. This page is the one
that it brings along: put pages of your own into /usr/share/nginx/html.</p>
</body>
</html>
`;

const SITE = `server {
    listen       80;
    listen  [::]:80;
    server_name  localhost;

    location / {
        root   /usr/share/nginx/html;
        index  index.html index.htm;
    }

    error_page   500 502 503 504  /50x.html;
    location = /50x.html {
        root   /usr/share/nginx/html;
    }
}
`;

const MAIN = `user  nginx;
worker_processes  auto;

error_log  /var/log/nginx/error.log notice;
pid        /run/nginx.pid;

events {
    worker_connections  1024;
}

http {
    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;

    log_format  main  '$remote_addr - $remote_user [$time_local] "$request" '
                      '$status $body_bytes_sent "$http_referer" '
                      '"$http_user_agent" "$http_x_forwarded_for"';

    access_log  /var/log/nginx/access.log  main;
    sendfile        on;
    keepalive_timeout  65;

    include /etc/nginx/conf.d/*.conf;
}
`;

const nginx = (port: number): [string, string][] => [
  ['/usr/share/nginx/html/index.html', WELCOME],
  [
    '/usr/share/nginx/html/50x.html',
    '<!DOCTYPE html>\n<html>\n<head>\n<title>Error</title>\n</head>\n<body>\n<h1>An error occurred.</h1>\n<p>The page cannot be shown at the moment.</p>\n</body>\n</html>\n',
  ],
  ['/etc/nginx/nginx.conf', MAIN],
  [
    '/etc/nginx/mime.types',
    'types {\n    text/html html htm;\n    text/css css;\n    application/json json;\n    text/plain txt;\n}\n',
  ],
  ['/etc/nginx/conf.d/default.conf', SITE.replace(/\b80;/g, () => `${port};`)],
  ['/var/cache/nginx/.keep', ''],
  ['/var/log/nginx/access.log', ''],
  ['/var/log/nginx/error.log', ''],
];

const RELEASES: Readonly<Record<string, string>> = {
  alpine: 'NAME="Alpine Linux"\nID=alpine\nPRETTY_NAME="Alpine Linux"\n',
  debian: 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nNAME="Debian GNU/Linux"\nVERSION_ID="13"\nID=debian\n',
  ubuntu: 'PRETTY_NAME="Ubuntu"\nNAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n',
};

/** The files of an image, as far as anybody looks at them. */
export function imageFiles(image: string, kind: ImageKind | undefined): [string, string][] {
  const { repository, tag } = imageParts(image);
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  const system =
    name === 'ubuntu'
      ? 'ubuntu'
      : kind?.base === 'debian'
        ? 'debian'
        : name === 'busybox' || kind?.base === 'nothing'
          ? ''
          : /alpine/.test(`${name}${tag}`)
            ? 'alpine'
            : '';
  const release = RELEASES[system];
  return [
    ...(release === undefined ? [] : [['/etc/os-release', release] as [string, string]]),
    ['/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n'],
    ['/etc/group', 'root:x:0:\nnobody:x:65534:\n'],
    ...(name === 'nginx' ? nginx(80) : name === 'nginx-unprivileged' ? nginx(8080) : []),
    ...(name === 'httpd'
      ? [['/usr/local/apache2/htdocs/index.html', '<html><body><h1>It works!</h1></body></html>\n'] as [string, string]]
      : []),
  ];
}
