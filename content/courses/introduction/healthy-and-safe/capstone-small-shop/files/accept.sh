#!/bin/sh
# sh accept.sh DIRECTORY: builds it, turns YAML into JSON without a cluster, and checks.
kubectl kustomize "$1" |
  kubectl patch --local --type=merge --patch '{}' --filename - --output jsonpath='{@}{"\n"}' |
  node accept.mjs Secret/shop-db-credentials Gateway/edge/front-door
