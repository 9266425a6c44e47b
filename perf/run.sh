#!/usr/bin/env bash
# Runs one measurement and appends what it found to RESULTS.md.
#   perf/run.sh day [factor] [seed]    a rehearsed day of the demonstration hall, on a server of its own
#   perf/run.sh choose                 whom to call next, beside a plain TreeMap of the same size
#   perf/run.sh p1 [rounds] [seconds]  numbers given over HTTP in 100 halls, beside pgbench
#   perf/run.sh p2 [rounds] [seconds]  whole visits at 200 windows of 100 halls, beside pgbench
#   perf/run.sh p5 [armed] [at once] [seconds] [lead]  a herd of deadlines while clerks call, beside db-scheduler
#   perf/run.sh p6 [cases] [events]    ready after a start with busy halls and open cases, beside COPY
#   perf/run.sh p8 [seed]              a year of the demonstration hall with the lives of its cases
# p1, p2, p5 and p6 need wrk and pgbench (Debian: wrk, postgresql).
set -euo pipefail
cd "$(dirname "$0")/.."
here="$(date -u +%F) | $(git rev-parse --short HEAD) | $(nproc) × $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)"
row() { echo "| $here | $1 |" >> perf/RESULTS.md; }

day() {
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
  mvn -q -B compile exec:exec -Dyichuang.args="rehearse ${1:-60} ${2:-1}" | tee "$work/day.log"
  grep -q "all is well" "$work/day.log"
  row "day, factor ${1:-60}, seed ${2:-1} | $(grep '^all zones' "$work/day.log" | awk '{print $3 " tickets, mean wait " $6 " min"}'), $(grep '^display' "$work/day.log" | sed 's/^display: //; s/ after the clerk.*//')"
}

choose() {
  table=$(mktemp)
  trap 'rm -f "$table"' EXIT
  mvn -q -B -Pperf test-compile exec:exec -Dyichuang.args="ChooseBenchmark -rf csv -rff $table"
  while IFS= read -r line; do row "$line"; done < <(tr -d '"\r' < "$table" | awk -F, '
    NR > 1 { name = $1; sub(/.*\./, "", name); score[name, $9, $8] = $5; error[name, $9, $8] = $6; sizes[$9]; mixes[$8] }
    END {
      for (m = split("plain mixed", mix, " "); m > 0; m--) order[m] = mix[m]
      for (m = 1; m <= 2; m++)
        for (n = 10; n <= 10000; n *= 10)
          printf "choose, %d waiting, %s | call-next and put back %.0f ± %.0f ns, yardstick %.0f ± %.0f ns, ratio %.1f\n", n, order[m],
            score["choose", n, order[m]], error["choose", n, order[m]], score["yardstick", n, order[m]], error["yardstick", n, order[m]],
            score["choose", n, order[m]] / score["yardstick", n, order[m]]
    }')
}

# the row, the load, rounds, seconds
load() {
  for tool in wrk pgbench; do
    command -v $tool > /dev/null || { echo "$tool is missing (Debian: wrk, postgresql)"; exit 1; }
  done
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  mvn -q -B -Pperf test-compile exec:exec -Dperf.main=org.yichuang.perf.Load \
    -Dyichuang.args="$2 $work ${3:-3} ${4:-15}" | tee "$work.log"
  row "$1, ${3:-3} × ${4:-15} s | $(sed -n 's/^result: //p' "$work.log")"
  rm -f "$work.log"
}

# the row, the class, its arguments
stock() {
  name=$1 main=$2
  shift 2
  command -v wrk > /dev/null || { echo "wrk is missing (Debian: wrk)"; exit 1; }
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  mvn -q -B -Pperf test-compile exec:exec -Dperf.main=org.yichuang.perf.$main \
    -Dyichuang.args="$work $*" | tee "$work.log"
  row "$name | $(sed -n 's/^result: //p' "$work.log")"
  rm -f "$work.log"
}

year() {
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  mvn -q -B compile exec:exec -Dyichuang.args="rehearse year ${1:-1}" 2>&1 | tee "$log"
  row "p8, seed ${1:-1} | $(sed -n '/cases lived/p' "$log"), visits and cases in $(sed -n '/^[0-9.]* s$/p' "$log")"
}

case ${1:-} in
  day) shift; day "$@" ;;
  choose) choose ;;
  p1) load p1 issue "${@:2}" ;;
  p2) load p2 visit "${@:2}" ;;
  p5) stock p5 Herd "${@:2}" ;;
  p6) stock p6 ReadyAgain "${@:2}" ;;
  p8) year "${@:2}" ;;
  *) sed -n '2,10p' "$0" | cut -c3-; exit 2 ;;
esac
