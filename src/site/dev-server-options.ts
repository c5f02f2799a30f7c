/** How the server of `npm run dev` is reached: what its process is told by the command that begins it. */
export interface DevServerOptions {
  /** The first free port from here on; Astro's own if there is none. */
  port?: number;
  /** Address of this machine to listen at; only this machine can reach the server if there is none. */
  host?: string;
  /** Whether the page is opened in a browser. */
  open: boolean;
}
