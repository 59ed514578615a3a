import type {
  SeenRequest,
  TestAnswer,
} from '../../__testUtils__/CatalogTestServer';

/** An answer as JSON, or what is made of the request. */
export type Answer =
  | Exclude<TestAnswer, Function>
  | ((request: SeenRequest) => TestAnswer);

/** That there is no such table, or no such namespace, as Iceberg's own server says it. */
export const noSuch = (type: string) => ({
  status: 404,
  json: {
    error: { message: 'Not there', type, code: 404, stack: ['at org.x'] },
  },
});

/** A page of namespaces, each with its levels. */
export const namespaces = (...list: string[][]) => ({
  json: { namespaces: list },
});
