import type { ContainerProgram } from '../inside.ts';
import { ifconfig, ip, netstat, ping } from './addresses.ts';
import { curl } from './curl.ts';
import { df } from './disks.ts';
import { httpd } from './httpd.ts';
import { nc, telnet } from './nc.ts';
import { nslookup } from './nslookup.ts';
import { hostname, id, kill, pause, ps, stress, whoami } from './processes.ts';
import { wget } from './wget.ts';

/** The programs with which one looks around in a container. */
export const toolPrograms: Readonly<Record<string, ContainerProgram>> = {
  curl,
  df,
  hostname,
  id,
  httpd,
  ifconfig,
  ip,
  kill,
  nc,
  netstat,
  nslookup,
  pause,
  ping,
  ps,
  stress,
  telnet,
  whoami,
  wget,
};
