# see FILE [FORMAT]: what kubectl makes of the file. Only the YAML itself is checked.
see() { kubectl patch --local --type=merge -p '{}' -f "$1" -o "${2:-json}"; }

# typed FILE: reads the file as an object of its kind and lists its environment variables.
# Every field that kubectl knows must hold the right type.
typed() { kubectl set env --local --list -f "$1"; }

# lost FILE: the lines that are gone after such a reading, because kubectl knows no such field.
# A line that comes back in another form shows up too: an empty list, cpu: 0.5 (now 500m),
# or a serviceAccountName, because this reading sets one.
lost() {
  local before after
  before=$(see "$1") && after=$(kubectl set serviceaccount --local default -f "$1" -o json) || return
  diff <(sed 's/,$//' <<< "$before" | sort) <(sed 's/,$//' <<< "$after" | sort) |
    grep '^<' || echo 'nothing lost'
}

# twice FILE: does a mapping hold the same key twice? Here kustomize, a part of kubectl, reads the file.
twice() {
  d=$(mktemp -d) && cp "$1" "$d/it.yaml" && echo 'resources: [it.yaml]' > "$d/kustomization.yaml"
  kubectl kustomize "$d" > /dev/null && echo 'no key twice'
  rm -r "$d"
}
