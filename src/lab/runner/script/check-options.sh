# What every check.sh does; what is special about a lab stands above (src/lab/runner/script/check-script.ts).

program=${0##*/}
newline='
'
format=human
context=
patience=30
only=
hints=1
earlier=

usage() {
  printf '%s\n' \
    "Looks at your cluster and says which tasks of the lab are done: $lab_title" \
    "It needs kubectl, and changes nothing." \
    "" \
    "usage: sh $program [OPTION]..." \
    "" \
    "  --context NAME  look at the cluster of this context of your kubeconfig; without it, at the current one" \
    "  --task ID       only this task" \
    "  --wait SECONDS  how long to look again while something still moves (30)" \
    "  --hints N       how many hints to show of the next task (1)" \
    "  --code CODE     what an earlier run printed: its tasks stay done" \
    "  --tap           the results in the Test Anything Protocol" \
    "  --json          the results as JSON" \
    "  --help          this text" \
    "" \
    "exit code: 0 all tasks are done that it can judge, 1 some are not, 2 it was called in a wrong way or for a" \
    "wrong cluster, 3 the cluster does not answer"
}

