#!/bin/sh
# box.sh: runs inside new UTS, PID and mount namespaces
hostname shop-web
echo "hostname inside:  $(hostname)"
echo "kernel inside:    $(uname -r)"
echo "pid ns inside:    $(readlink /proc/self/ns/pid)"
echo "net ns inside:    $(readlink /proc/self/ns/net)"
echo "processes inside:"
ps -eo pid,args
exec sleep 60
