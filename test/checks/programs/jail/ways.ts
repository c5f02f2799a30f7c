import { DEPENDS, HARMS, KEPT_BY_USER, type Way } from './way.ts';
import { files } from './ways-of-files.ts';

const processes: Way[] = [
  { name: 'read its own root', code: `return (await load('fs')).readFileSync('/proc/self/root' + w.canary, 'utf8')` },
  {
    name: 'read the root of the first process',
    code: `return (await load('fs')).readdirSync('/proc/1/root')`,
    notOpenly: KEPT_BY_USER,
  },
  {
    name: 'list processes',
    code: `return (await load('fs')).readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).length`,
  },
  {
    name: 'read the words of who runs it',
    code: `return (await load('fs')).readFileSync('/proc/' + w.parent + '/cmdline', 'utf8')`,
  },
  {
    name: 'read the mounts of the machine',
    code: `return (await load('fs')).readFileSync('/proc/self/mountinfo', 'utf8')`,
  },
  {
    name: 'say what happens with crashed programs',
    code: `(await load('fs')).writeFileSync('/proc/sys/kernel/core_pattern', '|/bin/node'); return 'written'`,
    notOpenly: HARMS,
  },
  {
    name: 'start a program',
    code: `return (await load('child_process')).execFileSync(process.execPath, ['--version'])`,
  },
  {
    name: 'start a shell',
    code: `const { status } = (await load('child_process')).spawnSync('echo x', { shell: true }); return status === 0`,
    notOpenly: DEPENDS,
  },
  {
    name: 'fork itself',
    code: `const fs = await load('fs'); fs.writeFileSync('child.mjs', ''); return happens((await load('child_process')).fork('child.mjs'), 'spawn')`,
  },
  {
    name: 'fork a cluster',
    code: `const { default: cluster } = await load('cluster'); cluster.setupPrimary({ exec: 'child.mjs' }); (await load('fs')).writeFileSync('child.mjs', ''); return happens(cluster.fork(), 'online')`,
  },
  {
    name: 'send a signal to who runs it',
    code: `try { return process.kill(w.parent, 0) } catch (problem) { return problem.code !== 'ESRCH' }`,
  },
  { name: 'stop who runs it', code: `return process.kill(w.parent, 'SIGSTOP')`, notOpenly: HARMS },
  { name: 'debug who runs it', code: `process._debugProcess(w.parent); return 'signalled'`, notOpenly: HARMS },
  {
    name: 'be more important than others',
    code: `(await load('os')).setPriority(w.parent, -5); return 'set'`,
    notOpenly: KEPT_BY_USER,
  },
  {
    name: 'be root',
    code: `process.setuid(0); return process.getuid() === 0`,
    notOpenly: 'there is no root in a namespace of one user',
  },
  {
    name: 'be of a group',
    code: `process.setgid(0); return process.getgid() === 0`,
    notOpenly: 'there is no such group in a namespace of one user',
  },
  {
    name: 'know settings of the surroundings',
    code: `return Object.values(process.env).some((value) => value.includes(w.secret))`,
    notOpenly: 'no setting is handed to that one',
  },
  { name: 'know the name of the machine', code: `return (await load('os')).hostname() === w.host` },
  { name: 'know the network of the machine', code: `return Object.keys((await load('os')).networkInterfaces())` },
];

const sockets: Way[] = [
  { name: 'reach a port', code: `return happens((await load('net')).connect(w.port, '127.0.0.1'), 'connect')` },
  { name: 'reach a web server', code: `return (await fetch('http://127.0.0.1:' + w.port)).status` },
  {
    name: 'reach a web server by http',
    code: `return happens((await load('http')).get('http://127.0.0.1:' + w.port), 'response')`,
  },
  {
    name: 'reach a web socket',
    code: `const socket = new WebSocket('ws://127.0.0.1:' + w.port); return new Promise((done) => { socket.onopen = () => done('open'); socket.onerror = () => done(w.calls?.()); })`,
    notOpenly: 'the server speaks no web sockets',
  },
  {
    name: 'reach a secured port',
    code: `const socket = (await load('tls')).connect(w.port, '127.0.0.1'); return happens(socket, 'connect')`,
  },
  {
    name: 'reach a port by HTTP/2',
    code: `const session = (await load('http2')).connect('http://127.0.0.1:' + w.port); return happens(session, 'connect')`,
  },
  {
    name: 'send a datagram',
    code: `const socket = (await load('dgram')).createSocket('udp4'); return new Promise((done) => socket.send('x', w.datagrams, '127.0.0.1', (problem) => { socket.close(); done(!problem); }))`,
  },
  {
    name: 'ask for a name',
    code: `return (await load('dns/promises')).resolve('localhost').catch((problem) => /EREFUSED|ENOTFOUND|ESERVFAIL/.test(problem.code) && problem.code)`,
    notOpenly: DEPENDS,
  },
  { name: 'reach a socket', code: `return happens((await load('net')).connect(w.socket), 'connect')` },
  {
    name: 'reach a socket through a symbolic link',
    code: `(await load('fs')).symlinkSync(w.socket, 's'); return happens((await load('net')).connect('s'), 'connect')`,
  },
  {
    name: 'reach a socket without a file',
    code: `return happens((await load('net')).connect('\\0' + w.abstract), 'connect')`,
  },
  {
    name: 'listen on a port',
    code: `return happens((await load('net')).createServer().listen(0, '127.0.0.1').unref(), 'listening')`,
  },
  {
    name: 'listen on a socket',
    code: `return happens((await load('net')).createServer().listen('own').unref(), 'listening')`,
  },
  {
    name: 'reach a container engine',
    code: `const fs = await load('fs'); for (const path of ['/var/run/docker.sock', '/run/docker.sock', '/run/podman/podman.sock', '/run/dbus/system_bus_socket']) if (fs.existsSync(path)) return path`,
    notOpenly: DEPENDS,
  },
];

const modules: Way[] = [
  {
    name: 'write with SQLite',
    code: `const { DatabaseSync } = await load('sqlite'); new DatabaseSync(':memory:').exec("create table t(a); vacuum into '" + w.folder + "/new'"); return 'written'`,
  },
  {
    name: 'open a database with SQLite',
    code: `const { DatabaseSync } = await load('sqlite'); return new DatabaseSync(w.database).prepare('select a from t').get().a`,
  },
  {
    name: 'attach a database with SQLite',
    code: `const { DatabaseSync } = await load('sqlite'); const db = new DatabaseSync(':memory:'); db.exec("attach '" + w.database + "' as other"); return db.prepare('select a from other.t').get().a`,
  },
  {
    name: 'back a database up with SQLite',
    code: `const { DatabaseSync, backup } = await load('sqlite'); await backup(new DatabaseSync(':memory:'), w.folder + '/new'); return 'written'`,
  },
  {
    name: 'write settings of npm with SQLite',
    code: `const { DatabaseSync } = await load('sqlite'); new DatabaseSync(':memory:').exec("create table t(a); vacuum into '" + w.folder + "/.npmrc'"); return 'written'`,
  },
  {
    name: 'run in a thread',
    code: `const { Worker } = await load('worker_threads'); const worker = new Worker("require('node:worker_threads').parentPort.postMessage(require('node:fs').readFileSync(" + JSON.stringify(w.canary) + ", 'utf8'))", { eval: true }); return new Promise((done) => { worker.once('message', done); worker.once('error', () => done(false)); })`,
  },
  {
    name: 'run in a thread with other rights',
    code: `const { Worker } = await load('worker_threads'); const worker = new Worker("require('node:fs').writeFileSync(" + JSON.stringify(w.folder + '/new') + ", 'x')", { eval: true, execArgv: [], env: {} }); return happens(worker, 'exit').then(() => false)`,
    notOpenly: 'what it leaves is looked for',
  },
  {
    name: 'be debugged',
    code: `(await load('inspector')).open(0, '127.0.0.1'); return (await load('inspector')).url()`,
  },
  {
    name: 'debug itself',
    code: `const { Session } = await load('inspector/promises'); const session = new Session(); session.connect(); const { result } = await session.post('Runtime.evaluate', { expression: "process.mainModule, process.getBuiltinModule('fs').readFileSync(" + JSON.stringify(w.canary) + ", 'utf8')", includeCommandLineAPI: true }); return result.value`,
  },
  {
    name: 'read with WASI',
    code: `const { WASI } = await load('wasi'); const wasi = new WASI({ version: 'preview1', preopens: { '/': w.folder } }); wasi.initialize(new WebAssembly.Instance(new WebAssembly.Module(Buffer.from('AGFzbQEAAAAFAwEAAQcKAQZtZW1vcnkCAA==', 'base64')), {})); return 'preopened'`,
  },
  {
    name: 'load a native add-on',
    code: `const fs = await load('fs'); process.dlopen({ exports: {} }, w.folder + '/canary'); return 'loaded'`,
    notOpenly: 'there is no add-on for every machine',
  },
  {
    name: 'use bindings of Node',
    code: `return process.binding('spawn_sync').spawn({ file: '/bin/node', args: ['node', '--version'], stdio: [] }).pid > 0`,
    notOpenly: DEPENDS,
  },
  {
    name: 'use bindings of files',
    code: `return process.binding('fs').internalModuleReadJSON?.(w.canary) ?? process.binding('fs').open(w.canary, 0, 0o666)`,
    notOpenly: DEPENDS,
  },
  { name: 'import a module', code: `return (await import('file://' + w.folder + '/module.mjs')).default` },
  { name: 'require a module', code: `return (await load('module')).createRequire('/')(w.folder + '/module.cjs')` },
  {
    name: 'import a module from a text',
    code: `return (await import('data:text/javascript,import { readFileSync } from "node:fs"; export default readFileSync(' + encodeURIComponent(JSON.stringify(w.canary)) + ', "utf8")')).default`,
  },
  { name: 'load settings', code: `process.loadEnvFile(w.folder + '/env'); return process.env.WAYS_FILE` },
  { name: 'write a report', code: `return process.report.writeReport(w.folder + '/new')` },
  { name: 'write a snapshot of memory', code: `return (await load('v8')).writeHeapSnapshot(w.folder + '/new')` },
  {
    name: 'ask for coverage',
    code: `const v8 = await load('v8'); v8.setFlagsFromString('--logfile=' + w.folder + '/new'); v8.setFlagsFromString('--log'); v8.setFlagsFromString('--expose-gc'); return (await load('fs')).existsSync(w.folder + '/new')`,
    notOpenly: DEPENDS,
  },
  {
    name: 'trace into a file',
    code: `const t = (await load('trace_events')).createTracing({ categories: ['node'] }); t.enable(); process.chdir(w.folder); return 'tracing'`,
    notOpenly: DEPENDS,
  },
  {
    name: 'run in another context',
    code: `return (await load('vm')).runInNewContext("f.constructor('return process')().getBuiltinModule('fs').readFileSync(p, 'utf8')", { f: () => {}, p: w.canary })`,
  },
  { name: 'watch a file', code: `(await load('fs')).watch(w.canary).close(); return 'watching'` },
];

/** Everything that code in Node tries. */
export const ways: readonly Way[] = [...files, ...processes, ...sockets, ...modules];
