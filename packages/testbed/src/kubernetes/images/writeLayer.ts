import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { runCommand } from '../../processes';

/** Of an image, as a file in its folder of blobs. */
export interface Blob {
  mediaType: string;
  digest: string;
  size: number;
}

/** What goes into a layer. */
export interface LayerSource {
  /** A folder of this machine, or a file. */
  from: string;
  /** Its path in the image. */
  to: string;
  owner?: { uid: number; gid: number };
  /** Whether links are followed, and left out where they lead nowhere; otherwise they are kept. */
  followLinks: boolean;
}

/**
 * Packs a folder or file into a layer that is the same whenever its content is.
 *
 * @throws Error with what tar said.
 */
export async function writeLayer(
  blobs: string,
  { from, to, owner = { uid: 0, gid: 0 }, followLinks }: LayerSource,
): Promise<Blob> {
  const isFolder = (await stat(from)).isDirectory();
  const target = to.replace(/^\/+|\/+$/g, '');
  const pattern = isFolder ? '^\\.' : `^${escaped(basename(from))}$`;
  const tar = spawn(
    'tar',
    [
      ...['--create', '--file=-', '--format=pax', '--sort=name'],
      ...['--mtime=@0', '--pax-option=delete=atime,delete=ctime'],
      ...[
        `--owner=owner:${owner.uid}`,
        `--group=group:${owner.gid}`,
        '--numeric-owner',
      ],
      // Whoever it runs as can read it.
      '--mode=a+rX',
      ...(followLinks ? ['--dereference', '--hard-dereference'] : []),
      ...['--anchored', '--no-wildcards'],
      ...(followLinks && isFolder ? await deadLinks(from) : []).map(
        link => `--exclude=${link}`,
      ),
      // S: targets of links stay as they are.
      `--transform=s,${pattern},${escaped(target) || '.'},S`,
      `--directory=${isFolder ? from : dirname(from)}`,
      isFolder ? '.' : basename(from),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  tar.stderr.on('data', chunk => {
    said = (said + chunk).slice(-4_000);
  });
  const ended = new Promise<void>((resolve, reject) => {
    tar.once('error', reject);
    tar.once('close', code =>
      code === 0
        ? resolve()
        : reject(new Error(`tar could not pack ${from} (${code}): ${said}`)),
    );
  });
  const blob = writeBlob(
    blobs,
    'application/vnd.oci.image.layer.v1.tar',
    tar.stdout,
  );
  const [written] = await Promise.all([blob, ended]);
  return written;
}

/** Those that lead nowhere, as packages of Debian have them to others that are not installed: `./lib/src.zip`. */
async function deadLinks(folder: string): Promise<string[]> {
  const found = await runCommand('find', ['-L', '.', '-type', 'l', '-print0'], {
    cwd: folder,
    timeoutMs: 60_000,
  });
  return found.split('\0').filter(path => path !== '');
}

let count = 0;

/** Writes a blob under its digest. */
export async function writeBlob(
  blobs: string,
  mediaType: string,
  content: NodeJS.ReadableStream | string[],
): Promise<Blob> {
  count += 1;
  const temporary = join(blobs, `partial-${count}`);
  const hash = createHash('sha256');
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      hash.update(chunk);
      size += chunk.length;
      callback(undefined, chunk);
    },
  });
  await pipeline(content, measure, createWriteStream(temporary));
  const hex = hash.digest('hex');
  await rename(temporary, join(blobs, hex));
  return { mediaType, digest: `sha256:${hex}`, size };
}

/** For the left side of sed's `s,…,…,`; harmless on the right. */
function escaped(text: string): string {
  return text.replace(/[\\.*[\]^$,&]/g, '\\$&');
}
