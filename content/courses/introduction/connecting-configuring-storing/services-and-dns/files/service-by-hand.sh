# A Service by hand. For Linux, as root, with nftables and Node.js, in Bash. First a throwaway network, gone when you leave it:
#   unshare --net --pid --fork --kill-child --mount-proc bash
#   . ./service-by-hand.sh
ip link set lo up
ip route add default dev lo

# pod ADDRESS: a program with an address of its own. It answers with that address.
pod() {
  ip address add "$1/32" dev lo
  node -e 'require("http").createServer((q, a) => a.end(process.argv[1] + "\n")).listen(8080, process.argv[1])' "$1" &
}

# service ADDRESS POD...: rules in the kernel. The first packet of each connection draws lots.
service() {
  local to="ip daddr $1 tcp dport 8080" pods="" count=0 pod
  shift
  for pod in "$@"; do
    pods="$pods $count : $pod,"
    count=$((count + 1))
  done
  nft -f - <<END
table ip service
delete table ip service
table ip service {
  chain choose {
    type nat hook output priority -100
    ${pods:+$to dnat to numgen random mod $count map { $pods \}}
  }
  chain nobody {
    type filter hook output priority 0
    $to reject with tcp reset
  }
}
END
}
