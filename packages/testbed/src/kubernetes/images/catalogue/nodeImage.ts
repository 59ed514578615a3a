import type { LocalImage } from '../LocalImage';
import { SHELL_PROGRAMS } from './shell';

/** Node as it runs this, in place of `node`: as user 1000, with `node` as its entrypoint. */
export function nodeImage(name: string = 'node:24'): LocalImage {
  return {
    name,
    files: { '/usr/local/bin/node': process.execPath },
    programs: SHELL_PROGRAMS,
    user: { name: 'node', uid: 1000, gid: 1000, home: '/home/node' },
    writable: ['/home/node'],
    entrypoint: ['node'],
  };
}
