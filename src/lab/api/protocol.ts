/**
 * A request to the API server, as HTTP has it. The server needs no socket: it takes these and answers with those. An adapter puts it on
 * a port for the real kubectl (`scripts/lab/`), the page calls it as a function.
 */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'HEAD';
  /** Path with its query, such as `/api/v1/namespaces/default/pods?limit=500`. */
  path: string;
  /** Names in lower case: `accept`, `content-type`, `authorization`, `impersonate-user`… */
  headers: Readonly<Record<string, string>>;
  /** JSON or YAML, as `content-type` says. */
  body?: string;
  /**
   * Who asks, when the connection itself proves it (a client certificate): as in its subject, common name and organizations; and whose
   * signature it has, as 64 hexadecimal digits. Without that nobody asks for it.
   */
  certificate?: { name: string; groups: readonly string[]; signer?: string };
  /** What somebody types into a container while the answer comes; otherwise `body` has all of it. */
  input?: ApiInput;
}

/** What comes in over a connection in both directions, piece by piece; undefined at its end. */
export interface ApiInput {
  read(): Promise<string | undefined>;
}

/** The answer: either `body` is the whole of it, or `stream` gives it piece by piece (watch, logs that are followed). */
export interface ApiResponse {
  status: number;
  /** Names in lower case. There may be several `warning` headers: they are in `warnings`, as texts without code and agent. */
  headers: Readonly<Record<string, string>>;
  /** What the `Warning` headers say, in their order. */
  warnings: readonly string[];
  body: string;
  stream?: ApiStream;
}

/** What comes piece by piece. */
export interface ApiStream {
  /** The next piece; undefined when nothing more follows. Pieces of a watch are lines of JSON, each with its line break. */
  next(): Promise<string | undefined>;
  /** Ends it from the reader's side; a `next` that waits then gets undefined. */
  close(): void;
}

/** How programs reach the API server. Never throws: what is wrong is a response. */
export type Transport = (request: ApiRequest) => Promise<ApiResponse>;
