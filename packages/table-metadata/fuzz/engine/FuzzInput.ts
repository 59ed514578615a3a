/**
 * What one run of a target gets: one file, or a whole table by the names below its folder. `@…` are no files but
 * settings, for example `@location`.
 */
export interface FuzzInput {
  target: string;
  files: Map<string, Uint8Array>;
}

interface Head {
  target: string;
  files: Array<[name: string, length: number]>;
}

/** One file that holds an input: a line of JSON, then the files one after the other. */
export function encodeInput({ target, files }: FuzzInput): Buffer {
  const head: Head = {
    target,
    files: [...files].map(([name, bytes]) => [name, bytes.length]),
  };
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(head)}\n`),
    ...files.values(),
  ]);
}

/** The reverse of {@link encodeInput}. */
export function decodeInput(bytes: Uint8Array): FuzzInput {
  const end = bytes.indexOf(0x0a);
  const head: Head = JSON.parse(Buffer.from(bytes.subarray(0, end)).toString());
  const files = new Map<string, Uint8Array>();
  let position = end + 1;
  for (const [name, length] of head.files) {
    files.set(name, bytes.slice(position, position + length));
    position += length;
  }
  return { target: head.target, files };
}

/** Bytes of all files of an input. */
export function inputSize({ files }: FuzzInput): number {
  let size = 0;
  for (const [name, bytes] of files) size += name.length + bytes.length;
  return size;
}
