import { DEPENDS, HARMS, type Way } from './way.ts';

/** What code in Node tries with files. */
export const files: readonly Way[] = [
  { name: 'read a file', code: `return (await load('fs')).readFileSync(w.canary, 'utf8')` },
  { name: 'read a file by promises', code: `return (await load('fs/promises')).readFile(w.canary, 'utf8')` },
  {
    name: 'read a file by a way up',
    code: `return (await load('fs')).readFileSync('../../../../../../..' + w.canary, 'utf8')`,
  },
  {
    name: 'read a file from its address',
    code: `return (await load('fs')).readFileSync(new URL('file://' + w.canary), 'utf8')`,
  },
  {
    name: 'read through a symbolic link',
    code: `const fs = await load('fs'); fs.symlinkSync(w.canary, 'link'); return fs.readFileSync('link', 'utf8')`,
  },
  {
    name: 'read through a symbolic link to a folder',
    code: `const fs = await load('fs'); fs.symlinkSync(w.folder, 'folder'); return fs.readFileSync('folder/canary', 'utf8')`,
  },
  {
    name: 'write through a symbolic link',
    code: `const fs = await load('fs'); fs.symlinkSync(w.folder, 'folder'); fs.writeFileSync('folder/new', 'x'); return 'written'`,
  },
  { name: 'list a folder', code: `return (await load('fs')).readdirSync(w.folder)` },
  { name: 'see whether a file is there', code: `return (await load('fs')).existsSync(w.canary)` },
  { name: 'ask for the facts of a file', code: `return (await load('fs')).statSync(w.canary).size` },
  { name: 'write a file', code: `(await load('fs')).writeFileSync(w.folder + '/new', 'x'); return 'written'` },
  {
    name: 'write a file by a stream',
    code: `const stream = (await load('fs')).createWriteStream(w.folder + '/new'); stream.end('x'); return happens(stream, 'finish')`,
  },
  { name: 'append to a file', code: `(await load('fs')).appendFileSync(w.canary, 'x'); return 'appended'` },
  { name: 'empty a file', code: `(await load('fs')).truncateSync(w.canary); return 'emptied'` },
  { name: 'delete a file', code: `(await load('fs')).rmSync(w.canary); return 'deleted'` },
  { name: 'rename a file', code: `(await load('fs')).renameSync(w.canary, w.canary + '2'); return 'renamed'` },
  { name: 'change rights', code: `(await load('fs')).mkdirSync(w.folder + '/d', 0o700); return 'made'` },
  {
    name: 'copy a file in',
    code: `const fs = await load('fs'); fs.copyFileSync(w.canary, 'copy'); return fs.readFileSync('copy', 'utf8')`,
  },
  {
    name: 'copy a folder in',
    code: `const fs = await load('fs'); fs.cpSync(w.folder + '/sub', 'copy', { recursive: true }); return 'copied'`,
  },
  {
    name: 'copy a file out',
    code: `const fs = await load('fs'); fs.writeFileSync('a', 'x'); fs.copyFileSync('a', w.folder + '/new'); return 'copied'`,
  },
  {
    name: 'leave a symbolic link',
    code: `(await load('fs')).symlinkSync('/etc/passwd', w.folder + '/link'); return 'left'`,
  },
  { name: 'link a file', code: `(await load('fs')).linkSync(w.canary, w.folder + '/hard'); return 'linked'` },
  { name: 'change folder', code: `process.chdir(w.folder); return (await load('fs')).readFileSync('canary', 'utf8')` },
  {
    name: 'leave a named pipe',
    code: `(await load('child_process')).execFileSync('mkfifo', [w.folder + '/pipe']); return 'left'`,
    notOpenly: DEPENDS,
  },
  { name: 'read the users of the machine', code: `return (await load('fs')).readFileSync('/etc/passwd', 'utf8')` },
  { name: 'read what the kernel says of devices', code: `return (await load('fs')).readdirSync('/sys')` },
  {
    name: 'read a disk',
    code: `const fs = await load('fs'); return fs.readdirSync('/dev').filter((name) => /^(vd|sd|nvme|mem|kmsg|null)/.test(name)).join()`,
  },
  {
    name: 'use memory of the machine as files',
    code: `const fs = await load('fs'); const path = '/dev/shm/ways-' + process.hrtime.bigint(); fs.writeFileSync(path, 'x'); fs.rmSync(path); return 'written'`,
  },
  {
    name: 'change the root',
    code: `(await load('fs')).writeFileSync('/new', 'x'); return 'written'`,
    notOpenly: HARMS,
  },
  {
    name: 'change Node',
    code: `const fs = await load('fs'); fs.chmodSync('/bin/node', 0o777); fs.appendFileSync('/bin/node', 'x'); return 'changed'`,
    notOpenly: HARMS,
  },
  {
    name: 'put a program beside Node',
    code: `(await load('fs')).writeFileSync('/bin/new', 'x'); return 'written'`,
    notOpenly: HARMS,
  },
  {
    name: 'put a program in place of Node',
    code: `const fs = await load('fs'); fs.renameSync('/bin/node', '/bin/old'); return 'renamed'`,
    notOpenly: HARMS,
  },
  {
    name: 'change a library',
    code: `const fs = await load('fs'); for (const folder of ['/lib', '/lib64', '/usr/lib']) if (fs.existsSync(folder)) { fs.writeFileSync(folder + '/new', 'x'); return 'written'; }`,
    notOpenly: HARMS,
  },
  {
    name: 'find the repository',
    code: `return process.execPath.includes('node_modules')`,
    notOpenly: 'Node has the same path there',
  },
];
