import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * Where processes and all that they started listen (TCP), as the kernel says it: `127.0.0.1:9083`, `[::1]:80`, `*:80` for
 * every address. Linux only.
 */
export function listeningAddresses(pids: number[]): string[] {
  const sockets = new Map([
    ...listeningSockets('/proc/net/tcp'),
    ...listeningSockets('/proc/net/tcp6'),
  ]);
  return [
    ...new Set(
      processTree(pids).flatMap(pid =>
        inodesOf(pid).flatMap(inode => sockets.get(inode) ?? []),
      ),
    ),
  ].sort();
}

/** Those that are not of the loopback interface. */
export function beyondLoopback(addresses: string[]): string[] {
  return addresses.filter(address => !/^(127\.|\[::1\])/.test(address));
}

/** Addresses by the inode of the socket. */
function listeningSockets(table: string): Array<[string, string]> {
  return readFileSync(table, 'utf8')
    .split('\n')
    .slice(1)
    .map(line => line.trim().split(/\s+/))
    .filter(fields => fields[3] === '0A')
    .map(fields => [fields[9], addressOf(fields[1])]);
}

/** `0100007F:2382` is 127.0.0.1:9090: groups of four bytes, each in the order of the machine. */
function addressOf(text: string): string {
  const [hex, port] = text.split(':');
  const bytes = hex
    .match(/.{8}/g)!
    .flatMap(group => group.match(/../g)!.reverse())
    .map(byte => parseInt(byte, 16));
  const at = parseInt(port, 16);
  if (bytes.every(byte => byte === 0)) return `*:${at}`;
  if (bytes.length === 4) return `${bytes.join('.')}:${at}`;

  if (bytes.slice(0, 15).every(byte => byte === 0) && bytes[15] === 1)
    return `[::1]:${at}`;
  // An address of IPv4 on a socket of IPv6, as Java binds one.
  const isMapped =
    bytes.slice(0, 10).every(byte => byte === 0) &&
    bytes[10] === 0xff &&
    bytes[11] === 0xff;
  return isMapped
    ? `${bytes.slice(12).join('.')}:${at}`
    : `[${Buffer.from(bytes).toString('hex')}]:${at}`;
}

/** These processes and all that they started. */
export function processTree(pids: number[]): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter(entry => /^\d+$/.test(entry)))
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(
        Number(name),
        Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]),
      );
    } catch (error) {
      ignoreGone(error);
    }
  const found = new Set(pids);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  return [...found];
}

function inodesOf(pid: number): string[] {
  const inodes: string[] = [];
  try {
    for (const name of readdirSync(`/proc/${pid}/fd`))
      try {
        const target = readlinkSync(`/proc/${pid}/fd/${name}`);
        const [, inode] = /^socket:\[(\d+)\]$/.exec(target) ?? [];
        if (inode) inodes.push(inode);
      } catch (error) {
        ignoreGone(error);
      }
  } catch (error) {
    ignoreGone(error);
  }
  return inodes;
}

/** It went while we looked. */
function ignoreGone(error: unknown): void {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOENT' && code !== 'ESRCH') throw error;
}
