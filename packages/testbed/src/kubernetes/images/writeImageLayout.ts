import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeBaseFiles } from './baseFiles';
import { imageReference } from './imageReference';
import type { LocalImage } from './LocalImage';
import { type Blob, writeBlob, writeLayer } from './writeLayer';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';

/**
 * Writes an image as a folder in OCI's layout: a layer for what all images have and for small files, one for each folder of
 * `files`, and one for what the user may write to.
 *
 * @see https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 */
export async function writeImageLayout(
  layout: string,
  image: LocalImage,
): Promise<void> {
  const blobs = join(layout, 'blobs', 'sha256');
  await mkdir(blobs, { recursive: true });
  const layers = await writeLayers(layout, blobs, image);
  const config = await writeBlob(blobs, CONFIG, [
    JSON.stringify(imageConfig(image, layers)),
  ]);
  const manifest = await writeBlob(blobs, MANIFEST, [
    JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config, layers }),
  ]);
  const reference = imageReference(image.name);
  await writeFile(
    join(layout, 'index.json'),
    JSON.stringify({
      schemaVersion: 2,
      mediaType: INDEX,
      manifests: [
        {
          ...manifest,
          annotations: {
            'io.containerd.image.name': reference,
            'org.opencontainers.image.ref.name': reference,
          },
        },
      ],
    }),
  );
  await writeFile(
    join(layout, 'oci-layout'),
    JSON.stringify({ imageLayoutVersion: '1.0.0' }),
  );
}

async function writeLayers(
  layout: string,
  blobs: string,
  image: LocalImage,
): Promise<Blob[]> {
  const base = join(layout, 'base');
  await mkdir(base);
  await writeBaseFiles(base, image);
  const layers = [
    await writeLayer(blobs, { from: base, to: '/', followLinks: false }),
  ];
  await rm(base, { recursive: true });
  for (const [to, from] of Object.entries(image.files ?? {}))
    layers.push(await writeLayer(blobs, { from, to, followLinks: true }));
  if (image.user)
    for (const to of image.writable ?? []) {
      const empty = join(layout, 'empty');
      await mkdir(empty, { recursive: true });
      layers.push(
        await writeLayer(blobs, {
          ...{ from: empty, to, followLinks: false, owner: image.user },
        }),
      );
      await rm(empty, { recursive: true });
    }
  return layers;
}

function imageConfig(image: LocalImage, layers: Blob[]): object {
  const { user, entrypoint, command, workingDirectory } = image;
  const env = {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    ...image.env,
  };
  return {
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: {
      Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
      // By number: with "runAsNonRoot" a name is refused.
      ...(user && { User: `${user.uid}:${user.gid}` }),
      ...(entrypoint && { Entrypoint: entrypoint }),
      ...(command && { Cmd: command }),
      ...(workingDirectory && { WorkingDir: workingDirectory }),
    },
    // Layers are not compressed: what they are packed as is what they are.
    rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
  };
}
