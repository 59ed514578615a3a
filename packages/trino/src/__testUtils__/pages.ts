import type {
  FakeAnswer,
  FakeCoordinator,
  SeenRequest,
} from './FakeCoordinator';

/** Answers with these pages one after the other; the first to the POST. */
export function pages(...list: object[]) {
  return (request: SeenRequest, fake: FakeCoordinator): FakeAnswer => {
    if (request.method === 'DELETE') {
      return { json: {}, status: 204 };
    }
    const number =
      request.method === 'POST' ? 0 : Number(request.path.split('/').pop());
    const isLast = number === list.length - 1;
    return {
      json: {
        id: 'q1',
        ...(isLast ? {} : { nextUri: fake.page(number + 1) }),
        stats: { state: isLast ? 'FINISHED' : 'RUNNING' },
        ...list[number],
      },
    };
  };
}
