import type { Lesson } from '../../curriculum/model.ts';
import type { Lab } from '../../curriculum/schema/lab.ts';
import { type FurtherCluster, startSchema } from '../../curriculum/schema/lab-cluster.ts';
import { clustersOf, hasSeveral } from '../../lab/runner/clusters.ts';
import { PRACTICE_CONTEXTS } from '../../lab/runner/script/check-script.ts';
import type { BuiltImage } from '../../lab/runner/script/start-script.ts';

/** A cluster with two workers, as the practice cluster has them. */
const KIND_CLUSTER = `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes: [{role: control-plane}, {role: worker}, {role: worker}]`;

/** How one makes the clusters that a lab needs. @param contexts those of a lab with several; empty for one whose cluster may have any name */
function clustersText(contexts: readonly string[]): string {
  const make = (
    context: string,
  ): string => `kind create cluster --name ${context.replace('kind-', '')} --config - <<'END'
${KIND_CLUSTER}
END`;
  if (contexts.length > 0)
    return `## The clusters, if you have them not

Each has a control plane and two workers. kind writes a context for each into your kubeconfig: kind- and its name.

\`\`\`sh
${contexts.map(make).join('\n\n')}
\`\`\``;
  return `## A cluster, if you have none

\`\`\`sh
# kind: a control plane and two workers
${make('kind-shop-dev')}

# or minikube
minikube start --profile shop-dev --nodes 3
\`\`\``;
}

/** The commands that load images by hand; those of several clusters by the names of these. */
function loadText(states: readonly FurtherCluster[], images: readonly BuiltImage[], areSeveral: boolean): string {
  const built = images.flatMap(({ names }) => names);
  if (areSeveral)
    return states
      .flatMap(({ context, images: held }) =>
        built
          .filter((name) => held.includes(name))
          .map((name) => `kind load docker-image ${name} --name ${context.replace('kind-', '')}`),
      )
      .join('\n');
  return `# kind, with the name of your cluster
${built.map((name) => `kind load docker-image ${name} --name shop-dev`).join('\n')}

# minikube, with the name of your profile
${built.map((name) => `minikube image load ${name} --profile shop-dev`).join('\n')}`;
}

/** What one reads first in the archive of a lab. */
export function readmeText(of: {
  lesson: Lesson;
  lab: Lab;
  images: readonly BuiltImage[];
  address: string;
  notice: string;
  hasCheck: boolean;
}): string {
  const { lesson, lab, images, address, notice, hasCheck } = of;
  const start = lab.cluster ?? startSchema.parse({});
  const { files } = start;
  const states = clustersOf(start);
  const names = hasSeveral(start) ? states.map(({ context }) => context) : [];
  const contexts = PRACTICE_CONTEXTS.map((context) => `\`${context}\``).join(', ');
  const spaces = states
    .map(({ context, namespace = 'default', namespaces }) => {
      const own = [...new Set([namespace, ...namespaces])].map((name) => `\`${name}\``).join(' and ');
      return names.length > 0 ? `${own} in \`${context}\`` : own;
    })
    .join(', ');
  const table = images
    .flatMap(({ names, target }) => names.map((name) => `| \`${name}\` | \`${target}\` |`))
    .join('\n');
  return `# ${lab.title}

The lab of the lesson “${lesson.title}”, for a cluster of your own. The tasks, with hints and solutions, are in the lesson: <${address}>

${names.length > 0 ? `You need ${names.length} clusters of [kind](https://kind.sigs.k8s.io/) on your own machine, with the contexts ${names.map((name) => `\`${name}\``).join(', ')}, and kubectl: below stands how to make them.` : 'You need a cluster on your own machine, such as one of [kind](https://kind.sigs.k8s.io/) or [minikube](https://minikube.sigs.k8s.io/), and kubectl.'}${images.length > 0 ? ' Docker or Podman builds the images.' : ''} \`sh doctor.sh\` says what your machine lacks.

## Begin

\`\`\`sh
sh start.sh
\`\`\`

It makes the namespace ${spaces}, chooses ${names.length > 0 ? 'the first of each in its context' : 'it in your context'}, and brings ${names.length > 0 ? 'each cluster' : 'the cluster'} into the state in which the lab begins. It asks nothing, and ${
    names.length > 0
      ? `finds each cluster by the name
of its context; \`${names[0]}\` is the current one then.`
      : `refuses a cluster
whose context is none of ${contexts}; \`--context NAME\` says that another one is meant.`
  } Run it again whenever you like: what you have done stays. \`--reset\`
begins anew, \`--remove\` takes everything away. \`sh start.sh --help\` says all.
${
  images.length === 0
    ? ''
    : `
### Images

\`start.sh\` builds these from \`${images[0]?.folder ?? ''}/\` and loads them into the ${names.length > 0 ? 'clusters that need them' : 'cluster'}. Nothing is pushed to a registry.

| image | built from the stage |
| --- | --- |
${table}

${names.length > 0 ? 'They are loaded by `kind load`.' : 'With **kind** they are loaded by `kind load`, with **minikube** by `minikube image load`.'} By hand it is the same:

\`\`\`sh
${images.map(({ containerfile, folder, target, names }) => [`docker build -f ${containerfile} --target ${target} -t ${names[0]} ${folder}`, ...names.slice(1).map((name) => `docker tag ${names[0]} ${name}`)].join('\n')).join('\n')}

${loadText(states, images, names.length > 0)}
\`\`\`

If the images are there already, \`sh start.sh --no-images\` takes them as they are.
`
}
${clustersText(names)}
${
  hasCheck
    ? `
## How you are doing

\`\`\`sh
sh check.sh
\`\`\`

It looks at the ${names.length > 0 ? 'clusters' : 'cluster'} and says which tasks are done, what is missing and a hint. It changes nothing. The code that it prints ticks the tasks in the lesson.
`
    : ''
}${
  files.length > 0
    ? `
## Files of the lab

${files.map((name) => `- \`${name}\``).join('\n')}
`
    : ''
}
## Credit and license

${notice.trim()}
`;
}
