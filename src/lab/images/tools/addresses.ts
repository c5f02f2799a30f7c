import type { ContainerProgram } from '../inside.ts';

/** The hardware address that belongs to an address: as plugins of container networks make it. */
const hardware = (address: string): string =>
  ['0a', '58', ...address.split('.').map((part) => Number(part).toString(16).padStart(2, '0'))].join(':');

const gateway = (address: string): string => address.replace(/\.\d+$/, '.1');

/** `ip addr` and `ip route`, as far as one looks up addresses by them. */
export const ip: ContainerProgram = async ({ arguments: words, output, errors }, { world }) => {
  const what = words.find((word) => !word.startsWith('-')) ?? '';
  const { address } = world;
  if (/^a(d(d(r(ess)?)?)?)?$/.test(what)) {
    output.write(
      `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue qlen 1000\n    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n    inet 127.0.0.1/8 scope host lo\n       valid_lft forever preferred_lft forever\n2: eth0@if5: <BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> mtu 1500 qdisc noqueue\n    link/ether ${hardware(address)} brd ff:ff:ff:ff:ff:ff\n    inet ${address}/24 brd ${address.replace(/\.\d+$/, '.255')} scope global eth0\n       valid_lft forever preferred_lft forever\n`,
    );
    return 0;
  }
  if (/^r(o(u(te?)?)?)?$/.test(what)) {
    output.write(
      `default via ${gateway(address)} dev eth0\n${address.replace(/\.\d+$/, '.0')}/24 via ${gateway(address)} dev eth0  src ${address}\n${gateway(address)} dev eth0 scope link  src ${address}\n`,
    );
    return 0;
  }
  errors.write(
    `ip: the practice cluster shows addresses and routes only (ip addr, ip route); on your own cluster there is more.\n`,
  );
  return 1;
};

/** `ifconfig`. */
export const ifconfig: ContainerProgram = async ({ output }, { world: { address } }) => {
  output.write(
    `eth0      Link encap:Ethernet  HWaddr ${hardware(address).toUpperCase()}\n          inet addr:${address}  Bcast:${address.replace(/\.\d+$/, '.255')}  Mask:255.255.255.0\n          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1\n\nlo        Link encap:Local Loopback\n          inet addr:127.0.0.1  Mask:255.0.0.0\n          UP LOOPBACK RUNNING  MTU:65536  Metric:1\n\n`,
  );
  return 0;
};

/** `netstat`: what listens in the Pod. */
export const netstat: ContainerProgram = async ({ output }, { network }) => {
  output.write(
    'Active Internet connections (only servers)\nProto Recv-Q Send-Q Local Address           Foreign Address         State       \n',
  );
  for (const { port, protocol, isWithin } of network.ports()) {
    const local = `${isWithin ? '127.0.0.1' : '0.0.0.0'}:${port}`;
    output.write(
      `${protocol.toLowerCase().padEnd(5)}      0      0 ${local.padEnd(23)} 0.0.0.0:*               ${protocol === 'TCP' ? 'LISTEN' : ''}\n`,
    );
  }
  return 0;
};

/** `ping`: nothing in the practice cluster answers to it. */
export const ping: ContainerProgram = async ({ arguments: words, errors }, { network }) => {
  const host = words.filter((word) => !word.startsWith('-')).at(-1) ?? '';
  try {
    await network.resolve(host);
  } catch {
    errors.write(`ping: bad address '${host}'\n`);
    return 1;
  }
  errors.write(
    'ping: the practice cluster carries no pings. Whether a server answers, nc -z HOST PORT or wget -qO- URL tells; on your own cluster ping works between Pods, and never with the address of a Service.\n',
  );
  return 1;
};
