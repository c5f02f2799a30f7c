# What check.sh and start.sh share.

# "echo" reads backslashes in some shells.
line() {
  printf '%s\n' "$1"
}

stop() {
  status=$1
  shift
  printf '%s\n' "$@" >&2
  exit "$status"
}

wants() {
  [ "$1" -gt 1 ] || stop 2 "$program: $2 wants a value. See $program --help."
}

is_number() {
  case $1 in '' | *[!0-9]* | ??????*) return 1 ;; esac
}

kube() {
  kubectl --context "$context" --request-timeout 20s "$@"
}

# Asks the cluster: the answer is in $answer. Fails where there is no such object or kind, and ends everything for all other problems.
ask() {
  if answer=$(kube "$@" 2>/dev/null && printf x); then
    answer=${answer%x}
    return 0
  fi
  answer=
  problem=$(kube "$@" 2>&1 >/dev/null) && return 1
  case $problem in
  *'(NotFound)'* | *"doesn't have a resource type"*) return 1 ;;
  *'executing jsonpath'* | *'parsing jsonpath'*) return 4 ;;
  esac
  stop 3 "$program: the cluster of the context \"$context\" does not answer as it should:" "$problem"
}

choose_context() {
  [ -z "$context" ] || return 0
  context=$(kubectl config current-context 2>/dev/null) ||
    stop 2 "$program: your kubeconfig has no current context, so there is no cluster to look at." \
      "Start your practice cluster, or name one of these with --context NAME:" "$(kubectl config get-contexts -o name 2>&1)"
  is_practice_context "$context" ||
    stop 2 "$program: the current context is \"$context\", and that does not look like a practice cluster ($lab_contexts)." \
      "Choose the practice cluster:  kubectl config use-context NAME" \
      "or, if this is the one:       sh $program --context $context"
}

# Sets $clusters to the contexts of the lab's clusters, a line each, the first one first.
choose_clusters() {
  command -v kubectl >/dev/null || stop 2 "$program: there is no kubectl. https://kubernetes.io/docs/tasks/tools/ says how to install it."
  if [ -z "$lab_clusters" ]; then
    choose_context
    clusters=$context
    return 0
  fi
  [ -z "$context" ] || stop 2 "$program: the lab has several clusters, each with the context of its name, so there is none to choose with --context." "Its contexts:" "$lab_clusters"
  there=$(kubectl config get-contexts -o name 2>/dev/null)
  set --
  for one in $lab_clusters; do
    case "$newline$there$newline" in
    *"$newline$one$newline"*) ;;
    *) set -- "$@" "  kind create cluster --name ${one#kind-}" ;;
    esac
  done
  [ $# -eq 0 ] || stop 2 "$program: the lab has several clusters, and your kubeconfig has no context for some of them. These commands make them:" "$@"
  clusters=$lab_clusters
}

# Does something in each cluster, one after the other.
each() {
  for one in $clusters; do
    use_cluster "$one"
    "$@"
  done
}

must_answer() {
  ask get -o 'jsonpath={.metadata.name}' -- namespace default ||
    stop 3 "$program: the cluster of the context \"$context\" has no namespace \"default\". That is no working cluster."
}

# Sets $names to the objects that a condition is about, a line each. What is on its way out does not count for a selector.
objects() {
  names=
  resource=$2
  where=$4
  case $1 in
  name)
    if ask get -o 'jsonpath={.metadata.name}' -n "$where" -- "$resource" "$3"; then names=$answer; fi
    ;;
  *)
    set -- "$1" "$2" "$3" '{range .items[*]}{.metadata.deletionTimestamp}|{.metadata.name}{"\n"}{end}'
    if [ "$1" = all ]; then
      ask get -o "jsonpath=$4" -n "$where" -- "$resource" || return 0
    else
      ask get -o "jsonpath=$4" -n "$where" -l "$3" -- "$resource" || return 0
    fi
    for line in $answer; do
      case $line in '|'*) names=$names${names:+$newline}${line#|} ;; esac
    done
    ;;
  esac
}

ordered() {
  printf '%s' "$1" | tr -s '[:space:]' '\n' | grep . | LC_ALL=C sort | tr '\n' ' ' | sed 's/ $//'
}
