import { closest, distance } from '../findings/suggest.ts';
import { type CodeProblem, problemAt } from './problem.ts';

/** Modules of Python 3.11 to 3.14. Source: sys.stdlib_module_names, https://docs.python.org/3/py-modindex.html */
const STANDARD: ReadonlySet<string> = new Set(
  `__future__ __main__ abc annotationlib antigravity argparse array ast asyncio atexit base64 bdb binascii bisect builtins bz2 cProfile calendar cmath cmd code codecs codeop collections colorsys compileall compression concurrent configparser contextlib contextvars copy copyreg csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imp importlib inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox marshal math mimetypes mmap modulefinder msvcrt multiprocessing netrc nntplib ntpath numbers opcode operator optparse os pathlib pdb pickle pickletools pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtplib socket socketserver sqlite3 ssl stat statistics string stringprep struct subprocess symtable sys sysconfig syslog tabnanny tarfile tempfile termios textwrap this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle types typing unicodedata unittest urllib uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xml xmlrpc zipapp zipfile zipimport zlib zoneinfo`.split(
    /\s+/,
  ),
);

/** Packages that lessons about clusters use most, for names that are nearly theirs. */
const WIDESPREAD =
  'aiohttp boto3 celery django fastapi flask grpc gunicorn httpx jinja2 kopf kubernetes matplotlib numpy opentelemetry pandas prometheus_client psycopg psycopg2 pydantic pymongo pytest redis requests sqlalchemy starlette tensorflow torch uvicorn yaml'.split(
    ' ',
  );

const IMPORT =
  /^[ \t]*(?:import[ \t]+([\w.]+(?:[ \t]+as[ \t]+\w+)?(?:[ \t]*,[ \t]*[\w.]+(?:[ \t]+as[ \t]+\w+)?)*)|from[ \t]+(\w[\w.]*)[ \t]+import\b)/gm;

/** What of the modules that Python code imports is misspelled, and which of them nothing here knows. */
export function moduleProblems(
  text: string,
  own: ReadonlySet<string>,
): { problems: CodeProblem[]; unknown: readonly string[] } {
  const names = [...text.matchAll(IMPORT)].flatMap(({ 1: list, 2: one, index, 0: all }) =>
    (list ?? one ?? '').split(',').map((item) => {
      const [name = ''] = item.trim().split(/[.\s]/);
      return { name, offset: index + all.lastIndexOf(name) };
    }),
  );
  const foreign = names.filter(({ name }) => name !== '' && !STANDARD.has(name) && !own.has(name));
  const known = [...STANDARD, ...WIDESPREAD];
  const problems = foreign.flatMap(({ name, offset }) => {
    const near = WIDESPREAD.includes(name) || name.length < 6 ? undefined : closest(name, known);
    // There are half a million packages: only one letter beside a long name is no name of another one.
    const meant = near !== undefined && distance(name, near) === 1 ? near : undefined;
    return meant === undefined
      ? []
      : [
          problemAt(
            text,
            offset,
            `Python has no module "${name}". Did you mean "${meant}"?`,
            'Correct the name, or show how the module is installed.',
          ),
        ];
  });
  return { problems, unknown: foreign.map(({ name }) => name) };
}
