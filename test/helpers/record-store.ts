import type { Server } from 'node:http';
import { bodyOf, serve } from './learning-platform.ts';

/** A statement, as far as tests look at it. */
export interface Statement {
  id: string;
  verb: { id: string };
  object: { id: string };
  result?: { success?: boolean; completion?: boolean; duration?: string; score?: { scaled: number } };
  context: {
    registration: string;
    contextActivities: Record<string, readonly { id: string }[]>;
    extensions: Record<string, unknown>;
  };
  timestamp: string;
}

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-Experience-API-Version',
  'Access-Control-Allow-Methods': 'GET, PUT, POST',
};

const CATEGORY = 'https://w3id.org/xapi/cmi5/context/categories/';
const SESSION = 'https://w3id.org/xapi/cmi5/context/extensions/sessionid';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * The part of a platform that a lesson reaches by cmi5, at an origin of its own: tokens, a record store with statements and
 * documents. It refuses what cmi5 forbids (7.1, 9.3), and notes that.
 */
export class RecordStore {
  readonly statements: Statement[] = [];
  /** Documents of the State resource, by their ids. */
  readonly documents = new Map<string, string>();
  /** Requests that changed something, in short. */
  readonly changes: string[] = [];
  /** What a lesson did against the rules. */
  readonly faults: string[] = [];
  /** Answers to requests that change something, as long as it is set. */
  failsWith: number | undefined;
  readonly origin: string;
  private readonly server: Server;
  private readonly tokens = new Set<string>();
  private sessions = 0;

  private constructor(origin: string, server: Server) {
    this.origin = origin;
    this.server = server;
  }

  static async open(): Promise<RecordStore> {
    let store: RecordStore | undefined;
    const { origin, server } = await serve(async (request, response, url) => {
      const body = await bodyOf(request);
      const { authorization = '', 'x-experience-api-version': version } = request.headers;
      const { status, text = '' } =
        request.method === 'OPTIONS'
          ? { status: 204 }
          : (store?.answer(request.method ?? '', url, body, authorization, String(version)) ?? { status: 500 });
      response.writeHead(status, { ...CORS, 'Content-Type': 'application/json' }).end(text);
    });
    store = new RecordStore(origin, server);
    return store;
  }

  /** The query of a launch in a new session. @param mode Normal, Browse or Review */
  launch(mode = 'Normal', more: Record<string, unknown> = {}): string {
    const session = `session-${++this.sessions}`;
    const contextTemplate = {
      contextActivities: { grouping: [{ id: 'https://publisher.example/lesson' }] },
      extensions: { [SESSION]: session },
    };
    const data = { contextTemplate, launchMode: mode, moveOn: 'CompletedOrPassed', masteryScore: 0.8, ...more };
    this.documents.set('LMS.LaunchData', JSON.stringify(data));
    const actor = { objectType: 'Agent', account: { homePage: 'https://lms.example', name: 'learner' } };
    return new URLSearchParams({
      endpoint: `${this.origin}/xapi`,
      fetch: `${this.origin}/token?session=${session}`,
      actor: JSON.stringify(actor),
      registration: '6c4b4ab6-7e2c-4d0c-8a53-6a5d2c0e7f11',
      activityId: 'https://lms.example/activities/7',
    }).toString();
  }

  /** Verbs of statements, in order, since the last time that this was asked. */
  verbs(): string[] {
    return this.statements.splice(0).map(({ verb }) => verb.id.split('/').at(-1) ?? '');
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private answer(
    method: string,
    url: URL,
    body: string,
    authorization: string,
    version: string,
  ): { status: number; text?: string } {
    if (url.pathname === '/token') {
      const session = url.searchParams.get('session') ?? '';
      if (method !== 'POST' || this.tokens.has(session))
        return { status: 200, text: '{"error-code":"1","error-text":"used"}' };
      this.tokens.add(session);
      return { status: 200, text: JSON.stringify({ 'auth-token': Buffer.from(session).toString('base64') }) };
    }
    const session = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString();
    if (!this.tokens.has(session)) return { status: 401 };
    if (version !== '1.0.3') return { status: 400 };
    if (url.pathname === '/xapi/agents/profile') return { status: 404 };
    if (method !== 'GET' && this.failsWith !== undefined) return { status: this.failsWith };
    if (url.pathname === '/xapi/activities/state')
      return this.state(method, url.searchParams.get('stateId') ?? '', body);
    if (url.pathname !== '/xapi/statements' || method !== 'POST') return { status: 404 };
    for (const statement of JSON.parse(body) as Statement[]) this.take(statement, session);
    return { status: 200, text: '[]' };
  }

  private state(method: string, id: string, body: string): { status: number; text?: string } {
    const known = this.documents.get(id);
    if (method === 'GET') return known === undefined ? { status: 404 } : { status: 200, text: known };
    if (id === 'LMS.LaunchData') this.faults.push('changes the launch data');
    this.changes.push(`state ${body}`);
    this.documents.set(id, body);
    return { status: 204 };
  }

  private readonly recorded = new Map<string, { session: string; verb: string; isDefined: boolean }>();

  private take(statement: Statement, session: string): void {
    const { id, context, result } = statement;
    if (this.recorded.has(id)) return;
    const verb = statement.verb.id.split('/').at(-1) ?? '';
    const categories = (context.contextActivities.category ?? []).map((one) => one.id.replace(CATEGORY, ''));
    const isDefined = categories.includes('cmi5');
    const all = [...this.recorded.values()];
    const inSession = all.filter((one) => one.session === session);
    const hasVerb = (list: typeof all, ...verbs: string[]): boolean =>
      list.some((one) => one.isDefined && verbs.includes(one.verb));
    const rules: readonly (readonly [boolean, string])[] = [
      [UUID.test(id), 'has an id that is no UUID'],
      [context.extensions[SESSION] === session, 'does not say its session'],
      [context.contextActivities.grouping?.length === 1, 'has not all of the context template'],
      [inSession.length > 0 || verb === 'initialized', 'comes before initialized'],
      [!hasVerb(inSession, 'terminated'), 'comes after terminated'],
      [!isDefined || !hasVerb(inSession, verb), 'comes twice in a session'],
      [!isDefined || !['completed', 'passed'].includes(verb) || !hasVerb(all, verb), 'comes twice in a registration'],
      [!isDefined || verb !== 'failed' || !hasVerb(all, 'passed'), 'comes after passed'],
      [!isDefined || verb !== 'passed' || !hasVerb(inSession, 'failed'), 'comes after failed in the session'],
      [!isDefined || verb === 'initialized' || /^PT[\d.]+S$/.test(result?.duration ?? ''), 'has no duration'],
      [categories.includes('moveon') === (isDefined && /completed|passed|failed/.test(verb)), 'moves on or not'],
      [!isDefined || statement.object.id === 'https://lms.example/activities/7', 'is about another object'],
    ];
    for (const [isKept, fault] of rules) if (!isKept) this.faults.push(`${verb} ${fault}`);
    this.recorded.set(id, { session, verb, isDefined });
    this.changes.push(verb);
    this.statements.push(statement);
  }
}
