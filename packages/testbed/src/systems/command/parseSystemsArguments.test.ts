import { SYSTEM_NAMES } from '../systems';
import { parseSystemsArguments } from './parseSystemsArguments';

describe('npm run systems', () => {
  it.each([
    [['up', 'trino'], { action: 'up', names: ['trino'], demo: false }],
    [
      ['up', 'postgres', 's3', 'postgres', '--json'],
      { action: 'up', names: ['postgres', 's3'], json: true },
    ],
    [
      ['up', '--demo', 'nessie'],
      {
        action: 'up',
        names: ['trino', 'postgres', 's3', 'rest', 'nessie'],
        demo: true,
      },
    ],
    [['down'], { action: 'down', names: undefined }],
    [['down', 'trino'], { action: 'down', names: ['trino'] }],
    [['status', '--json'], { action: 'status', json: true }],
    [['list'], { action: 'list', json: false }],
    [['--help'], { action: 'help' }],
    [['help'], { action: 'help' }],
  ])('understands %j', (args, command) => {
    expect(parseSystemsArguments(args)).toMatchObject(command);
  });

  it.each([
    [[], /What to do\?[^]*Usage/],
    [['start'], /"start" is unknown[^]*Usage/],
    [['up'], /Which systems\?[^]*Usage/],
    [['up', 'tirno'], /There is no system "tirno". There are: .*postgres/],
    [['down', 'constructor'], /There is no system "constructor"/],
    [['status', 'trino'], /status takes no names/],
    [['down', '--demo'], /--demo goes with up only/],
    [['up', '--dmeo'], /--dmeo[^]*Usage/],
  ])('refuses %j and says what there is', (args, message) => {
    expect(() => parseSystemsArguments(args)).toThrow(message);
  });

  it('lists in its help every system that there is', () => {
    expect(() => parseSystemsArguments(['up'])).toThrow(
      `Systems: ${SYSTEM_NAMES.join(', ')}`,
    );
  });
});
