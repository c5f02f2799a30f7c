#!/bin/sh
# Looks what this machine has of what labs on a cluster of your own need. It changes nothing, and sends nothing anywhere.

program=${0##*/}
missing=0

case ${1-} in
'') ;;
*)
  printf '%s\n' "Says what this machine has of what labs on a cluster of your own need, and what to do about the rest." \
    "It changes nothing, and sends nothing anywhere." "" "usage: sh $program" "" \
    "exit code: 0 a cluster can be made here, 1 something is missing, 2 it was called in a wrong way"
  [ "$1" = --help ] && exit 0
  exit 2
  ;;
esac

has() {
  command -v "$1" >/dev/null 2>&1
}

# $1 how it is, $2 what of, then what to do, a line each
say() {
  printf '%-8s %s\n' "$1" "$2"
  shift 2
  for todo in "$@"; do printf '%-8s %s\n' '' "$todo"; done
}

ok() {
  say ok "$1"
}

note() {
  say note "$@"
}

lacks() {
  missing=$((missing + 1))
  say missing "$@"
}

number() {
  case $1 in '' | *[!0-9]*) return 1 ;; esac
}

look_at_system() {
  system=$(uname -s 2>/dev/null)
  machine=$(uname -m 2>/dev/null)
  case $system in
  Linux)
    case $(uname -r) in
    *[Mm]icrosoft*)
      ok "Linux in Windows (WSL), $machine"
      case $PWD in
      /mnt/*) note "This folder belongs to Windows: files here are slow, and scripts may not be allowed to run." \
        "Work in your home folder:  cd ~" ;;
      esac
      ;;
    *) ok "Linux, $machine" ;;
    esac
    ;;
  Darwin) ok "macOS, $machine" ;;
  *) note "$system, $machine: labs are tried on Linux, macOS, and Linux in Windows (WSL)." ;;
  esac
}

look_at_engine() {
  engine=
  for name in docker podman; do
    has "$name" || continue
    if "$name" info >/dev/null 2>&1; then
      engine=$name
      break
    fi
    found=$name
  done
  if [ -n "$engine" ]; then
    ok "$engine runs"
    look_inside_engine
  elif [ -n "${found-}" ]; then
    lacks "$found is installed, but its engine does not answer." \
      "Start Docker Desktop, or:  sudo systemctl start docker" \
      "If it says \"permission denied\":  sudo usermod -aG docker \"\$USER\", then log out and in again."
  else
    lacks "a container engine: Docker or Podman" \
      "https://docs.docker.com/engine/install/ or https://podman.io/docs/installation"
  fi
}

# The nodes of kind and minikube share what the engine has.
look_inside_engine() {
  if [ "$engine" = docker ]; then
    bytes=$(docker info --format '{{.MemTotal}}' 2>/dev/null)
    cgroup=$(docker info --format '{{.CgroupVersion}}' 2>/dev/null)
  else
    bytes=$(podman info --format '{{.Host.MemTotal}}' 2>/dev/null)
    cgroup=$(podman info --format '{{.Host.CgroupsVersion}}' 2>/dev/null)
  fi
  if number "$bytes"; then
    gib=$((bytes / 1073741824))
    if [ "$gib" -lt 3 ]; then
      note "$engine has $gib GiB of memory; a cluster with three nodes wants 4." \
        "Give it more in its settings, or make a cluster with one node."
    else
      ok "$engine has $gib GiB of memory"
    fi
  fi
  case ${cgroup#v} in
  1) lacks "$engine uses version 1 of control groups, with which the kubelet does not start any more." \
    "Use a newer Linux, or set systemd.unified_cgroup_hierarchy=1 for the kernel." ;;
  esac
}

look_at_maker() {
  maker=
  for name in kind minikube; do
    has "$name" || continue
    maker=$name
    ok "$name is installed"
  done
  [ -n "$maker" ] || lacks "a program that makes clusters: kind or minikube" \
    "https://kind.sigs.k8s.io/docs/user/quick-start/#installation" "https://minikube.sigs.k8s.io/docs/start/"
  [ "$system" = Linux ] && has kind || return 0
  instances=$(cat /proc/sys/fs/inotify/max_user_instances 2>/dev/null)
  if number "$instances" && [ "$instances" -lt 256 ]; then
    note "Linux lets you watch files $instances times; clusters with several nodes may say \"too many open files\"." \
      "sudo sysctl fs.inotify.max_user_instances=512"
  fi
}

look_at_kubectl() {
  if ! has kubectl; then
    lacks "kubectl" "https://kubernetes.io/docs/tasks/tools/"
    return 0
  fi
  version=$(kubectl version --client 2>/dev/null | sed -n 's/^Client Version: v//p')
  minor=${version#*.}
  minor=${minor%%.*}
  if ! number "$minor"; then
    note "kubectl does not say its version."
  elif [ "$minor" -lt $((wanted_minor - 1)) ]; then
    lacks "kubectl $version is too old for the lessons, which are written for 1.$wanted_minor." \
      "https://kubernetes.io/docs/tasks/tools/"
  else
    ok "kubectl $version"
  fi
}

look_at_tools() {
  for name in curl unzip; do
    if has "$name"; then ok "$name"; else lacks "$name" "Install it with your package manager."; fi
  done
}

look_at_cluster() {
  has kubectl || return 0
  context=$(kubectl config current-context 2>/dev/null) || {
    note "There is no cluster yet. The lesson \"Get a cluster of your own\" makes one."
    return 0
  }
  nodes=$(kubectl --context "$context" --request-timeout 5s get nodes \
    -o 'jsonpath={range .items[*]}{.status.conditions[?(@.type=="Ready")].status}{"\n"}{end}' 2>/dev/null) || {
    note "The cluster of the current context \"$context\" does not answer."
    return 0
  }
  all=$(printf '%s\n' "$nodes" | grep -c .)
  ready=$(printf '%s\n' "$nodes" | grep -c '^True$')
  note "The cluster of the current context \"$context\" answers; $ready of $all nodes are ready."
}

look_at_system
look_at_engine
look_at_maker
look_at_kubectl
look_at_tools
look_at_cluster

if [ "$missing" -eq 0 ]; then
  printf '\n%s\n' "You can make a cluster here."
  exit 0
fi
printf '\n%s\n' "Missing: $missing. Until it is there, use the practice cluster in the lessons."
exit 1
