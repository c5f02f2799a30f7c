import type { APIRoute } from 'astro';
import { doctorText } from '../labs/doctor.ts';

/** The script that says what a machine lacks for labs on a cluster of one's own. No browser takes it for a page: it begins with `#!`. */
export const GET: APIRoute = () =>
  new Response(doctorText(), {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  });
