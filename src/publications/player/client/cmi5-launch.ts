import { type Json, PATIENCE_MS, RecordStore } from './xapi.ts';

/** What a lesson knows of its session, from the address it was launched with and from the platform (cmi5, 8.1 and 10). */
export interface Launch {
  store: RecordStore;
  actor: Json;
  activityId: string;
  registration: string;
  /** What belongs to the context of all statements. */
  context: Json;
  mode: string;
  mastery: number | undefined;
  home: string | undefined;
  /** Whether this session has ended already: the page was loaded again. No statements may follow then (9.3.8). */
  isOver: boolean;
  /** Remembers that the session has ended. */
  end(): void;
}

/** What is remembered of a session while its tab is open: its token is given out once only (8.2). */
interface Session {
  token: string;
  isOver: boolean;
}

function remembered(key: string): Session | undefined {
  try {
    const [token, isOver] = JSON.parse(sessionStorage.getItem(key) ?? '') as [string, boolean];
    return { token, isOver };
  } catch {
    return undefined;
  }
}

function remember(key: string, { token, isOver }: Session): void {
  try {
    sessionStorage.setItem(key, JSON.stringify([token, isOver]));
  } catch {
    // Storage is blocked: the page cannot be loaded again in this session.
  }
}

/** Asks for the token of the session. @throws what the platform says, if it gives none */
async function tokenOf(address: string): Promise<string> {
  const answer = await fetch(address, { method: 'POST', signal: AbortSignal.timeout(PATIENCE_MS) });
  const said = (await answer.json()) as { 'auth-token'?: string; 'error-text'?: string };
  const token = said['auth-token'];
  if (!token) throw new Error(said['error-text'] ?? `HTTP ${answer.status}`);
  return token;
}

/** Whether the address of this page is that of a launch. */
export function isLaunch(query: URLSearchParams): boolean {
  return ['endpoint', 'fetch', 'actor', 'registration', 'activityId'].every((name) => query.get(name));
}

/** Reads a launch. @throws if the platform does not answer as it should */
export async function readLaunch(query: URLSearchParams): Promise<Launch> {
  const [endpoint = '', address = '', agent = '', registration = '', activityId = ''] = [
    'endpoint',
    'fetch',
    'actor',
    'registration',
    'activityId',
  ].map((name) => query.get(name) ?? '');
  const key = `cmi5:${address}`;
  const before = remembered(key);
  const token = before?.token ?? (await tokenOf(address));
  remember(key, { token, isOver: before?.isOver ?? false });
  const store = new RecordStore(endpoint, token, { activityId, agent, registration });
  // Preferences have to be asked for (11.0); a lesson has one language and no sound, so that nothing follows from them.
  const [data] = await Promise.all([
    store.state('LMS.LaunchData'),
    store.profile('cmi5LearnerPreferences').catch(() => undefined),
  ]);
  const { contextTemplate, launchMode, masteryScore, returnURL } = data ?? {};
  return {
    store,
    actor: JSON.parse(agent) as Json,
    activityId,
    registration,
    context: (contextTemplate ?? {}) as Json,
    mode: typeof launchMode === 'string' ? launchMode : 'Normal',
    mastery: typeof masteryScore === 'number' ? masteryScore : undefined,
    home: typeof returnURL === 'string' && returnURL !== '' ? returnURL : undefined,
    isOver: before?.isOver ?? false,
    end: () => remember(key, { token, isOver: true }),
  };
}
