interface Given {
  status?: number;
  headers?: Record<string, string>;
}

/**
 * What `fetch` gives. A response of the browser gives its body in a turn of its own, which the clock of a run does not wait for; this one has it
 * at once, and is otherwise like it.
 */
export class ShopResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly #text: string;
  #isUsed = false;

  constructor(text: string | null = '', { status = 200, headers = {} }: Given = {}) {
    this.#text = text ?? '';
    this.status = status;
    this.headers = new Headers(headers);
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  get bodyUsed(): boolean {
    return this.#isUsed;
  }

  /** The body; it can be read once. */
  async text(): Promise<string> {
    if (this.#isUsed) throw new TypeError('Body is unusable: Body has already been read');
    this.#isUsed = true;
    return this.#text;
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }
}
