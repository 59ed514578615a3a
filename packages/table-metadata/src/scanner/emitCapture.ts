import type { AvroNode } from '../avro/AvroNode';
import type { BoundColumn } from './BoundColumn';
import {
  emitBlocks,
  emitSkip,
  emitSmall,
  emitUnion,
  READ_LENGTH,
  SKIP_VARINT,
} from './emitSkip';

/** A field of an entry that a scanner keeps. */
export type CapturedField =
  | 'status'
  | 'snapshot'
  | 'sequenceNumber'
  | 'content'
  | 'path'
  | 'fileFormat'
  | 'partition'
  | 'recordCount'
  | 'fileSizeBytes'
  | 'lower'
  | 'upper'
  | 'sortOrderId';

/**
 * Source that reads a field into row `r` of the batch.
 *
 * @returns `undefined` when the field is not of the type that it should have; the exact reader says so.
 */
export function emitCapture(
  node: AvroNode,
  field: CapturedField,
  columns: BoundColumn[],
): string | undefined {
  if (field === 'partition') return emitPartition(node);
  if (node.kind !== 'union') return emitValue(node, field, columns);
  if (isRequired(field)) return undefined;
  // Several branches of a kind would need to be told apart: nobody writes them.
  if (node.branches.length !== 2) return undefined;
  if (!node.branches.some(({ kind }) => kind === 'null')) return undefined;
  return emitUnion(
    node.branches.map(branch =>
      branch.kind === 'null' ? '' : emitValue(branch, field, columns),
    ),
  );
}

function isRequired(field: CapturedField): boolean {
  return (
    field === 'status' ||
    field === 'path' ||
    field === 'recordCount' ||
    field === 'fileSizeBytes'
  );
}

function emitValue(
  node: AvroNode,
  field: CapturedField,
  columns: BoundColumn[],
): string | undefined {
  switch (field) {
    case 'status':
      return isWhole(node)
        ? `${emitSmall(
            'k',
            node.kind,
          )} oStatus[r] = k >= 0 && k < 3 ? k : h.bad();`
        : undefined;
    case 'content':
      return isWhole(node)
        ? `${emitSmall(
            'k',
            node.kind,
          )} oContent[r] = k >= 0 && k < 3 ? k : h.bad();`
        : undefined;
    case 'recordCount':
      return isWhole(node) ? `${emitLong('z')} oRecords[r] = z;` : undefined;
    case 'fileSizeBytes':
      return isWhole(node) ? `${emitLong('z')} oSize[r] = z;` : undefined;
    case 'sequenceNumber':
      return isWhole(node) ? `${emitLong('z')} oSeq[r] = z;` : undefined;
    case 'sortOrderId':
      return isWhole(node)
        ? `${emitSmall(
            'k',
            node.kind,
          )} oOrder[r] = k >= 0 && k < 0x7fffffff ? k : h.bad();`
        : undefined;
    case 'snapshot':
      return isWhole(node)
        ? `${SKIP_VARINT} oSnap[r] = h.snapshots.indexOf(d, q, p);`
        : undefined;
    case 'fileFormat':
      return node.kind === 'string'
        ? `${READ_LENGTH} oFormat[r] = h.fileFormats.indexOf(d, p, p + n); p += n;`
        : undefined;
    case 'path':
      return node.kind === 'string'
        ? `${READ_LENGTH} h.path(O, r, d, p, p + n); p += n;`
        : undefined;
    case 'lower':
    case 'upper':
      return emitBounds(node, field, columns);
    case 'partition':
      return emitPartition(node);
  }
}

/** The encoded tuple is its own name in the dictionary: it is decoded once for each partition of the manifest. */
function emitPartition(node: AvroNode): string | undefined {
  if (node.kind !== 'record') return undefined;
  const skip = emitSkip(node);
  return skip === undefined
    ? undefined
    : `const ps = p; ${skip} if (p > e) h.bad(); oPart[r] = h.partitions.indexOf(d, ps, p);`;
}

/** A list of records of field id and bytes. Version 1 before field ids wrote maps: for the exact reader. */
function emitBounds(
  node: AvroNode,
  side: 'lower' | 'upper',
  columns: BoundColumn[],
): string | undefined {
  if (node.kind !== 'array' || node.items.kind !== 'record') return undefined;
  const { fields } = node.items;
  if (fields.length !== 2 || fields[1].type.kind !== 'bytes') return undefined;
  const key = fields[0].type;
  if (!isWhole(key)) return undefined;
  // Nearly always the id and the length have a byte each, and one look tells it.
  const item = `b = d[p]; n = d[p + 1];
if (((b | n) & 129) === 0) { k = b >>> 1; n >>>= 1; p += 2; if (n > e - p) h.bad(); z = wanted[k]; }
else { ${emitSmall(
    'k',
    key.kind,
  )} z = k >= 0 && k < 4096 ? wanted[k] : h.largeId(k, oStatus[r]); ${READ_LENGTH} }
if (z > 127) z = h.firstSeen(k, oStatus[r]);
if (z !== 0) { ${emitBound(side, columns)} }
p += n;`;
  return emitBlocks(
    count => `oHas[r] = 1; for (; ${count} > 0; ${count}--) { ${item} }`,
    node.items.minBytes,
    0,
  );
}

/** Reads the bound at `p`, of `n` bytes, of the column whose place plus one is `z`. */
function emitBound(side: 'lower' | 'upper', columns: BoundColumn[]): string {
  const cases = columns.flatMap(({ wholeBytes, smallUnit = 1 }, index) => {
    if (wholeBytes === undefined) return [];
    const high = `(d[p + 4] | (d[p + 5] << 8) | (d[p + 6] << 16) | (d[p + 7] << 24))`;
    const low = `(d[p] | (d[p + 1] << 8) | (d[p + 2] << 16) | (d[p + 3] << 24))`;
    const long =
      wholeBytes === 8
        ? `if (n === 8) { const g = ${high} * 4294967296, l = ${low} >>> 0, v = g + l; ${side}${index}[r] = v; ${side}Rest${index}[r] = l - (v - g); } else `
        : '';
    const noRest = wholeBytes === 8 ? `${side}Rest${index}[r] = 0; ` : '';
    return [
      `if (z === ${
        index + 1
      }) { ${long}{ ${noRest}${side}${index}[r] = n === 4 ? ${low} * ${smallUnit} : NaN; } }`,
    ];
  });
  return [...cases, `h.bound(O, z - 1, '${side}', r, d, p, n);`].join(' else ');
}

/** A number of up to four bytes inline, which most are; longer ones by a call. */
function emitLong(variable: string): string {
  return `b = d[p]; if (b < 128) { ${variable} = (b >>> 1) ^ -(b & 1); p++; }
else { n = b & 127; b = d[p + 1]; n |= (b & 127) << 7;
if (b < 128) { ${variable} = (n >>> 1) ^ -(n & 1); p += 2; }
else { b = d[p + 2]; n |= (b & 127) << 14;
if (b < 128) { ${variable} = (n >>> 1) ^ -(n & 1); p += 3; }
else { b = d[p + 3]; n |= (b & 127) << 21;
if (b < 128) { ${variable} = (n >>> 1) ^ -(n & 1); p += 4; }
else { ${variable} = h.long(d, p); p = h.end; } } } }`;
}

function isWhole(node: AvroNode): node is AvroNode & { kind: 'int' | 'long' } {
  return node.kind === 'int' || node.kind === 'long';
}
