# How check.sh judges each kind of condition, as judge.ts does: 0 met, 1 unmet, 2 judged in the page only, 3 not known.

# Sets $got to what a path gives in an object; nothing where it leads nowhere. Fails if the object is not there.
read_path() {
  got=
  ask get -o "jsonpath=x$2" -n "$where" -- "$resource" "$1" || {
    [ $? -eq 4 ]
    return
  }
  got=${answer#x}
}

# Whether two quantities are as an operator says: =, ge, le. Fails for what is none.
quantities() {
  LEFT=$1 RIGHT=$3 LC_ALL=C awk -v operator="$2" '
    function power(base, times, product) { # some have no ^
      for (product = 1; times > 0; times--) product *= base
      return product
    }
    function amount(text, number, factor) {
      if (text !~ /^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+|[numkMGTPE]|[KMGTPE]i)?$/) { isNone = 1; return 0 }
      if (text ~ /[eE][+-]?[0-9]+$/) return text + 0
      number = text
      sub(/[A-Za-z]+$/, "", number)
      text = substr(text, length(number) + 1)
      factor = 1
      if (text ~ /i$/) factor = power(1024, index("KMGTPE", substr(text, 1, 1)))
      else if (text != "" && index("kMGTPE", text)) factor = power(1000, index("kMGTPE", text))
      else if (text == "m") factor = 0.001
      else if (text == "u") factor = 0.000001
      else if (text == "n") factor = 0.000000001
      return number * factor
    }
    function size(number) { return number < 0 ? -number : number }
    BEGIN {
      left = amount(ENVIRON["LEFT"]); right = amount(ENVIRON["RIGHT"])
      if (isNone) exit 1
      isSame = size(left - right) <= 1e-12 * (size(left) > size(right) ? size(left) : size(right))
      if (operator == "ge") exit !(isSame || left > right)
      if (operator == "le") exit !(isSame || left < right)
      exit !isSame
    }'
}

same() {
  [ "$1" = "$2" ] || { [ "$kind" = quantity ] && quantities "$1" = "$2"; }
}

# Whether a value meets all comparisons that follow it.
meets() {
  value=$1
  shift
  choice=none
  while [ $# -gt 0 ]; do
    case $1 in
    equals) same "$value" "$2" || return 1 ;;
    oneOf) if same "$value" "$2"; then choice=right; elif [ "$choice" = none ]; then choice=wrong; fi ;;
    matches)
      # Nothing ends in the middle of a value: lines of it are joined by a form feed, which is white space as well.
      { printf '%s' "$value" | tr '\n' '\f' && echo; } | grep -Eqx -e "$2" || return 1
      ;;
    atLeast) quantities "$value" ge "$2" || return 1 ;;
    atMost) quantities "$value" le "$2" || return 1 ;;
    esac
    shift 2
  done
  [ "$choice" != wrong ]
}

judge_exists() {
  objects "$@"
  [ -n "$names" ]
}

judge_absent() {
  objects "$@"
  [ -z "$names" ]
}

# $5 path, $6 quantity or text, $7 ordered or asis, then comparisons
judge_value() {
  if [ "$1" = name ]; then
    # Whether it is there shows when it is read.
    resource=$2
    names=$3
    where=$4
  else
    objects "$1" "$2" "$3" "$4"
  fi
  path=$5
  kind=$6
  order=$7
  shift 7
  [ -n "$names" ] || return 1
  for name in $names; do
    read_path "$name" "$path" || return 1
    [ "$order" = asis ] || got=$(ordered "$got")
    meets "$got" "$@" || return 1
  done
}

# $5 least, $6 most or nothing, then path, quantity or text, value
judge_count() {
  objects "$1" "$2" "$3" "$4"
  least=$5
  most=$6
  kind=${8-}
  count=0
  for name in $names; do
    if [ $# -gt 6 ]; then
      read_path "$name" "$7" || continue
      same "$got" "$9" || continue
    fi
    count=$((count + 1))
  done
  [ "$count" -ge "$least" ] && { [ -z "$most" ] || [ "$count" -le "$most" ]; }
}

# $5 name of what was recorded when the lab began (start.sh)
judge_kept() {
  case $newline$recorded in *"$newline$context$newline"*) ;; *) return 3 ;; esac
  ask get -o "jsonpath={.data.$5}" -n default -- configmap "$lab_record" || return 3
  first=$answer
  objects "$1" "$2" "$3" "$4"
  now=
  for name in $names; do
    ask get -o 'jsonpath={.metadata.uid}' -n "$where" -- "$resource" "$name" || return 1
    now="$now $answer"
  done
  [ "$(ordered "$now")" = "$first" ]
}

# The same, for conditions that want one of those to be gone.
judge_gone() {
  judge_kept "$@" && return 1
  [ $? -ne 3 ] || return 3
  for one in $(printf '%s' "$first" | tr ' ' '\n'); do
    case " $now " in
    *" $one "*) ;;
    *) return 0 ;;
    esac
  done
  return 1
}

# $1 yes or no, $2 who, $3 verb, $4 resource, then flags of "kubectl auth can-i"
judge_can() {
  wanted=$1
  who=$2
  verb=$3
  resource=$4
  shift 4
  can=$(kube --as "$who" auth can-i "$@" -- "$verb" "$resource" 2>/dev/null)
  case $can in
  yes*) [ "$wanted" = yes ] ;;
  no*) [ "$wanted" = no ] ;;
  *)
    problem=$(kube --as "$who" auth can-i "$@" -- "$verb" "$resource" 2>&1)
    stop 3 "$program: the cluster does not say what $who may do:" "$problem"
    ;;
  esac
}

# $5 pattern, $6 container, if it is named
judge_log() {
  objects "$1" "$2" "$3" "$4"
  for name in $names; do
    kube logs -n "$where" ${6:+"--container=$6"} -- "$name" 2>/dev/null | grep -Eq -e "$5" && return 0
  done
  return 1
}

# $1 context of another cluster than the first, then the same as for that one
judge_in() {
  use_cluster "$1"
  judge_as=$2
  shift 2
  "judge_$judge_as" "$@"
  verdict=$?
  use_cluster "$first_context"
  return "$verdict"
}

judge_page() {
  return 2
}

