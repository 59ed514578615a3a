import { CORE_SCHEMA, load } from 'js-yaml';
import {
  isTextOfYaml12Only,
  kubectlKeyOf,
  kubectlTypeOf,
} from './kubectlScalar';

/** What a program in Go that calls sigs.k8s.io/yaml 1.6 printed for each of them. */
const READ = {
  bool: [
    ...'y Y n N yes Yes YES no No NO on On ON off Off OFF'.split(' '),
    ...'true True TRUE false False FALSE'.split(' '),
  ],
  number: [
    ...'012 08 09 0o12 0O12 -012 +012 +12 0b101 -0b101 0B101 0x1F'.split(' '),
    ...'0X1F -0x1F +0x1F 1_000 1_0.5 1__0 1_ 0_1 0x_1 0b_1 1.5 1.'.split(' '),
    ...'.5 +.5 -.5 1e3 1E3 1e+3 1.5e3 1.e3 +1e3 0 -0 +0 00 007'.split(' '),
    ...'0.10 1.10 18446744073709551616 9223372036854775808'.split(' '),
    ...'99999999999999999999999 -9223372036854775809'.split(' '),
    ...'0x8000000000000000 12e03 0e1 0777 -0o7 -.5e2 -1_000 1.0'.split(' '),
    ...'1_000.5 1e1_0 0_0 0_8 -_1 -0_1 0o_7 0x1_F 6_ 1_e3 1.5_'.split(' '),
    ...'.inf .Inf .INF -.inf +.inf .nan .NaN .NAN'.split(' '),
  ],
  null: ['null', 'Null', 'NULL', '~'],
  text: [
    ...'yEs nO oN oFF tRUE nULL _1 1:20 1:20:30 190:20:30'.split(' '),
    ...'2024-01-01 2024-1-1 2024-01-01T10:00:00Z .e3 e3 1e400'.split(' '),
    ...'inf nan Inf NaN 1.2.3 0x1p3 1p3 + . 1,000 = 0x 0b2 0o8'.split(' '),
    ...'0b 1e 1e+ 0x1G _ __1 ._5 .5_ 0x1.8p3 yes! 12Mi 10s'.split(' '),
    `0b${'1'.repeat(65)}`,
  ],
};

const all = Object.entries(READ).flatMap(([type, texts]) =>
  texts.map(text => [text, type] as const),
);

describe('what kubectl makes of a plain scalar', () => {
  it.each(all)('%s: %s', (text, type) => {
    expect(kubectlTypeOf(text) ?? 'text').toBe(type);
  });

  it('and what only YAML 1.2 takes for a text is told from what no YAML does', () => {
    for (const [text, type] of all)
      if (type !== 'null')
        expect([text, isTextOfYaml12Only(text)]).toEqual([
          text,
          type !== 'text' &&
            typeof load(text, { schema: CORE_SCHEMA }) === 'string',
        ]);
  });

  it('is another key than the one that stands there', () => {
    expect(
      ['on', 'Y', 'off', 'N', 'True', '012', '1_0', '1.0', '~'].map(key => [
        key,
        kubectlKeyOf(key),
      ]),
    ).toEqual([
      ['on', '"true"'],
      ['Y', '"true"'],
      ['off', '"false"'],
      ['N', '"false"'],
      ['True', '"true"'],
      ['012', 'another number'],
      ['1_0', 'another number'],
      ['1.0', 'another number'],
      ['~', 'no key at all'],
    ]);
    for (const same of ['true', 'false', '8080', '0', '1.5', '-0.25', 'one'])
      expect(kubectlKeyOf(same)).toBeUndefined();
  });
});
