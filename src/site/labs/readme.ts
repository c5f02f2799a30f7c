import type { Lesson } from '../../curriculum/model.ts';
import type { Lab } from '../../curriculum/schema/lab.ts';
import { PRACTICE_CONTEXTS } from '../../lab/runner/script/check-script.ts';
import type { BuiltImage } from '../../lab/runner/script/start-script.ts';

/** A cluster with two workers, as the practice cluster has them. */
const KIND_CLUSTER = `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes: [{role: control-plane}, {role: worker}, {role: worker}]`;

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
  const { namespace = 'default', namespaces = [], files = [] } = lab.cluster ?? {};
  const contexts = PRACTICE_CONTEXTS.map((context) => `\`${context}\``).join(', ');
  const spaces = [...new Set([namespace, ...namespaces])].map((name) => `\`${name}\``).join(' and ');
  const table = images
    .flatMap(({ names, target }) => names.map((name) => `| \`${name}\` | \`${target}\` |`))
    .join('\n');
  return `# ${lab.title}

The lab of the lesson “${lesson.title}”, for a cluster of your own. The tasks, with hints and solutions, are in the lesson: <${address}>

You need a cluster on your own machine, such as one of [kind](https://kind.sigs.k8s.io/) or [minikube](https://minikube.sigs.k8s.io/), and kubectl.${images.length > 0 ? ' Docker or Podman builds the images.' : ''}

## Begin

\`\`\`sh
sh start.sh
\`\`\`

It makes the namespace ${spaces}, chooses it in your context, and brings the cluster into the state in which the lab begins. It asks nothing, and refuses a cluster
whose context is none of ${contexts}; \`--context NAME\` says that another one is meant. Run it again whenever you like: what you have done stays. \`--reset\`
begins anew, \`--remove\` takes everything away. \`sh start.sh --help\` says all.
${
  images.length === 0
    ? ''
    : `
### Images

\`start.sh\` builds these from \`${images[0]?.folder ?? ''}/\` and loads them into the cluster. Nothing is pushed to a registry.

| image | built from the stage |
| --- | --- |
${table}

With **kind** they are loaded by \`kind load\`, with **minikube** by \`minikube image load\`. By hand it is the same:

\`\`\`sh
${images.map(({ containerfile, folder, target, names }) => [`docker build -f ${containerfile} --target ${target} -t ${names[0]} ${folder}`, ...names.slice(1).map((name) => `docker tag ${names[0]} ${name}`)].join('\n')).join('\n')}

# kind, with the name of your cluster
${images.flatMap(({ names }) => names.map((name) => `kind load docker-image ${name} --name shop-dev`)).join('\n')}

# minikube, with the name of your profile
${images.flatMap(({ names }) => names.map((name) => `minikube image load ${name} --profile shop-dev`)).join('\n')}
\`\`\`

If the images are there already, \`sh start.sh --no-images\` takes them as they are.
`
}
## A cluster, if you have none

\`\`\`sh
# kind: a control plane and two workers
kind create cluster --name shop-dev --config - <<'END'
${KIND_CLUSTER}
END

# or minikube
minikube start --profile shop-dev --nodes 3
\`\`\`
${
  hasCheck
    ? `
## How you are doing

\`\`\`sh
sh check.sh
\`\`\`

It looks at the cluster and says which tasks are done, what is missing and a hint. It changes nothing. The code that it prints ticks the tasks in the lesson.
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
