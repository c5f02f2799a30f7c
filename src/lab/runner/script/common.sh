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

