import { goProgram } from '../../../stores/goProgram';
import { VERSITY_VERSION } from '../../../stores/startVersityGateway';
import type { LocalImage } from '../LocalImage';
import { SHELL_PROGRAMS } from './shell';

/** The S3 gateway, in place of `versity/versitygw`. That one runs as root, this one as user 1000. */
export async function versityGatewayImage(
  name: string = `versity/versitygw:${VERSITY_VERSION}`,
): Promise<LocalImage> {
  return {
    name,
    files: {
      '/usr/local/bin/versitygw': await goProgram(
        'versitygw',
        'github.com/versity/versitygw/cmd/versitygw',
        VERSITY_VERSION,
      ),
    },
    programs: SHELL_PROGRAMS,
    user: { name: 'versitygw', uid: 1000, gid: 1000 },
    writable: ['/data'],
    entrypoint: ['/usr/local/bin/versitygw'],
  };
}
