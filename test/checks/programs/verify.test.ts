import { beforeAll, describe, expect, test } from 'vitest';
import { checkWithPrograms, type Report } from '../../../src/checks/check.ts';
import { type Found, findPrograms } from '../../../src/checks/programs/verify.ts';
import type { ContentFiles } from '../../../src/curriculum/read.ts';
import { paths, placeOf, textOf, withChange } from '../../helpers/fixture.ts';

const folder = paths.bowlineFile.replace('mooring.yaml', '');
let found: Found;

beforeAll(() => {
  found = findPrograms();
});

/** What is found in the tiny curriculum with a text at the end of a lesson, and with other files beside it. */
async function report(text: string, files: Record<string, string> = {}, programs = found): Promise<Report> {
  const all: ContentFiles = new Map([
    ...withChange(paths.bowline, (whole) => `${whole}\n${text}\n`),
    ...Object.entries(files).map(([name, content]) => [folder + name, content] as const),
  ]);
  return checkWithPrograms(all, { prose: false }, programs);
}

/** Findings with their lines counted from the beginning of the text. */
async function says(text: string, files: Record<string, string> = {}): Promise<string[]> {
  const before = textOf(paths.bowline).split('\n').length;
  const { findings } = await report(text, files);
  return findings.map((finding) => {
    const here = finding.file === paths.bowline;
    const place = here ? finding.line - before : placeOf(finding).replace(folder, '');
    return `${place} ${finding.rule} ${finding.message}`;
  });
}

const session = (text: string, ran = 'here'): string => `\`\`\`terminal ran="${ran}"\n${text}\n\`\`\``;

const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n';

test('every program is on the machine that runs these tests', () => {
  expect([...found.missing.values()]).toEqual([]);
});

describe('a session that was run here', () => {
  const command = '$ kubectl create namespace shop --dry-run=client -o yaml';

  test('agrees with what the program prints', async () => {
    expect(await says(session(`${command}\n${namespace.trimEnd()}\nspec: {}\nstatus: {}`))).toEqual([]);
    expect(await says(session(`${command}\napiVersion: v1\n...\nstatus: {}`))).toEqual([]);
  });

  test('is reported at the line on which it departs', async () => {
    expect(await says(session(`${command}\napiVersion: v1\nkind: Namespaces\n...`))).toEqual([
      '4 session/output The command prints "kind: Namespace" here, not "kind: Namespaces".',
    ]);
    expect(await says(session(`${command}\napiVersion: v1`))).toEqual([
      '3 session/output The command prints more than is shown: "kind: Namespace" comes behind the last line.',
    ]);
    expect(await says(session(`${command}\n...\nstatus: {}\nmore: {}`))).toEqual([
      '5 session/output The command does not print this: "more: {}".',
    ]);
  });

  test('keeps its files from one command to the next', async () => {
    const written = `$ kubectl create namespace shop --dry-run=client -o yaml > space.yaml\n$ grep -c name space.yaml`;
    expect(await says(session(`${written}\n1`))).toEqual([]);
    expect(await says(session(`${written}\n2`))).toEqual(['4 session/output The command prints "1" here, not "2".']);
  });

  test('is not judged where it cannot be run', async () => {
    const { findings, unverified } = await report(session('$ kubectl get pods\nmine'));
    expect(findings).toEqual([]);
    expect(unverified.map(({ what }) => what)).toEqual([
      'commands that need a cluster, or programs that are not run here',
    ]);
    expect(await says(session(`${command}\nnothing of it`, 'real-cluster'))).toEqual([]);
  });

  test.each([
    'kubectl kustomize https://forge.example/x',
    'cat /etc/hostname',
    'cat ../../secret',
    'helm template x . --post-renderer ./run.sh',
    'kubectl create -f x.yaml --dry-run=client --edit',
    'sort -o/etc/passwd x',
    'kubectl version --client; reboot',
    'echo $HOME',
    'echo `id`',
    'sh run.sh',
  ])('never runs "%s"', async (line) => {
    const { findings, unverified } = await report(session(`$ ${line}\nx`));
    expect(findings.filter(({ rule }) => rule.startsWith('session/'))).toEqual([]);
    expect(unverified.length).toBeGreaterThan(0);
  });
});

describe('ShellCheck', () => {
  test('reads fences, sessions and files, at their lines', async () => {
    expect(await says('```bash\nset -e\nif [ $a = 1 ]\nthen echo\n```')).toEqual([
      "3 shell/shellcheck ShellCheck says (SC1046): Couldn't find 'fi' for this 'if'.",
    ]);
    expect(await says(session('$ kubectl get pods\nsome output (of it\n$ kubectl get "$(kubectl get pods'))).toEqual([
      expect.stringMatching(/^4 shell\/shellcheck/),
    ]);
    expect(await says('', { 'x.sh': '#!/bin/sh\narray=(a b)\nexport array\n' })).toEqual([
      expect.stringMatching(/^x\.sh:2:7 shell\/shellcheck ShellCheck says \(SC3030\)/),
    ]);
  });

  test('believes what is wrong on purpose, if it is', async () => {
    const invalid = (text: string): string => `\`\`\`bash invalid="a slip"\n${text}\n\`\`\``;
    expect(await says(invalid('if true; then echo yes'))).toEqual([]);
    expect(await says(invalid('kubectl get pods --al'))).toEqual([]);
    expect(await says(invalid('kubectl get pods --all-namespaces'))).toEqual([
      '2 code/valid-after-all The script is said to be invalid on purpose, but nothing is wrong with it.',
    ]);
  });

  test('leaves placeholders and fragments alone', async () => {
    expect(await says('```bash\nkubectl logs <name of the pod> --tail=3\ncd $APP\nkubectl apply -f .\n```')).toEqual(
      [],
    );
  });

  test('cannot be turned off in a file: exceptions are written where they have a reason', async () => {
    const script = '#!/bin/sh\n# shellcheck disable=SC3030\narray=(a b)\nexport array\n';
    expect(await says('', { 'x.sh': script })).toEqual([expect.stringMatching(/^x\.sh:3:7 shell\/shellcheck/)]);
  });
});

describe('Prometheus and Alertmanager', () => {
  const rule = (expression: string): string =>
    `groups:\n  - name: shop\n    rules:\n      - alert: Down\n        expr: ${expression}\n`;

  test('rules', async () => {
    expect(await says('', { 'rules.yml': rule('up == 0') })).toEqual([]);
    expect(await says('', { 'rules.yml': rule('up == (0') })).toEqual([
      expect.stringMatching(/^rules\.yml:5:15 prometheus\/rules The PromQL code ends before it is complete/),
    ]);
  });

  test('a configuration', async () => {
    const wrong = 'scrape_configs:\n  - job_name: shop\n    scrap_interval: 5s\n';
    expect(await says(`\`\`\`yaml\n${wrong}\`\`\``)).toEqual([
      expect.stringMatching(/^4 prometheus\/configuration .*has no field "scrap_interval"/),
    ]);
    expect(await says(`\`\`\`yaml invalid="a slip"\n${wrong}\`\`\``)).toEqual([]);
    expect(await says(`\`\`\`yaml invalid="a slip"\n${wrong.replace('scrap_', 'scrape_')}\`\`\``)).toEqual([
      expect.stringMatching(/^2 code\/valid-after-all/),
    ]);
  });

  test('unit tests of rules, with the rules that they test', async () => {
    const unit = (expected: string): string =>
      `rule_files: [rules.yml]\nevaluation_interval: 1m\ntests:\n  - interval: 1m\n    input_series: [{series: 'up{job="a"}', values: '0 0 0'}]\n    alert_rule_test:\n      - eval_time: 2m\n        alertname: Down\n        exp_alerts: ${expected}\n`;
    const rules = rule('up == 0');
    expect(await says('', { 'rules.yml': rules, 'unit.yml': unit('[{exp_labels: {job: a}}]') })).toEqual([]);
    expect(await says('', { 'rules.yml': rules, 'unit.yml': unit('[]') })).toEqual([
      expect.stringMatching(/^unit\.yml:1:1 prometheus\/rule-test .*alertname: Down/),
    ]);
  });

  test('rules within an object of the Prometheus Operator', async () => {
    const object = (expression: string): string =>
      `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: shop\nspec:\n${rule(expression).replace(/^/gm, '  ').trimEnd()}\n`;
    expect(await says('', { 'rules.yaml': object('up == 0') })).toEqual([]);
    expect(await says('', { 'rules.yaml': object('up == (0') })).toEqual([
      expect.stringMatching(/^rules\.yaml:10:17 manifest\/value The PromQL code ends before it is complete/),
    ]);
    expect(await says('', { 'rules.yaml': object('up == 0').replace('expr:', 'exprr:') })).toEqual(
      expect.arrayContaining([expect.stringMatching(/^rules\.yaml:10:\d+ manifest\/unknown-field .*"exprr"/)]),
    );
  });

  test('a configuration of Alertmanager', async () => {
    const text = (receiver: string): string => `route:\n  receiver: team\nreceivers:\n  - name: ${receiver}\n`;
    expect(await says('', { 'alertmanager.yml': text('team') })).toEqual([]);
    expect(await says('', { 'alertmanager.yml': text('teams') })).toEqual([
      expect.stringMatching(/alertmanager\/configuration .*undefined receiver "team"/),
    ]);
  });
});

describe('packages', () => {
  test('a kustomization builds, and what it makes is valid', async () => {
    const kustomization = 'resources:\n  - space.yaml\n';
    expect(await says('', { 'kustomization.yaml': kustomization, 'space.yaml': namespace })).toEqual([]);
    expect(await says('', { 'kustomization.yaml': kustomization })).toEqual([
      expect.stringMatching(/^kustomization\.yaml:1:1 package\/kustomize "kubectl kustomize \." fails: .*space\.yaml/),
    ]);
    const patched = `${kustomization}patches:\n  - patch: |-\n      - {op: add, path: /spec, value: {finalizer: []}}\n    target: {kind: Namespace}\n`;
    expect(await says('', { 'kustomization.yaml': patched, 'space.yaml': namespace })).toEqual([
      expect.stringMatching(
        /package\/kustomize It makes a Namespace "shop" that Kubernetes does not take: .*finalizer/,
      ),
    ]);
  });

  test('the name of a folder is never a flag', async () => {
    const files = {
      '--enable-helm/kustomization.yaml': 'resources: [space.yaml]\n',
      '--enable-helm/space.yaml': namespace,
    };
    // It is no name of a folder either, and nothing below it is handed to a program.
    expect(await says('', files)).toEqual([
      expect.stringMatching(/^--enable-helm\/kustomization\.yaml:1:1 file\/name /),
      expect.stringMatching(/^--enable-helm\/space\.yaml:1:1 file\/name /),
    ]);
  });

  test('one that would read from elsewhere is not built, and named', async () => {
    const { findings, unverified } = await report('', { 'base/kustomization.yml': 'resources: [github.com/a/b]\n' });
    expect(findings).toEqual([]);
    expect(unverified.map(({ what }) => what)).toContain(
      'kustomizations that need the network, plugins or files elsewhere',
    );
  });

  test('a Helm chart lints strictly, and what it makes is valid', async () => {
    const chart = {
      'shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\nicon: https://shop.example/i.svg\n',
    };
    const template = (kind: string): Record<string, string> => ({
      'shop/templates/space.yaml': `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: {{ .Release.Name }}\n`,
    });
    expect(await says('', { ...chart, ...template('Namespace') })).toEqual([]);
    expect(await says('', { ...chart, ...template('Namespaces') })).toEqual([
      expect.stringMatching(/^shop\/Chart\.yaml:1:1 package\/helm It makes a Namespaces "release"/),
    ]);
    expect(await says('', { ...chart, 'shop/templates/x.yaml': 'a: {{ .Values.a' })).toEqual([
      expect.stringMatching(/^shop\/Chart\.yaml:1:1 package\/helm "helm lint --strict --quiet shop" fails/),
    ]);
  });
});

test('what a missing program would verify is named, not passed', async () => {
  const none: Found = { programs: new Map(), missing: new Map([['kubectl', 'kubectl is not on this machine']]) };
  const { findings, unverified } = await report(session('$ kubectl version --client\nx'), {}, none);
  expect(findings).toEqual([]);
  expect(unverified.map(({ what }) => what)).toContain('kubectl is not on this machine');
});
