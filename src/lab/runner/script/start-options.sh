# What every start.sh does; what is special about a lab stands above (src/lab/runner/script/start-script.ts).

program=${0##*/}
newline='
'
context=
images=yes
loader=
reset=no
form=

usage() {
  printf '%s\n' \
    "Makes the state in which a lab begins on your own cluster: $lab_title" \
    "It needs kubectl; to bring the lab's images into the cluster also kind or minikube, and Docker or Podman." \
    "" \
    "usage: sh $program [OPTION]..." \
    "" \
    "  --context NAME   use the cluster of this context of your kubeconfig; without it, the current one" \
    "  --loader NAME    kind or minikube: how images come into the cluster, where the name of the context does not tell" \
    "  --form NUMBER    of a lab whose faults are drawn: those of this form; without it, any" \
    "  --no-images      the images are there already, or your cluster can pull them" \
    "  --reset          begin anew: delete the lab's namespaces with all that is in them first" \
    "  --remove         delete all that this script has made, and nothing else" \
    "  --help           this text" \
    "" \
    "exit code: 0 the lab can begin, 1 a step failed, 2 it was called in a wrong way or for a wrong cluster, 3 the" \
    "cluster does not answer"
}
