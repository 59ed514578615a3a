import { ServerProcess, type ServerProcessOptions } from '../processes';

/** Where the processes of a Kubernetes run: on this machine as it is, or in namespaces of their own. */
export interface Place {
  /** Where servers listen that pods and the node have to reach too: an address, or all of the place. */
  bindAddress: string;
  /** Under which others in the place reach them. */
  address: string;
  /** Starts a process there; it ends with this one. */
  start(options: ServerProcessOptions): Promise<ServerProcess>;
  /** From now on 127.0.0.1:port of this machine is 127.0.0.1:port of the place. */
  expose(port: number): Promise<void>;
}

/** This machine: everything listens on the loopback interface only. */
export const THIS_MACHINE: Place = {
  bindAddress: '127.0.0.1',
  address: '127.0.0.1',
  start: options => ServerProcess.start(options),
  expose: async () => {},
};
