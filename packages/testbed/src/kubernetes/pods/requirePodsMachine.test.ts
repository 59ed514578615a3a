import { MissingPrerequisiteError } from '../../MissingPrerequisiteError';
import { requirePodsMachine } from './requirePodsMachine';

describe('A machine that can’t have real pods', () => {
  const before = process.env.PATH;
  const platform = Object.getOwnPropertyDescriptor(process, 'platform')!;

  afterEach(() => {
    process.env.PATH = before;
    Object.defineProperty(process, 'platform', platform);
  });

  it('is told all that it lacks at once, and how to get it', async () => {
    Object.defineProperty(process, 'platform', { value: 'linux' });
    process.env.PATH = '/nowhere';
    const error = await requirePodsMachine().catch(thrown => thrown);
    expect(error).toBeInstanceOf(MissingPrerequisiteError);
    for (const part of ['containerd', 'ctr', 'unshare', 'apt-get install'])
      expect(error.message).toContain(part);
    expect(error.message).toContain('"controllers"');
  });

  it('is told so when it is no Linux', async () => {
    Object.defineProperty(process, 'platform', { value: 'darwin' });
    await expect(requirePodsMachine()).rejects.toThrow(
      /Real pods need Linux, this is darwin/,
    );
  });
});
