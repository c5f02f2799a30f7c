/** What each command does, in one short sentence of our own. */
const WORDS = `
=kubectl works with the objects of a Kubernetes cluster.
create=Create objects from files or the standard input
create clusterrole=Create a ClusterRole
create clusterrolebinding=Bind a ClusterRole for the whole cluster
create configmap=Create a ConfigMap from files, folders or values
create cronjob=Create a CronJob
create deployment=Create a Deployment
create ingress=Create an Ingress
create job=Create a Job
create namespace=Create a Namespace
create poddisruptionbudget=Create a PodDisruptionBudget
create priorityclass=Create a PriorityClass
create quota=Create a ResourceQuota
create role=Create a Role with one rule
create rolebinding=Bind a Role or ClusterRole in a namespace
create secret=Create a Secret
create secret docker-registry=Create a Secret for an image registry
create secret generic=Create a Secret from files, folders or values
create secret tls=Create a Secret with a certificate and its key
create service=Create a Service
create service clusterip=Create a Service with a ClusterIP
create service externalname=Create a Service that stands for a name in DNS
create service loadbalancer=Create a Service with a load balancer
create service nodeport=Create a Service with a port on the Nodes
create serviceaccount=Create a ServiceAccount
create token=Ask for a token of a ServiceAccount
expose=Make a Service for an object
run=Run an image in a Pod
set=Change one thing of objects
set env=Change environment variables
set image=Change images
set resources=Change requests and limits
set selector=Change the selector of a Service
set serviceaccount=Change the ServiceAccount
set subject=Change the subjects of a binding
explain=Describe the fields of a kind
get=Show objects
edit=Edit objects on the server
delete=Delete objects
rollout=Manage how an object is rolled out
rollout history=Show the revisions
rollout pause=Pause a rollout
rollout restart=Start all Pods anew
rollout resume=Resume a rollout
rollout status=Show how far a rollout is
rollout undo=Go back to an earlier revision
scale=Change the number of replicas
autoscale=Let the number of replicas follow the load
certificate=Decide about certificate requests
certificate approve=Approve a certificate request
certificate deny=Deny a certificate request
cluster-info=Show addresses of the cluster
cluster-info dump=Write out much about the cluster
top=Show use of CPU and memory
top node=Show use of Nodes
top pod=Show use of Pods
cordon=Close a Node for new Pods
uncordon=Open a Node for new Pods
drain=Empty a Node
taint=Change taints of Nodes
describe=Tell about objects in detail
logs=Show the log of a container
attach=Attach to a running container
exec=Run a command in a container
port-forward=Forward local ports to a Pod
proxy=Run a proxy to the API server
cp=Copy files from and to containers
auth=Look at rights
auth can-i=Ask whether something is allowed
auth reconcile=Bring rights in line with files
auth whoami=Show who you are to the server
debug=Look into Pods and Nodes that have trouble
events=Show events
diff=Show what apply would change
apply=Apply configuration from files or the standard input
apply edit-last-applied=Edit the configuration that was applied last
apply set-last-applied=Set the configuration that was applied last
apply view-last-applied=Show the configuration that was applied last
patch=Change fields of an object
replace=Replace objects from files or the standard input
wait=Wait for something to be so
kustomize=Build a kustomization
label=Change labels
annotate=Change annotations
completion=Write code for completion in a shell
api-resources=Show the resources that the server has
api-versions=Show the API versions that the server has
config=Change kubeconfig files
config current-context=Show the present context
config delete-cluster=Delete a cluster from the kubeconfig
config delete-context=Delete a context from the kubeconfig
config delete-user=Delete a user from the kubeconfig
config get-clusters=Show the clusters of the kubeconfig
config get-contexts=Show the contexts of the kubeconfig
config get-users=Show the users of the kubeconfig
config rename-context=Rename a context of the kubeconfig
config set=Set one value of the kubeconfig
config set-cluster=Set a cluster of the kubeconfig
config set-context=Set a context of the kubeconfig
config set-credentials=Set a user of the kubeconfig
config unset=Remove one value of the kubeconfig
config use-context=Set the present context
config view=Show the kubeconfig
kuberc=Manage preferences
kuberc set=Set a preference
kuberc view=Show the preferences
plugin=Work with plugins
plugin list=Show the plugins in the search path
version=Show versions of kubectl and the server
`;

const words = new Map(
  WORDS.slice(1, -1)
    .split('\n')
    .map((line) => {
      const equals = line.indexOf('=');
      return [line.slice(0, equals), line.slice(equals + 1)] as const;
    }),
);

/** What a command does. */
export function commandWords(path: string): string {
  return words.get(path) ?? '';
}

/** Groups of the commands, as the help of kubectl shows them. */
export const GROUPS: readonly (readonly [string, string])[] = [
  ['Basic Commands (Beginner)', 'create expose run set'],
  ['Basic Commands (Intermediate)', 'explain get edit delete'],
  ['Deploy Commands', 'rollout scale autoscale'],
  ['Cluster Management Commands', 'certificate cluster-info top cordon uncordon drain taint'],
  ['Troubleshooting and Debugging Commands', 'describe logs attach exec port-forward proxy cp auth debug events'],
  ['Advanced Commands', 'diff apply patch replace wait kustomize'],
  ['Settings Commands', 'label annotate completion'],
  ['Subcommands provided by plugins', ''],
  ['Other Commands', 'api-resources api-versions config kuberc plugin version'],
];
