/** An object of JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** A statement of the Experience API 1.0.3. */
export interface Statement extends Json {
  id: string;
}

/** Which documents are meant. */
export interface Scope {
  activityId: string;
  /** The learner, as JSON. */
  agent: string;
  registration: string;
}

/** How long an answer may take, in milliseconds, before the lesson goes on without it. */
export const PATIENCE_MS = 15_000;

/** A record store for learning, as far as a lesson uses it (Experience API 1.0.3, part 3, chapter 2). */
export class RecordStore {
  private readonly endpoint: string;
  private readonly token: string;
  private readonly scope: Scope;

  /** @param endpoint base address of its resources @param token of HTTP Basic authentication, as base64 */
  constructor(endpoint: string, token: string, scope: Scope) {
    this.endpoint = endpoint.replace(/\/?$/, '/');
    this.token = token;
    this.scope = scope;
  }

  /** A document of the State resource; undefined if there is none. @throws if the store does not answer as it should */
  state(stateId: string): Promise<Json | undefined> {
    return this.document(`activities/state?${new URLSearchParams({ stateId, ...this.scope })}`);
  }

  /** A document of the Agent Profile resource; undefined if there is none. @throws as above */
  profile(profileId: string): Promise<Json | undefined> {
    return this.document(`agents/profile?${new URLSearchParams({ profileId, agent: this.scope.agent })}`);
  }

  /** Keeps a document. @param isLeaving whether the page may be gone before the answer comes @throws if it is not taken */
  async keep(stateId: string, document: Json, isLeaving: boolean): Promise<void> {
    const address = `activities/state?${new URLSearchParams({ stateId, ...this.scope })}`;
    await this.request(address, { method: 'PUT', body: JSON.stringify(document), keepalive: isLeaving });
  }

  /** Sends statements. Those that were sent before, under the same ids, are not recorded again. @throws if they are not taken */
  async record(statements: readonly Statement[], isLeaving: boolean): Promise<void> {
    await this.request('statements', { method: 'POST', body: JSON.stringify(statements), keepalive: isLeaving });
  }

  private async document(address: string): Promise<Json | undefined> {
    const answer = await this.request(address, { method: 'GET', cache: 'no-store' });
    if (answer.status !== 200) return undefined;
    return (await answer.json()) as Json;
  }

  private async request(address: string, options: RequestInit): Promise<Response> {
    const answer = await fetch(this.endpoint + address, {
      ...options,
      ...(options.keepalive !== true && { signal: AbortSignal.timeout(PATIENCE_MS) }),
      headers: {
        Authorization: `Basic ${this.token}`,
        'Content-Type': 'application/json',
        'X-Experience-API-Version': '1.0.3',
      },
    });
    if (!answer.ok && answer.status !== 404) throw new Error(`HTTP ${answer.status}`);
    return answer;
  }
}

/** An identifier that nobody else gives (RFC 9562, version 4). Pages without encryption have no `randomUUID`. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
