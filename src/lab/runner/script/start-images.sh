# How start.sh brings images of the course into the cluster.

run() {
  line "  $*"
  "$@" || stop 1 "$program: this failed: $*"
}

choose_builder() {
  for builder in docker podman; do
    if command -v "$builder" >/dev/null && "$builder" info >/dev/null 2>&1; then return 0; fi
  done
  stop 2 "$program: to build the images there has to be Docker or Podman, and it has to run." \
    "If the images are in the cluster already:  sh $program --no-images"
}

choose_loader() {
  [ -n "$loader" ] || case $context in
  kind-*) loader=kind ;;
  *) if minikube profile list -o json 2>/dev/null | grep -q "\"Name\":\"$context\""; then loader=minikube; fi ;;
  esac
  case $loader in
  kind | minikube) ;;
  *)
    stop 2 "$program: the context \"$context\" does not tell how images come into its cluster." \
      "Say it with --loader kind or --loader minikube, or bring the images there yourself and use --no-images:" "$lab_images"
    ;;
  esac
  command -v "$loader" >/dev/null || stop 2 "$program: there is no program \"$loader\" to load images with."
}

# Whether the nodes hold an image already, as far as they say.
is_loaded() {
  case "$newline$held$newline" in *"$newline$1$newline"*) return 0 ;; esac
  return 1
}

# $1 containerfile, $2 folder of the build, $3 target, then names of the image
build_image() {
  file=$1
  folder=$2
  target=$3
  shift 3
  missing=
  for name in "$@"; do
    is_loaded "$name" || missing=yes
  done
  [ -n "$missing" ] || return 0
  first=$1
  # Docker looks for the list of what it does not need under another name.
  [ "$builder" != docker ] || [ ! -f "$folder/.containerignore" ] || cp "$folder/.containerignore" "$folder/.dockerignore"
  # What is added about how it was built would make it an image for several platforms, which kind cannot always load.
  BUILDX_NO_DEFAULT_ATTESTATIONS=1
  export BUILDX_NO_DEFAULT_ATTESTATIONS
  run "$builder" build -f "$file" --target "$target" -t "$first" "$folder"
  for name in "$@"; do
    [ "$name" = "$first" ] || run "$builder" tag "$first" "$name"
  done
  for name in "$@"; do load_image "$name"; done
}

# Writes an image to a file. Docker may know of more platforms than it holds: kind would ask for all of them.
save_image() {
  if [ "$builder" = docker ]; then
    platform=linux/$(docker version --format '{{.Server.Arch}}')
    if docker save --platform "$platform" -o "$2" "$1" 2>/dev/null; then return 0; fi
  fi
  run "$builder" save -o "$2" "$1"
}

load_image() {
  if [ "$loader-$builder" = minikube-docker ]; then
    run minikube image load "$1" --profile "$context"
    return 0
  fi
  archive=${TMPDIR:-/tmp}/lab-image-$$.tar
  rm -f "$archive"
  save_image "$1" "$archive"
  case $loader in
  kind) run kind load image-archive "$archive" --name "${context#kind-}" ;;
  minikube) run minikube image load "$archive" --profile "$context" ;;
  esac
  rm -f "$archive"
}

bring_images() {
  [ -n "$lab_images" ] || return 0
  if [ "$images" = no ]; then
    printf '%s\n' "These images have to be in the cluster, or it has to be able to pull them:" "$lab_images"
    return 0
  fi
  ask get -o 'jsonpath={range .items[*].status.images[*].names[*]}{@}{"\n"}{end}' -- nodes
  held=$answer
  missing=
  for name in $lab_images; do
    is_loaded "$name" || missing=yes
  done
  if [ -z "$missing" ]; then
    line "The images are in the cluster already."
    return 0
  fi
  choose_loader
  choose_builder
  line "Building images with $builder and loading them with $loader; the first time this takes some minutes."
  lab_build
}
