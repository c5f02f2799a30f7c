#!/bin/sh
# fill.sh: joins the cgroup given as $1, then tries to start five processes
echo $$ > "$1/cgroup.procs"
for n in 1 2 3 4 5; do
  sleep 2 &
  echo "started process $n"
done
wait
