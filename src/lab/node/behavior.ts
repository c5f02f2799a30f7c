import { asRecord, asTexts, type Data } from '../../kubernetes/data.ts';
import { imageParts } from './image-name.ts';
import { registryProblem } from './registry.ts';

/** What a container does, as far as its manifest tells. */
export interface Behavior {
  /** Its image cannot be pulled. */
  isMissing: boolean;
  /** Milliseconds until it ends by itself; undefined if it runs for ever. */
  endsAfter: number | undefined;
  exitCode: number;
  /** Why it cannot even begin. */
  problem: string | undefined;
  readinessFails: boolean;
  startupFails: boolean;
  livenessFails: boolean;
}

/** Images that end at once when nobody tells them what to do. */
const SHELLS = /^(?:.*\/)?(?:busybox|alpine|perl|bash|debian|ubuntu|python|ruby|node|hello-world)(?:[:@]|$)/;
const MISSING = /^(?:nope|bad|typo|broken|doesnotexist|does-not-exist|missing)/;
/** Images of tools that do one thing and end. */
const TOOLS = /^(?:.*\/)?(?:curl|kubectl|git|wget|dig|netshoot|aws-cli|jq|yq|hello)(?:[:@]|$)/;
/** Programs that serve until somebody ends them. */
const SERVERS =
  /(?:^|[;&|] *|exec )(?:\S*\/)?(?:nginx|httpd(?:-foreground)?|apache2\w*|redis-server|postgres|mysqld|mariadbd|mongod|memcached|gunicorn|uvicorn|http-server|caddy|traefik|haproxy|envoy|python3? -m http\.server|(?:npm|yarn) (?:run )?start)\b/;
/** A container whose command ends takes that long. */
const QUICK_MS = 1000;

function probeFails(probe: unknown): boolean {
  const { httpGet, exec } = asRecord(probe);
  const command = asTexts(asRecord(exec).command).join(' ');
  return /fail/.test(String(asRecord(httpGet).path ?? '')) || /\bfalse\b|exit 1/.test(command);
}

/**
 * Conventions by which containers of the practice cluster behave until their programs run: `exit N` and `false` end with a code, `sleep N` ends after N
 * seconds, some tags cannot be pulled, probes of paths with `fail` fail.
 */
export function behaviorOf(container: Data): Behavior {
  const image = String(container.image ?? '');
  const { tag } = imageParts(image);
  const words = [...asTexts(container.command), ...asTexts(container.args)];
  const line = words.join(' ');
  const exit = /\bexit (\d+)/.exec(line);
  const sleep = [...line.matchAll(/\bsleep (\d+(?:\.\d+)?)(m|h|d)?\b/g)];
  const isForever = /sleep (infinity|inf)\b|while true|while :|tail -f/.test(line);
  const exitCode = exit ? Number(exit[1]) : /\bfalse\b/.test(line) ? 1 : 0;
  const units: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86400 };
  const slept = sleep.reduce((sum, [, number, unit = '']) => sum + Number(number) * (units[unit] ?? 1) * 1000, 0);
  const isEndless =
    isForever || SERVERS.test(line) || (words.length === 0 && !SHELLS.test(image) && !TOOLS.test(image));
  const runsProgram =
    words.length > 0 &&
    !SHELLS.test(image) &&
    !TOOLS.test(image) &&
    sleep.length === 0 &&
    !exit &&
    !/\b(false|true|echo|date|perl)\b/.test(line) &&
    asTexts(container.command).length === 0;
  // A whole line where the name of a program should be: the most frequent mistake with commands.
  const [program = ''] = asTexts(container.command);
  const problem = /\s/.test(program)
    ? `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: ${JSON.stringify(program)}: executable file not found in $PATH: unknown`
    : undefined;
  return {
    isMissing: MISSING.test(tag) || registryProblem(image) !== undefined,
    endsAfter: problem ? 0 : isEndless || runsProgram ? undefined : Math.max(slept, QUICK_MS),
    exitCode: problem ? 128 : exitCode,
    problem,
    readinessFails: probeFails(container.readinessProbe),
    startupFails: probeFails(container.startupProbe),
    livenessFails: probeFails(container.livenessProbe),
  };
}

/** Milliseconds that the hook before the end of a container takes: `sleep`, or a command that sleeps. @see https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/ */
export function stopHookMs(container: Data): number {
  const { sleep, exec } = asRecord(asRecord(container.lifecycle).preStop);
  const seconds = asRecord(sleep).seconds ?? /\bsleep (\d+)/.exec(asTexts(asRecord(exec).command).join(' '))?.[1] ?? 0;
  return Number(seconds) * 1000;
}

/** How long a first probe takes. */
export const PROBE_MS = 300;
