# What start.sh does from beginning to end.

change() {
  kube "$@" || stop 1 "$program: this failed: kubectl $*"
}

make_namespace() {
  if ask get -o 'jsonpath={.status.phase}' -- namespace "$1"; then
    [ "$answer" != Terminating ] || kubectl --context "$context" wait --for=delete "namespace/$1" --timeout=180s >/dev/null 2>&1
  fi
  if ask get -o 'jsonpath={.metadata.name}' -- namespace "$1"; then return 0; fi
  change create namespace "$1"
}

# Sets $node to the name that a node of the practice cluster has here.
find_node() {
  ask get -o 'jsonpath={range .items[*]}{.metadata.labels.node-role\.kubernetes\.io/control-plane}{"|"}{.metadata.name}{"\n"}{end}' -l node-role.kubernetes.io/control-plane -- nodes
  planes=$answer
  ask get -o 'jsonpath={range .items[*]}|{.metadata.name}{"\n"}{end}' -l '!node-role.kubernetes.io/control-plane' -- nodes
  workers=$answer
  wanted=1
  list=$workers
  case $1 in
  control-plane) list=$planes ;;
  worker2) wanted=2 ;;
  esac
  node=
  count=0
  for one in $list; do
    count=$((count + 1))
    if [ "$count" -eq "$wanted" ]; then node=${one#*|}; fi
  done
  [ -n "$node" ] || stop 2 "$program: the lab needs a node that your cluster does not have ($1): a control plane and two workers." \
    "README.md says how to make such a cluster."
}

# $1 "faults" for what has gone wrong on purpose: some of it never becomes ready, and saying so would tell too much
settle() {
  line "Waiting until everything runs ..."
  for where in $lab_namespaces; do
    ask get -o 'jsonpath={range .items[*]}{.kind}/{.metadata.name}{"\n"}{end}' -n "$where" -- deployments,statefulsets,daemonsets
    for one in $answer; do
      if [ "${1-}" = faults ]; then
        kubectl --context "$context" rollout status -n "$where" "$one" --timeout=10s >/dev/null 2>&1
      else
        kubectl --context "$context" rollout status -n "$where" "$one" --timeout=300s || line "  $one is not ready yet: the lab may want it so, or an image is missing."
      fi
    done
    ask get -o 'jsonpath={range .items[*]}{.metadata.name}{"\n"}{end}' -n "$where" -- jobs
    for one in $answer; do
      if [ "${1-}" = faults ]; then
        kubectl --context "$context" wait --for=condition=Complete -n "$where" "job/$one" --timeout=10s >/dev/null 2>&1
      else
        kubectl --context "$context" wait --for=condition=Complete -n "$where" "job/$one" --timeout=60s || line "  The job $one has not ended yet: the lab may want it so, or an image is missing."
      fi
    done
  done
}

# Who is there now, for conditions that want something repaired and not made anew.
record_kept() {
  names=
  objects "$1" "$2" "$3" "$4"
  uids=
  for name in $names; do
    ask get -o 'jsonpath={.metadata.uid}' -n "$where" -- "$resource" "$name" && uids="$uids $answer"
  done
  records="$records --from-literal=$5=$(ordered "$uids")$newline"
}

remove_all() {
  for where in $lab_namespaces; do
    [ "$where" = default ] || kubectl --context "$context" delete namespace "$where" --ignore-not-found || exit 1
  done
  lab_objects delete
  lab_nodes remove
  change delete configmap "$lab_record" -n default --ignore-not-found
}

apply_files() {
  for file in $2; do
    case $1 in
    apply) change apply -f "$file" ;;
    drawn)
      # What is there gets what the manifest says, and keeps all else.
      if kube get -f "$file" >/dev/null 2>&1; then change patch -f "$file" --patch-file "$file"; else change create -f "$file"; fi
      ;;
    delete) kube delete -f "$file" --ignore-not-found >/dev/null 2>&1 ;;
    esac
  done
}

# Adds the cluster to those in which this lab has begun.
find_record() {
  ask get -o 'jsonpath={.data.edition}' -n default -- configmap "$lab_record" || return 0
  [ "$answer" = "$lab_edition" ] || stop 2 "$program: another edition of this lab has begun here. To begin this one:  sh $program --reset"
  begun=$begun$context$newline
}

begin_cluster() {
  for where in $lab_namespaces; do
    [ "$where" = default ] || make_namespace "$where"
  done
  choose_namespace
  lab_nodes add
  lab_objects apply
}

write_record() {
  records=
  lab_kept
  set -- --from-literal="edition=$lab_edition"
  for record in $records; do set -- "$@" "${record# }"; done
  change create configmap "$lab_record" -n default "$@"
}

main() {
  while [ $# -gt 0 ]; do
    case $1 in
    --help | -h) usage && exit 0 ;;
    --no-images) images=no ;;
    --reset) reset=yes ;;
    --remove) reset=remove ;;
    --context | --loader | --form)
      wants $# "$1"
      case $1 in
      --form) form=$2 ;;
      --context) context=$2 ;;
      --loader) loader=$2 ;;
      esac
      shift
      ;;
    *) stop 2 "$program: \"$1\" is no option of it. See $program --help." ;;
    esac
    shift
  done
  case $loader in '' | kind | minikube) ;; *) stop 2 "$program: --loader is kind or minikube, not \"$loader\"." ;; esac
  [ -n "$form" ] || form=$(($(date +%s) % lab_forms + 1))
  case $form in *[!0-9]*) form=0 ;; esac
  if [ "$form" -lt 1 ] || [ "$form" -gt "$lab_forms" ]; then stop 2 "$program: --form wants a number from 1 to $lab_forms."; fi
  cd "$(dirname "$0")" || exit 1
  set -f
  IFS=$newline
  choose_clusters
  each must_answer
  line "Lab: $lab_title"
  for one in $clusters; do line "Context: $one"; done
  if [ "$reset" = remove ]; then
    each remove_all
    exit 0
  fi
  each bring_images
  [ "$reset" = no ] || each remove_all
  begun=
  each find_record
  if [ "$begun" = "$clusters$newline" ]; then
    line "The lab has begun here already; what you have done stays. To begin anew:  sh $program --reset"
    each choose_namespace
    choose_first
    exit 0
  fi
  [ -z "$begun" ] || stop 2 "$program: this lab has begun in some of its clusters, and not in all. To begin it in all of them:  sh $program --reset"
  each begin_cluster
  each settle
  if [ "$lab_has_faults" = yes ]; then
    each lab_faults
    each lab_drawn
    each settle faults
  fi
  # Written last: without it the lab has not begun.
  each write_record
  each lab_notes
  choose_first
  [ "$lab_forms" -eq 1 ] || line "The faults are those of form $form of $lab_forms. The same again:  sh $program --reset --form $form"
  printf '%s\n' "" "The lab can begin. How you are doing:  sh check.sh"
}

choose_namespace() {
  where=${lab_namespaces%%"$newline"*}
  kubectl config set-context "$context" --namespace="$where" >/dev/null || stop 1 "$program: kubectl config set-context failed."
  if [ -z "$lab_clusters" ]; then
    line "The namespace of the context is now $where."
  else
    line "The namespace of the context $context is now $where."
  fi
}

# Of several clusters the first is the current one when a lab begins.
choose_first() {
  [ -n "$lab_clusters" ] || return 0
  kubectl config use-context "${clusters%%"$newline"*}" || stop 1 "$program: kubectl config use-context failed."
}

main "$@"
