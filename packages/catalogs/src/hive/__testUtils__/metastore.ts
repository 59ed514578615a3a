import { ThriftWriter } from '../ThriftWriter';
import type { Answerer, Call } from './fakeMetastores';

interface Table {
  name: string;
  fields: Buffer[];
}

/** The answer with a list of names. */
export function names(call: Call, values: string[]): Buffer {
  return ThriftWriter.message(2, call.method, call.id, [
    ThriftWriter.stringListField(0, values),
  ]);
}

/**
 * A metastore with these tables, by their database. It knows methods that are in 3.1 and in 4.0 alike; others are refused
 * as a metastore does it.
 */
export function metastore(tables: Record<string, Table[]>): Answerer {
  return call => {
    switch (call.method) {
      case 'get_all_databases':
        return names(call, Object.keys(tables));
      case 'get_all_tables': {
        const found = tables[call.args.string(1)!];
        return names(
          call,
          found.map(({ name }) => name),
        );
      }
      case 'get_table_objects_by_name_req': {
        const request = call.args.struct(1)!;
        const found = tables[request.string(1)!];
        const wanted = request.list(2) as string[];
        return ThriftWriter.message(2, call.method, call.id, [
          ThriftWriter.structField(0, [
            ThriftWriter.structListField(
              1,
              found
                .filter(({ name }) => wanted.includes(name))
                .map(({ fields }) => fields),
            ),
          ]),
        ]);
      }
      default:
        return ThriftWriter.message(3, call.method, call.id, [
          ThriftWriter.stringField(1, `Invalid method name: '${call.method}'`),
        ]);
    }
  };
}

/** A table with these parameters. */
export function table(
  name: string,
  parameters: Record<string, string>,
  more: { type?: string; inputFormat?: string } = {},
): Table {
  return {
    name,
    fields: [
      ThriftWriter.stringField(1, name),
      ThriftWriter.structField(7, [
        ThriftWriter.stringField(2, `s3://b/${name}`),
        ThriftWriter.stringField(3, more.inputFormat ?? ''),
      ]),
      ThriftWriter.stringMapField(9, parameters),
      ThriftWriter.stringField(12, more.type ?? 'EXTERNAL_TABLE'),
    ],
  };
}
