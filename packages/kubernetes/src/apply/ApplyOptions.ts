import type { ObjectSet } from '../model';
import type { WaitProgress } from '../wait';
import type { AppliedObject } from './ApplyReport';

/** How objects are applied. */
export interface ApplyOptions {
  /** One for all: `lakehouse-portal`. */
  readonly fieldManager: string;
  /** What they belong to. */
  readonly set: ObjectSet;
  /**
   * Fields that are taken over from others, agreed to by a person who saw the conflict: as in the conflict,
   * `.spec.replicas` (of any object), or with the object's id, `Deployment.apps/lake/trino .spec.replicas`. Nothing else
   * is ever taken.
   */
  readonly takeOwnership?: readonly string[];
  /**
   * Lets the server try all objects before the first one is applied, so that a conflict or an error leaves everything as
   * it was; true when left out. What is in a namespace that does not exist yet can't be tried.
   */
  readonly checkFirst?: boolean;
  /** Waits until the objects of a layer are ready before the next one is applied; false when left out. */
  readonly waitBetweenLayers?: boolean;
  /** For each of these waits, in milliseconds; 600,000 when left out. */
  readonly waitTimeoutMs?: number;
  readonly onProgress?: (progress: ApplyProgress) => void;
  /** Ends it between two requests. What was applied stays; applying again goes on from there. */
  readonly signal?: AbortSignal;
}

/** How far it is. */
export type ApplyProgress =
  | { readonly kind: 'checking'; readonly total: number }
  | { readonly kind: 'layer'; readonly layer: number; readonly total: number }
  | {
      readonly kind: 'object';
      readonly object: AppliedObject;
      /** Objects that are done, of `total`. */
      readonly done: number;
      readonly total: number;
    }
  | {
      readonly kind: 'waiting';
      readonly layer: number;
      readonly progress: WaitProgress;
    };
