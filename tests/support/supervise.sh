#!/bin/sh
# Runs a program and ends it, with everything it started, when standard input closes: so it also ends
# when the one who started it was killed. Start this as the leader of a process group of its own.
#
# usage: supervise.sh SECONDS PROGRAM ARGUMENT...
#   SECONDS  between the polite signal (TERM) and the last one (KILL)
grace=$1
shift
exec 3<&0 </dev/null
(
    trap '' TERM HUP INT
    read -r _ <&3
    exec 3<&-
    kill -TERM 0
    tenths=0
    while [ "$tenths" -lt $((grace * 10)) ] && kill -0 $$; do
        sleep 0.1
        tenths=$((tenths + 1))
    done
    kill -KILL 0
) >/dev/null 2>&1 &
exec "$@" 3<&-
