/** What each flag does, in one short sentence of our own: the words of kubectl's help are not ours to copy. */
const WORDS = `
accept-hosts=Hosts from which requests are accepted, as a pattern
accept-paths=Paths that may be asked for, as a pattern
address=Addresses on which to listen
aggregation-rule=Labels of the roles whose rules become part of this one
all=All objects of the type
all-containers=All containers of the Pod
all-namespaces=In all namespaces
all-pods=All Pods of the object
allow-missing-template-keys=Fields that a template names and an object lacks are no error
allowlist-entry=An entry of the list of allowed plugins
annotation=An annotation as key=value
annotations=Annotations as key=value
api-group=Only resources of this group
api-prefix=What stands before the path of the API
api-version=Group and version to use
append-hash=Append a hash of the content to the name
append-server-path=Keep the path of the server's address
appendarg=A word to add at the end
arguments-only=Everything after -- is arguments, not a command
as=User to act as
as-current-user=As the present user
as-group=Group to act as; may be repeated
as-uid=UID to act as
as-user-extra=More about the user to act as; may be repeated
attach=Attach to the container once it runs
audience=For whom the token is; may be repeated
auth-provider=Provider of credentials
auth-provider-arg=Argument of the provider, as key=value
bound-object-kind=Kind of the object that the token ends with
bound-object-name=Name of the object that the token ends with
bound-object-uid=UID of the object that the token ends with
cache-dir=Folder for caches
cached=Use what was discovered before, if there is something
cascade=What happens to dependents: background, orphan or foreground
categories=Only resources of these categories
cert=File with the certificate
certificate-authority=File with the certificate of the authority
chunk-size=Get long lists in pieces of this size; 0 for all at once
class=Class of the Ingress
client=Only the version of kubectl itself
client-certificate=File with the client's certificate
client-key=File with the client's key
cluster=Cluster of the kubeconfig to use
cluster-ip=ClusterIP of the Service: empty for any, None for headless
clusterip=ClusterIP of the Service: empty for any, None for headless
clusterrole=ClusterRole to bind to
command=Words after -- are the command, not its arguments
concurrency=How many objects are handled at the same time
container=Name of the container
containers=Names of the containers; * stands for any text
context=Context of the kubeconfig to use
copy-to=Make a copy of the Pod with this name
cpu=CPU use to aim at, in percent or as an amount
create-annotation=Make the annotation if there is none
current=Change the present context
current-replicas=Scale only if there are this many replicas now
custom=File with a part of a container to merge in
default-backend=Backend of requests that no rule matches, as service:port
delete-emptydir-data=Go on even if Pods lose data in emptyDir volumes
description=What the class is for
detach-keys=Keys that end the session
disable-compression=Ask for answers without compression
disable-eviction=Delete Pods instead of evicting them
disable-filter=Accept requests of all kinds
docker-email=E-mail address for the registry
docker-password=Password for the registry
docker-server=Address of the registry
docker-username=User name for the registry
dry-run=none, client (show what would be sent) or server (send it, but keep nothing)
duration=How long the token is to hold
edit=Edit before creating
embed-certs=Put certificates into the kubeconfig itself
enable-alpha-plugins=Allow plugins of Kustomize
enable-helm=Allow Helm charts
env=Environment variable as key=value; may be repeated
exec-api-version=API version of the program for credentials
exec-arg=Argument of the program for credentials
exec-command=Program for credentials
exec-env=Environment of the program for credentials, as key=value
exec-interactive-mode=Whether the program for credentials may ask
exec-provide-cluster-info=Tell the program for credentials about the cluster
expose=Make a Service, too
external-ip=External address for the Service
external-name=Name that the Service stands for
field-manager=Who is written down as owner of the fields
field-selector=Only objects with these values of fields, such as metadata.name=x
filename=File, folder or URL with objects; - is the standard input
flatten=Put everything that is referred to into the output
follow=Go on with what comes
for=What to wait for: create, delete, condition=NAME or jsonpath=EXPRESSION
force=Delete at once, or replace by deleting and making anew
force-conflicts=Take fields from other managers
from=Where to take it from: a CronJob for a Job, an object for variables
from-env-file=File with lines of key=value; may be repeated
from-file=File as key=path or path, or a folder; may be repeated
from-literal=Entry as key=value; may be repeated
global-default=For all Pods without a class
grace-period=Seconds for a Pod to end in good order; negative: as the Pod says
group=Group to bind; may be repeated
hard=Limits as resource=amount, with commas between
helm-api-versions=API versions for Helm
helm-command=Program of Helm
helm-debug=Let Helm tell more
helm-kube-version=Kubernetes version for Helm
ignore-daemonsets=Leave Pods of DaemonSets alone
ignore-errors=Go on after errors
ignore-not-found=What does not exist is no error
image=Image of the container
image-pull-policy=When the image is pulled: Always, IfNotPresent or Never
insecure-skip-tls-verify=Do not check the certificate of the server
insecure-skip-tls-verify-backend=Do not check the certificate of the kubelet
interactive=Ask before each deletion
keep-annotations=Keep the annotations in the copy
keep-init-containers=Keep the init containers in the copy
keep-labels=Keep the labels in the copy
keep-liveness=Keep the liveness probes in the copy
keep-readiness=Keep the readiness probes in the copy
keep-startup=Keep the startup probes in the copy
keepalive=How often connections are kept alive
key=File with the private key
keys=Only these keys
kubeconfig=Kubeconfig file to use
kuberc=File with preferences
kustomize=Folder with a kustomization
label-columns=Labels to show as columns
labels=Labels as key=value, with commas between
leave-stdin-open=Leave the standard input open after the first client
limit-bytes=At most this many bytes
limits=Limits as resource=amount, with commas between
list=List what there is
load-balancer-ip=Address for the load balancer
load-restrictor=Whether files outside of the folder may be read
local=Do not ask the server
log-flush-frequency=How often logs are written
match-server-version=The server must have kubectl's version
max=Highest number of Pods
max-log-requests=How many logs are followed at the same time
max-unavailable=How many Pods may be missing, as a number or in percent
memory=Memory use to aim at
merge=Merge all kubeconfig files
min=Lowest number of Pods
min-available=How many Pods must stay, as a number or in percent
minify=Only what the present context needs
mount=Mounts for functions
name=Name of the object
name-only=Only the names
namespace=Namespace to work in
namespaced=Only resources with, or without, a namespace
namespaces=Namespaces to write out
network=Let functions use the network
network-name=Network for functions
no-headers=Leave out the headers
no-preserve=Do not keep owner and mode of files
node-port=Port on the Nodes
non-resource-url=Path that is no resource
now=End Pods after a second
openapi-patch=Use the OpenAPI document for patches
option=A flag as name=value
output=Format of the output
output-directory=Where to write to; - is the standard output
output-patch=Show the patch of an edit
output-watch-events=Show what happened to an object
override-type=How overrides are merged: json, merge or strategic
overrides=JSON that is merged into the object
overwrite=Allow values to be replaced
password=Password for the server
patch=The patch, as JSON or YAML
patch-file=File with the patch
pod-running-timeout=How long to wait for a running Pod
pod-selector=Only Pods with these labels
policy=Policy for plugins
port=Port of the Service or container
preemption-policy=Whether Pods may push out others
prefix=Prefix of each line or name
prependarg=A word to add at the beginning
previous=Of the container that ran before
privileged=Run the container with all rights
profile=Profile to record, or settings of a debug container
profile-output=File for the profile
protocol=Protocol of the port
proxy-url=Proxy for the cluster
prune=Delete what is no longer in the files
prune-allowlist=Kinds that may be deleted
quiet=Say less
raw=Path to ask for as it stands
recursive=Folders below folders, too; or all fields
reject-methods=Methods that are refused, as a pattern
reject-paths=Paths that are refused, as a pattern
remove-extra-permissions=Take away rights that are not in the file
remove-extra-subjects=Take away subjects that are not in the file
replace=Delete the old Pod
replicas=How many replicas
request-timeout=How long a request may take; 0 for no limit
requests=Requests as resource=amount, with commas between
resolve=Show values of Secrets and ConfigMaps
resource=Resource that the rule is about
resource-name=Object that the rule is about; may be repeated
resource-version=Only if this is the present version
restart=When containers are started again: Always, OnFailure or Never
retries=How often to try again
revision=Revision to look at
rm=Delete the Pod when the session ends
role=Role to bind to
rule=Rule as host/path=service:port[,tls[=secret]]; may be repeated
same-node=On the same Node
save-config=Keep the configuration in an annotation, for apply
schedule=When, in the form of cron
scopes=Scopes of the quota, with commas between
section=Part of the preferences
selector=Only objects with these labels
server=Address of the API server
server-print=Let the server make the table
server-side=Let the server work out what changes
serviceaccount=ServiceAccount as namespace:name; may be repeated
session-affinity=None or ClientIP
set-image=Images of containers as name=image
set-raw-bytes=Take bytes as they stand, without base64
share-processes=Share processes in the copy
show-capacity=Measure against capacity instead of what can be given out
show-events=Show events, too
show-kind=Show the kind before names
show-labels=Show all labels as the last column
show-managed-fields=Keep managedFields in the output
show-secrets=Show values of Secrets
show-swap=Show swap, too
since=Only what is newer than this, such as 5s or 2m
since-time=Only what is newer than this time
skip-wait-for-delete-timeout=Do not wait for Pods that have been ending for this many seconds
sort-by=Field by which to sort, as a JSONPath
stdin=Keep the standard input open
subresource=Subresource to work on
sum=Show the sum
tail=Only this many of the last lines; -1 for all
target=Container whose processes are looked at
target-port=Port of the container
tcp=Ports as port or port:targetPort
template=Template, or file with one, for the output
timeout=How long to wait; 0 for the default or for ever
timestamps=Show when each line was written
tls-server-name=Name by which the server's certificate is checked
to-revision=Revision to go back to; 0 is the one before
token=Token for the server
tty=Use a terminal
type=Kind of patch, or type of the object
types=Only events of these types
unix-socket=Socket on which to listen
use-protocol-buffers=Use protocol buffers for metrics
user=User of the kubeconfig to use, or user to bind
username=User name for the server
v=How much is logged
validate=strict, warn or ignore: what happens to fields that are not known
value=Value of the class
verb=What the rule allows
verbs=Only resources that know these verbs
vmodule=How much is logged, by file
wait=Wait until it is done
warnings-as-errors=Warnings of the server are errors
watch=Watch what changes
watch-only=Watch what changes, without what is there
windows-line-endings=Lines end as on Windows
www=Folder with files to serve
www-prefix=Path under which files are served
`;

const words = new Map(
  WORDS.trim()
    .split('\n')
    .map((line) => {
      const equals = line.indexOf('=');
      return [line.slice(0, equals), line.slice(equals + 1)] as const;
    }),
);

/** What a flag does. */
export function flagWords(name: string): string {
  return words.get(name) ?? '';
}
