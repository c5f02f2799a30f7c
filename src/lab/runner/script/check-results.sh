# How check.sh goes over the tasks, and says how they stand.

# Next letters of $seen: what was seen of as many conditions.
take() {
  taken=
  while [ ${#taken} -lt "$1" ]; do
    taken=$taken${rest%"${rest#?}"}
    rest=${rest#?}
  done
}

# Letters: m met, u unmet, p judged in the page only, s not known without start.sh; of a task: d done, e done earlier, o open, n not judged.
task() {
  number=$((number + 1))
  task_id=$1
  task_title=$2
  case $pass in
  judge) ;;
  sum)
    take "$3"
    case $taken in
    *u*) state=o ;;
    *m*) state=d ;;
    *) state=n ;;
    esac
    [ $((earlier_tasks / (1 << (number - 1)) % 2)) -eq 0 ] || [ "$state" = d ] || state=e
    [ "$state" = n ] || judged=$((judged + 1))
    case $state in d | e)
      finished=$((finished + 1))
      mask=$((mask + (1 << (number - 1))))
      last_done=$number
      ;;
    esac
    if [ "$only" = "$task_id" ]; then only_state=$state; fi
    states=$states$state
    ;;
  tell)
    take "$3"
    letters=$taken
    state=${states%"${states#?}"}
    states=${states#?}
    hint_number=0
    told=0
    tell_task "$3"
    ;;
  esac
}

condition() {
  case $pass in
  judge)
    if [ -n "$only" ] && [ "$only" != "$task_id" ]; then
      seen=${seen}p
      return
    fi
    shift
    judge_as=$1
    shift
    "judge_$judge_as" "$@"
    case $? in
    0) seen=${seen}m ;;
    2) seen=${seen}p ;;
    3) seen=${seen}s ;;
    *) seen=${seen}u ;;
    esac
    ;;
  tell)
    letter=${letters%"${letters#?}"}
    letters=${letters#?}
    told=$((told + 1))
    tell_condition "$1"
    ;;
  esac
}

hint() {
  hint_number=$((hint_number + 1))
  if [ "$pass" = tell ] && [ "$number" -eq "$next" ] && [ "$hint_number" -le "$hints" ]; then tell_hint "$1"; fi
}

json_text() {
  printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g' | awk '{ printf "%s%s", separator, $0; separator = "\\n" }')"
}

# How a condition stands, in words, where no machine has judged it here.
unjudged() {
  case $1 in
  p) echo "judged in the page only" ;;
  s) echo "not known: the lab was not begun with start.sh" ;;
  esac
}

tell_task() {
  [ -z "$only" ] || [ "$only" = "$task_id" ] || return 0
  case $format in
  human)
    case $state in
    d) line "✓ $number. $task_title" ;;
    e) line "✓ $number. $task_title (done earlier)" ;;
    o) line "✗ $number. $task_title" ;;
    n) line "– $number. $task_title: judged in the page only" ;;
    esac
    ;;
  tap)
    tap_title=$(printf '%s' "$task_title" | sed 's/[\\#]/\\&/g')
    case $state in
    d | e) line "ok $number - $tap_title" ;;
    o) line "not ok $number - $tap_title" ;;
    n) line "ok $number - $tap_title # SKIP judged in the page only" ;;
    esac
    ;;
  json)
    printf '%s    {"id": %s, "title": %s, "judged": %s, "done": %s, "earlier": %s, "conditions": [' "$separator" \
      "$(json_text "$task_id")" "$(json_text "$task_title")" \
      "$([ "$state" = n ] && echo false || echo true)" \
      "$(case $state in d | e) echo true ;; *) echo false ;; esac)" \
      "$([ "$state" = e ] && echo true || echo false)"
    separator=",$newline"
    [ "$1" -gt 0 ] || printf ']}'
    ;;
  esac
}

tell_condition() {
  [ -z "$only" ] || [ "$only" = "$task_id" ] || return 0
  why=$(unjudged "$letter")
  case $format in
  human)
    case $state$letter in
    om) line "    ✓ $1" ;;
    ou) line "    ✗ $1" ;;
    [doe][ps]) line "    – $1 ($why)" ;;
    esac
    ;;
  tap)
    case $letter in
    m) line "# ✓ $1" ;;
    u) line "# ✗ $1" ;;
    *) line "# – $1 ($why)" ;;
    esac
    ;;
  json)
    [ "$told" -eq 1 ] || printf ', '
    printf '{"message": %s, "met": %s' "$(json_text "$1")" \
      "$(case $letter in m) echo true ;; u) echo false ;; *) echo null ;; esac)"
    [ -z "$why" ] || printf ', "why": %s' "$(json_text "$why")"
    printf '}'
    [ -n "$letters" ] || printf ']}'
    ;;
  esac
}

tell_hint() {
  [ "$format" = human ] || return 0
  [ -z "$only" ] || [ "$only" = "$task_id" ] || return 0
  printf '%s\n' "$1" | sed '1s/^/    Hint: /; 2,$s/^/          /'
}

