# A Pod by hand. For Linux, as root, in Bash. First a throwaway "node", which takes all its processes along when you leave it:
#   unshare --pid --fork --mount-proc bash
#   . ./pod-by-hand.sh

# sandbox NAME: one sleeping process holds what all containers of the Pod share.
sandbox() {
  volume=$(mktemp -d)
  unshare --net --ipc --uts sleep infinity & sandbox=$!
  sleep 1
  nsenter --target "$sandbox" --uts hostname "$1"
  nsenter --target "$sandbox" --net ip link set lo up
}

# container COMMAND: joins the sandbox, with mounts and a process list of its own. The volume is at /mnt.
container() {
  nsenter --target "$sandbox" --net --ipc --uts \
    unshare --mount --pid --fork --mount-proc --kill-child \
    sh -c 'mount --bind "$0" /mnt && exec "$@"' "$volume" "$@"
}
