#!/bin/sh
# One pass of a controller: each Discount gets a ConfigMap with the text for the page.
set -eu

kubectl get discounts -o jsonpath='{range .items[*]}{.metadata.name}|{.spec.percent}|{.spec.product}{"\n"}{end}' |
  while IFS='|' read -r name percent product; do
    kubectl create configmap "discount-$name" --from-literal=text="$product: $percent % off" \
      --dry-run=client -o yaml | kubectl apply -f -
  done
