import { fakeCoordinators } from '../__testUtils__/fakeCoordinators';
import { LAST_PAGE } from '../__testUtils__/lastPage';
import { rejection } from '../__testUtils__/rejection';

const { coordinator, clientOf } = fakeCoordinators();

describe('a statement is never executed twice', () => {
  it.each([['break' as const], ['half' as const]])(
    'is not sent again when the connection ends after it was sent (%s)',
    async how => {
      const fake = await coordinator(() => how);
      const error = await rejection(clientOf(fake).query('DELETE FROM t'));
      expect(error).toMatchObject({
        name: 'TrinoConnectionError',
        phase: 'exchange',
      });
      expect(error.message).toContain('it was not sent again');
      expect(fake.methods).toEqual(['POST']);
    },
  );

  it.each([[502], [504]])(
    'is not sent again after %d, which a proxy may say when Trino has it',
    async status => {
      const fake = await coordinator(() => ({ text: 'proxy', status }));
      await expect(clientOf(fake).query('DELETE FROM t')).rejects.toMatchObject(
        { name: 'TrinoResponseError', status },
      );
      expect(fake.methods).toEqual(['POST']);
    },
  );

  it('a page is asked for again when the connection breaks off, the statement is not', async () => {
    let broken = 0;
    const fake = await coordinator((request, self) => {
      if (request.method === 'POST') {
        return { json: { id: 'q1', nextUri: self.page(1) } };
      }
      broken++;
      if (broken === 1) return 'break';
      if (broken === 2) return 'half';
      return { json: LAST_PAGE };
    });
    const { rows } = await clientOf(fake).query('SELECT 1');
    expect(rows).toEqual([[1]]);
    expect(fake.methods).toEqual(['POST', 'GET', 'GET', 'GET']);
  });

  it('gives up when the budget is used up, and tells Trino', async () => {
    const fake = await coordinator((request, self) =>
      request.method === 'POST'
        ? { json: { id: 'q1', nextUri: self.page(1) } }
        : { text: 'no', status: 503 },
    );
    await expect(
      clientOf(fake, { retries: { maxRetries: 2 } }).query('SELECT 1'),
    ).rejects.toMatchObject({ name: 'TrinoResponseError', status: 503 });
    expect(fake.methods).toEqual(['POST', 'GET', 'GET', 'GET', 'DELETE']);
  });

  it('does not wait longer than the budget when the server asks for more', async () => {
    const fake = await coordinator(() => ({
      text: 'later',
      status: 429,
      headers: { 'Retry-After': '3600' },
    }));
    await expect(clientOf(fake).query('SELECT 1')).rejects.toMatchObject({
      status: 429,
    });
    expect(fake.methods).toEqual(['POST']);
  });
});
