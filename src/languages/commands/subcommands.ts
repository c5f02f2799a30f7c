import type { Command, CommandTable } from './table.ts';

/**
 * Commands of programs of which only these are known here, after the reference of each: compared with the documents or the source that
 * each project publishes on 29 November 2026. They are written down, not generated: a command that is missing is best added. A
 * command with its own is followed by them in brackets; "*" says that other words are arguments.
 */
const PROGRAMS: Readonly<Record<string, readonly [version: string, source: string, commands: string]>> = {
  amtool: [
    '0.28',
    'https://prometheus.io/docs/alerting/latest/alertmanager/',
    'alert(query add *) silence(add expire import query update *) check-config cluster(show *) config(show routes(show test *) *) template(render) help',
  ],
  docker: [
    '29',
    'https://docs.docker.com/reference/cli/docker/',
    'attach bake build builder(build prune *) buildx(bake build create dap(build) debug(build *) dial-stdio du history(export import inspect(attachment *) logs ls open rm trace) imagetools(create inspect) inspect install ls policy(eval json-schema test) prune replay rm stop uninstall use version *) checkpoint(create ls rm) commit compose config(create inspect ls rm) container(attach commit cp create diff exec export inspect kill logs ls list ps pause port prune rename restart rm run start stats stop top unpause update wait) context(create export import inspect ls list rm show update use) cp create debug desktop diff events exec export history image(build history import inspect load ls list prune pull push rm save tag) images import info init inspect kill load login logout logs manifest(annotate create inspect push rm) mcp model network(connect create disconnect inspect ls list prune rm) node(demote inspect ls promote ps rm update) offload pause plugin(create disable enable inspect install ls push rm set upgrade) port ps pull push rename restart rm rmi run sandbox save sbom scout search secret(create inspect ls rm) service(create inspect logs ls ps rm rollback scale update) stack(config deploy ls ps rm services) start stats stop swarm(ca init join join-token leave unlock unlock-key update) system(df dial-stdio events info prune) tag top trust(inspect key revoke sign signer) unpause update version volume(create inspect ls list prune rm update) wait help',
  ],
  git: [
    '2.51',
    'https://git-scm.com/docs',
    'archimport attributes cli credential-cache credential-store cvsexportcommit cvsimport cvsserver daemon gitk gitweb glossary http-backend imap-send merge-one-file p4 pack-redundant svn tutorial add am annotate apply archive backfill bisect blame branch bugreport bundle cat-file check-attr check-ignore check-mailmap check-ref-format checkout checkout-index cherry cherry-pick citool clean clone column commit commit-graph commit-tree config count-objects credential describe diagnose diff diff-files diff-index diff-pairs diff-tree difftool fast-export fast-import fetch fetch-pack filter-branch filter-repo fmt-merge-msg for-each-ref for-each-repo format-patch format-rev fsck fsck-objects gc get-tar-commit-id grep gui hash-object help history hook http-fetch http-push index-pack init init-db instaweb interpret-trailers last-modified lfs log ls-files ls-remote ls-tree mailinfo mailsplit maintenance merge merge-base merge-file merge-index merge-tree mergetool mktag mktree multi-pack-index mv name-rev notes pack-objects pack-refs patch-id prune prune-packed pull push quiltimport range-diff read-tree rebase receive-pack reflog refs remote repack replace replay repo request-pull rerere reset restore rev-list rev-parse revert rm scalar send-email send-pack sh-i18n sh-setup shell shortlog show show-branch show-index show-ref sparse-checkout stage stash status stripspace submodule subtree switch symbolic-ref tag unpack-file unpack-objects update-index update-ref update-server-info upload-archive upload-pack url-parse var verify-commit verify-pack verify-tag version whatchanged worktree write-tree',
  ],
  kind: [
    '0.31',
    'https://kind.sigs.k8s.io/docs/user/quick-start/',
    'build(node-image) completion(bash fish zsh) create(cluster) delete(cluster clusters) export(kubeconfig logs) get(clusters kubeconfig nodes) load(docker-image image-archive) version help',
  ],
  kustomize: [
    '5.8',
    'https://kubectl.docs.kubernetes.io/references/kustomize/',
    'build cfg(cat count grep tree) completion create edit(add(annotation base buildmetadata component configmap configuration generator label patch resource secret transformer) alpha-list-builtin-plugin fix remove(annotation buildmetadata component configmap label patch resource secret transformer) set(annotation buildmetadata configmap image label nameprefix namespace namesuffix replicas secret)) fn(run) localize openapi(fetch info) version help',
  ],
  minikube: [
    '1.38',
    'https://minikube.sigs.k8s.io/docs/commands/',
    'start status stop delete dashboard pause unpause docker-env podman-env cache(add delete list reload) image(build load ls list pull push rm save tag) addons(configure disable enable images list open) config(defaults get set unset view) profile(list *) update-context service(list *) tunnel mount ssh kubectl node(add delete list start stop) cp ssh-key ssh-host ip logs update-check version options completion(bash fish powershell zsh) license help',
  ],
  nerdctl: [
    '2.2',
    'https://github.com/containerd/nerdctl/blob/main/docs/command-reference.md',
    'apparmor(inspect load ls unload) attach build builder(build debug prune) checkpoint(create list ls remove rm) commit completion(bash fish powershell zsh) compose(build config cp create down exec images kill logs pause port ps pull push restart rm run start stop top unpause up version) container(attach commit cp create diff exec export inspect kill list logs ls pause port prune ps rename restart rm run start stats stop top unpause update wait) cp create diff events exec export healthcheck history image(build convert decrypt encrypt history import inspect load ls prune pull push rm save squash tag) images import info inspect internal ipfs(registry(serve)) kill load login logout logs manifest(annotate create inspect push rm) mount namespace(create inspect ls remove update) network(create inspect ls prune rm) pause port ps pull push rename restart rm rmi run save search start stats stop system(events info prune) tag top unpause update version volume(create inspect ls prune rm) wait help',
  ],
  podman: [
    '5.7',
    'https://docs.podman.io/en/latest/Commands.html',
    'artifact(add extract inspect ls pull push rm) attach auto-update build commit completion compose container(attach checkpoint cleanup clone commit cp create diff exec exists export healthcheck init inspect kill list ls ps logs mount pause port prune rename restart restore rm run runlabel start stats stop top unmount unpause update wait) cp create diff events exec export farm(build create list remove update) generate(kube spec systemd) healthcheck(run) history image(build diff exists history import inspect list ls load mount prune pull push rm save scp search show sign tag tree trust unmount untag) images import info init inspect kill kube(apply down generate play) load login logout logs machine(cp info init inspect list ls os(apply upgrade) reset rm set ssh start stop) manifest(add annotate create exists inspect push remove rm) mount network(connect create disconnect exists inspect list ls prune reload rm update) pause play(kube) pod(clone create exists inspect kill list ls ps logs pause prune restart rm start stats stop top unpause) port ps pull push quadlet(install list print rm) rename restart rm rmi run save search secret(create exists inspect list ls rm) start stats stop system(check connection(add default list ls remove rename rm) df events hyperv-prep info migrate prune renumber reset service) tag top unmount unpause unshare untag update version volume(create exists export import inspect list ls mount prune reload rm unmount) wait help',
  ],
  promtool: [
    '3.13',
    'https://prometheus.io/docs/prometheus/latest/command-line/promtool/',
    'help check(service-discovery config web-config healthy ready rules metrics) query(instant range series labels analyze) debug(pprof metrics all) push(metrics) test(rules) tsdb(bench(write) analyze list dump dump-openmetrics create-blocks-from(openmetrics rules)) promql(format label-matchers(set delete))',
  ],
};

/** Reads "a b(c d) *": the commands, and whether other words are arguments. */
function readCommands(text: string, path: readonly string[], into: Record<string, Command>): void {
  const names: string[] = [];
  let open = false;
  let depth = 0;
  let word = '';
  let inner = '';
  const end = (): void => {
    if (word === '*') open = true;
    else if (word !== '') {
      names.push(word);
      readCommands(inner, [...path, word], into);
    }
    word = '';
    inner = '';
  };
  for (const letter of `${text} `) {
    if (letter === ')') depth--;
    if (depth > 0) inner += letter;
    else if (letter === ' ') end();
    else if (letter !== '(' && letter !== ')') word += letter;
    if (letter === '(') depth++;
  }
  into[path.join(' ')] = { flags: {}, subcommands: names, ...(open ? { arguments: true } : {}) };
}

/** Tables of programs that have commands only: their flags are not verified. */
export const subcommandTables: readonly CommandTable[] = Object.entries(PROGRAMS).map(
  ([program, [version, source, text]]) => {
    const commands: Record<string, Command> = {};
    readCommands(text, [], commands);
    return { program, version, source, global: {}, commands, withoutFlags: true };
  },
);
