/** A request that several components wait for. */
interface SharedRequest {
  promise: Promise<unknown>;
  controller: AbortController;
  waiting: number;
}

/**
 * Lets components that ask the same thing at the same time share one request: the header
 * and the tab of a table both need its details. Aborted when nobody waits any more.
 */
export class SharedRequests {
  readonly #requests = new Map<string, SharedRequest>();

  /**
   * Joins the running request of that key, or starts one.
   * @returns the answer, and a function that says one waits no more.
   */
  request<T>(
    key: string,
    load: (signal: AbortSignal) => Promise<T>,
  ): { promise: Promise<T>; release(): void } {
    let request = this.#requests.get(key);
    if (!request) {
      request = this.#start(key, load);
    }
    const joined = request;
    joined.waiting += 1;
    let released = false;
    return {
      // The same key always loads the same type: keys name the call and its parameters.
      promise: joined.promise as Promise<T>,
      release: () => {
        if (released) {
          return;
        }
        released = true;
        joined.waiting -= 1;
        if (joined.waiting === 0 && this.#requests.get(key) === joined) {
          this.#requests.delete(key);
          joined.controller.abort();
        }
      },
    };
  }

  #start<T>(
    key: string,
    load: (signal: AbortSignal) => Promise<T>,
  ): SharedRequest {
    const controller = new AbortController();
    const request: SharedRequest = {
      promise: load(controller.signal),
      controller,
      waiting: 0,
    };
    this.#requests.set(key, request);
    const settle = () => {
      if (this.#requests.get(key) === request) {
        this.#requests.delete(key);
      }
    };
    request.promise.then(settle, settle);
    return request;
  }
}
