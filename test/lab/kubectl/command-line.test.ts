import { describe, expect, it } from 'vitest';
import { Terminal } from './terminal.ts';

/** What kubectl v1.36.3 prints for command lines that need no cluster. */
const CASES: readonly (readonly [words: string, errors: string, code?: number])[] = [
  ['gt pods', 'error: unknown command "gt" for "kubectl"\n\nDid you mean this?\n\tset\n\tget\n\tcp\n'],
  ['nonsense', 'error: unknown command "nonsense" for "kubectl"\n'],
  ['get pods --nonsense', "error: unknown flag: --nonsense\nSee 'kubectl get --help' for usage.\n"],
  ['get pods -Z', "error: unknown shorthand flag: 'Z' in -Z\nSee 'kubectl get --help' for usage.\n"],
  ['get pods -n', "error: flag needs an argument: 'n' in -n\nSee 'kubectl get --help' for usage.\n"],
  ['get pods --namespace', "error: flag needs an argument: --namespace\nSee 'kubectl get --help' for usage.\n"],
  [
    'create deployment web --image=nginx --replicas=many',
    'error: invalid argument "many" for "-r, --replicas" flag: strconv.ParseInt: parsing "many": invalid syntax\nSee \'kubectl create deployment --help\' for usage.\n',
  ],
  ['create deployment web', 'error: required flag(s) "image" not set\n'],
  ['apply', 'error: must specify one of -f and -k\n'],
  ['apply -f none.yaml', 'error: the path "none.yaml" does not exist\n'],
  ['diff -f none.yaml', 'error: the path "none.yaml" does not exist\n', 2],
  [
    'explain',
    'error: You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.\n',
  ],
  ['events --types=Foo', 'error: valid --types are Normal or Warning\n'],
  ['debug web', 'error: you must specify --image when not using --copy-to.\n'],
  ['completion', "error: Shell not specified.\nSee 'kubectl completion -h' for help and examples\n"],
  ['plugin list', 'error: unable to find any kubectl plugins in your PATH\n'],
  ['rollout history', 'error: required resource not specified\n'],
];

describe('wrong command lines', () => {
  it.each(CASES.map(([words, errors, code = 1]) => ({ words, errors, code })))(
    'kubectl $words',
    async ({ words, errors, code }) => {
      expect(await new Terminal().run(words)).toEqual({ output: '', errors, code });
    },
  );

  it('says who refused the connection when there is no cluster', async () => {
    const { errors, code } = await new Terminal().run('get pods');
    expect(errors).toContain(
      'The connection to the server localhost:8080 was refused - did you specify the right host or port?',
    );
    expect(code).toBe(1);
  });
});

describe('kubectl config', () => {
  it('makes a context, goes there and shows it', async () => {
    const terminal = new Terminal();
    const run = (words: string): Promise<unknown> => terminal.run(words).then(({ output, errors }) => output + errors);
    expect(await run('config set-cluster lab --server=https://127.0.0.1:6443')).toBe('Cluster "lab" set.\n');
    expect(await run('config set-credentials jane --token=secret')).toBe('User "jane" set.\n');
    expect(await run('config set-context dev --cluster=lab --user=jane --namespace=shop')).toBe(
      'Context "dev" created.\n',
    );
    expect(await run('config use-context dev')).toBe('Switched to context "dev".\n');
    expect(await run('config get-contexts')).toBe(
      'CURRENT   NAME   CLUSTER   AUTHINFO   NAMESPACE\n*         dev    lab       jane       shop\n',
    );
    expect(await run('config view --minify')).toContain('    token: REDACTED\n');
    expect(await run('config use-context prod')).toBe('error: no context exists with the name: "prod"\n');
  });
});
