import { HIDDEN, REMOVED } from './changes.ts';
import { subcommandTables } from './subcommands.ts';
import type { CommandTable } from './table.ts';
import crictl from './tables/crictl.json' with { type: 'json' };
import curl from './tables/curl.json' with { type: 'json' };
import etcdctl from './tables/etcdctl.json' with { type: 'json' };
import etcdutl from './tables/etcdutl.json' with { type: 'json' };
import helm from './tables/helm.json' with { type: 'json' };
import kubeadm from './tables/kubeadm.json' with { type: 'json' };
import kubectl from './tables/kubectl.json' with { type: 'json' };

/** Tables of the programs whose commands are checked, by name. */
export const commandTables: ReadonlyMap<string, CommandTable> = new Map(
  [...([kubectl, helm, kubeadm, crictl, etcdctl, etcdutl, curl] as readonly CommandTable[]), ...subcommandTables].map(
    (table) => {
      const { program } = table;
      return [program, { ...table, removed: REMOVED[program] ?? {}, hidden: HIDDEN[program] ?? [] }];
    },
  ),
);

/**
 * Programs of every system, and words of the shell itself: the syntax of their commands is that of the shell, which ShellCheck
 * judges, and what they do is no matter of a version.
 */
const PLAIN: ReadonlySet<string> = new Set(
  `alias awk base64 basename bash bg bind break builtin cal case cat cd chgrp chmod chown chroot clear cmp column comm command compgen complete
  continue coproc cp crontab csplit cut date dd declare df diff dig dir dirname dirs disown done du echo egrep elif else enable env esac
  eval exec exit expand export expr factor false fg fgrep fi file find fmt fold for free function getent getopts grep groups gunzip gzip hash
  head help history hostname id if in install ip iptables join jobs journalctl jq kill killall less let ln local logout ls lsblk lscpu lsmod
  lsof make man mapfile md5sum mkdir mkfifo mknod mktemp modprobe more mount mountpoint mv nc netstat nft nice nl nsenter nohup nproc nslookup od openssl
  paste patch pgrep ping pkill popd pr printenv printf ps pushd pwd read readarray readlink readonly realpath reset return rm rmdir route scp sed select
  seq set setpriv sh sha1sum sha256sum sha512sum shift shopt shred shuf sleep sort source split ss ssh ssh-keygen stat strace stty su sudo sum swapoff
  swapon sync sysctl systemctl systemd-cgls systemd-run tac tail tar tee telnet test then time timeout top touch tr traceroute trap tree true truncate tsort tty
  type typeset ulimit umask unalias uname unexpand uniq unset unshare until unzip update-ca-certificates uptime useradd users usermod vi vim vmstat wait watch wc wget
  whatis whereis which while who whoami xargs xxd yes zcat zip zsh [ [[ { } ! . :`.split(/\s+/),
);

/** Whether the commands of a program are nothing that a table would have to know: those of the shell, and of every system. */
export function isPlainProgram(name: string): boolean {
  return PLAIN.has(name) || /^(?:[./~$]|.*[=$/<…])/.test(name) || !/^[a-z][\w.+-]*$/.test(name);
}
