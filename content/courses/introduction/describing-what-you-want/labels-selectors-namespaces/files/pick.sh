# pick SELECTOR: which Pods of pods.yaml match? No cluster is asked. kustomize, a part of
# kubectl, patches every Pod that a label selector matches; here the patch is a mark.
pick() {
  local d
  d=$(mktemp -d) && cp pods.yaml "$d" && cat > "$d/kustomization.yaml" << EOF
resources: [pods.yaml]
patches:
  - target: {kind: Pod, labelSelector: "$1"}
    patch: '[{"op": "add", "path": "/metadata/annotations", "value": {"picked": "yes"}}]'
EOF
  kubectl kustomize "$d" > "$d/all" &&
    awk '/^    picked:/ {hit = 1}
      /^  name:/ {if (hit) {printf "%s ", $2; n++}; hit = 0}
      END {print "= " n + 0}' "$d/all" && echo "${#1} characters"
  rm -r "$d"
}
