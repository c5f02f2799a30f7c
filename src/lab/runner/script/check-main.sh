# What check.sh does from beginning to end.

pass_over() {
  pass=$1
  number=0
  rest=$seen
  lab_tasks
}

judge_all() {
  seen=
  pass_over judge
  judged=0 finished=0 mask=0 last_done=0 states='' only_state=''
  pass_over sum
}

all_done() {
  if [ -n "$only" ]; then
    case $only_state in d | e) return 0 ;; *) return 1 ;; esac
  fi
  [ "$finished" -eq "$judged" ]
}

look_around() {
  for where in $lab_namespaces; do
    now_there=$now_there$newline$(kube get deployments,statefulsets,daemonsets,jobs,pods,services,endpointslices -n "$where" -o 'jsonpath={range .items[*]}{.metadata.deletionTimestamp}|{.kind}|{.status.conditions[?(@.type=="Progressing")].reason}|{.metadata.uid}|{.metadata.resourceVersion}{"\n"}{end}' 2>/dev/null)
  done
}

# Whether something in the lab's namespaces is still on its way, or has changed since this was asked last.
still_moves() {
  before=$now_there
  now_there=
  each look_around
  use_cluster "$first_context"
  [ "$now_there" = "$before" ] || return 0
  for line in $now_there; do
    case $line in
    '|Deployment|NewReplicaSetAvailable|'* | '|Deployment|ProgressDeadlineExceeded|'* | '|Deployment|DeploymentPaused|'*) ;;
    '|Deployment|'* | [!'|']*) return 0 ;;
    esac
  done
  return 1
}

# A code for the page: the lab, its edition, which tasks are done, and a check sum; letters that nobody takes for others (report.ts).
code_of() {
  LC_ALL=C awk -v head="$lab_code" -v mask="$1" 'BEGIN {
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    count = split(head, digits, " ")
    for (shift = 1024; shift >= 1; shift /= 32) digits[++count] = int(mask / shift) % 32
    weight = 1
    for (i = 1; i <= count; i++) { weight = weight * 1009 % 32749; sum = (sum + digits[i] * weight) % 32749 }
    for (shift = 1024; shift >= 1; shift /= 32) digits[++count] = int(sum / shift) % 32
    for (i = 1; i <= count; i++) printf "%s%s", (i > 1 && i % 4 == 1 ? "-" : ""), substr(letters, digits[i] + 1, 1)
    print ""
  }'
}

# Which tasks a code of an earlier run names; nothing where it is none of this lab.
tasks_of() {
  typed=$(printf '%s' "$1" | tr -d ' -' | tr 'abcdefghijklmnopqrstuvwxyz' 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' | tr 'OIL' '011')
  found=$(LC_ALL=C awk -v typed="$typed" 'BEGIN {
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    for (i = 7; i <= 9; i++) mask = mask * 32 + index(letters, substr(typed, i, 1)) - 1
    print mask
  }')
  case $found in -*) return 1 ;; esac
  if [ "$(code_of "$found" | tr -d -)" = "$typed" ]; then line "$found"; fi
}

main() {
  while [ $# -gt 0 ]; do
    case $1 in
    --help | -h) usage && exit 0 ;;
    --tap | --json) format=${1#--} ;;
    --context | --task | --wait | --hints | --code)
      wants $# "$1"
      case $1 in
      --context) context=$2 ;;
      --task) only=$2 ;;
      --wait) patience=$2 ;;
      --hints) hints=$2 ;;
      --code) earlier=$2 ;;
      esac
      shift
      ;;
    *) stop 2 "$program: \"$1\" is no option of it. See $program --help." ;;
    esac
    shift
  done
  is_number "$patience" || stop 2 "$program: --wait wants seconds, but got \"$patience\"."
  is_number "$hints" || stop 2 "$program: --hints wants a number, but got \"$hints\"."
  earlier_tasks=0
  if [ -n "$earlier" ]; then
    earlier_tasks=$(tasks_of "$earlier")
    [ -n "$earlier_tasks" ] || stop 2 "$program: \"$earlier\" is no code of this edition of the lab. Is it typed as it was printed?"
  fi
  if [ -n "$only" ]; then
    is_task "$only" || stop 2 "$program: the lab has no task \"$only\". It has: $lab_task_ids"
  fi
  set -f
  IFS=$newline
  choose_clusters
  first_context=${clusters%%"$newline"*}
  # A first question: what is wrong with a cluster is said here, and not with a task.
  each must_answer
  recorded=
  each read_record
  use_cluster "$first_context"
  waited=0
  now_there=
  while :; do
    judge_all
    if all_done || [ "$waited" -ge "$patience" ] || ! still_moves; then break; fi
    [ "$waited" -ne 2 ] || [ "$format" != human ] || line "Something still moves; looking again for up to $patience seconds." >&2
    sleep 2
    waited=$((waited + 2))
  done

  next=$((last_done + 1))
  while [ "$next" -le "${#states}" ]; do
    left=$states
    skipped=1
    while [ "$skipped" -lt "$next" ]; do
      left=${left#?}
      skipped=$((skipped + 1))
    done
    case $left in o*) break ;; esac
    next=$((next + 1))
  done
  code=$(code_of "$mask")
  tell_all
  if all_done; then exit 0; else exit 1; fi
}

read_record() {
  if ask get -o 'jsonpath={.data.edition}' -n default -- configmap "$lab_record" && [ "$answer" = "$lab_edition" ]; then
    recorded=$recorded$context$newline
  fi
}

tell_contexts() {
  if [ -z "$lab_clusters" ]; then return 0; fi
  printf '  "contexts": ['
  json_separator=
  for one in $clusters; do
    printf '%s%s' "$json_separator" "$(json_text "$one")"
    json_separator=', '
  done
  printf '],\n'
}

tell_all() {
  separator=
  case $format in
  human)
    line "Lab: $lab_title"
    for one in $clusters; do line "Context: $one"; done
    echo
    ;;
  tap) printf '%s\n' "TAP version 14" "1..${#states}" ;;
  json)
    printf '{\n  "lab": %s,\n  "context": %s,\n' "$(json_text "$lab_id")" "$(json_text "$context")"
    tell_contexts
    printf '  "tasks": [\n'
    ;;
  esac
  pass_over tell
  case $format in
  human)
    echo
    if [ "$finished" -eq "$judged" ]; then
      line "All $judged tasks are done that can be judged here."
    else
      line "$finished of $judged tasks are done that can be judged here."
    fi
    [ "$finished" -eq 0 ] || printf '%s\n' "Code for the page: $code" "(Later tasks may undo earlier ones: --code $code keeps what is done.)"
    ;;
  tap) line "# code: $code" ;;
  json) printf '\n  ],\n  "finished": %s,\n  "judged": %s,\n  "code": "%s"\n}\n' "$finished" "$judged" "$code" ;;
  esac
}

main "$@"
