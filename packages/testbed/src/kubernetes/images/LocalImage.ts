/** An image that is made of files of this machine. */
export interface LocalImage {
  /** As pods name it: `trinodb/trino:476`, which is the same as `docker.io/trinodb/trino:476`. */
  name: string;
  /**
   * Folders and files of this machine by their path in the image: `{ '/usr/lib/trino': '…/trino/476' }`. Links are followed, and left
   * out where they lead nowhere.
   * Libraries that programs among them need, and that are not there, are added from this machine.
   */
  files?: Record<string, string>;
  /** Small files by their path in the image. */
  texts?: Record<string, ImageText>;
  /** Programs of this machine by their names, with the libraries that they need: `['bash', 'cat']`. */
  programs?: string[];
  /** Whom it runs as, where the pod says nothing else; default: root. */
  user?: ImageUser;
  /** Folders that belong to `user`. */
  writable?: string[];
  entrypoint?: string[];
  /** Arguments of the entrypoint, where the pod has none. */
  command?: string[];
  env?: Record<string, string>;
  workingDirectory?: string;
}

/** A file. */
export interface ImageText {
  text: string;
  /** Whether it is a program; default: no. */
  executable?: boolean;
}

/** A user who is in `/etc/passwd` of the image, with a group of the same name. */
export interface ImageUser {
  name: string;
  uid: number;
  gid: number;
  /** Default: `/`. */
  home?: string;
}
