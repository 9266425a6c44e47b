#!/usr/bin/env bash
# Runs one measurement against a server that is started for it, and appends a row to RESULTS.md.
#   perf/run.sh day [factor] [seed]    a rehearsed day of the demonstration hall
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:-}
[ "$name" = day ] || { sed -n '2,3p' "$0" | cut -c3-; exit 2; }
work=$(mktemp -d)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null || echo 18080)
export YICHUANG_DATA=$work/data YICHUANG_HTTP_PORT=$port
mvn -q -B compile
setsid mvn -q -B compile exec:exec > "$work/server.log" 2>&1 &
server=$!
trap 'kill -TERM -- -$server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$work"' EXIT
until grep -q "Ctrl-C" "$work/server.log"; do
  kill -0 $server 2>/dev/null || { cat "$work/server.log"; exit 1; }
  sleep 1
done
mvn -q -B compile exec:exec -Dyichuang.args="rehearse ${2:-60} ${3:-1}" | tee "$work/day.log"
grep -q "all is well" "$work/day.log"
row="$(date -u +%F) | $(git rev-parse --short HEAD) | $(nproc) × $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1) | day, factor ${2:-60}, seed ${3:-1}"
row="$row | $(grep '^all zones' "$work/day.log" | awk '{print $3 " tickets, mean wait " $5 " min"}'), $(grep '^display' "$work/day.log" | sed 's/^display: //; s/ after the clerk.*//')"
echo "| $row |" >> perf/RESULTS.md
