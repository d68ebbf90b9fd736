// The extension, as a page sees it: messages both ways, and a small state that outlives a hidden or reloaded page.
import type { Check } from '#core/messages/check';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export interface Host<ToHost> {
  post(message: ToHost): void;
  /** What {@link keep} was last given; null at first, or where it is not a state (any more). */
  kept<S>(check: Check<S>): S | null;
  keep(state: unknown): void;
}

/** Passes every message that has a known shape to `receive`; others are dropped. To be called once for a page. */
export function connect<ToPage, ToHost>(check: Check<ToPage>, receive: (message: ToPage) => void): Host<ToHost> {
  const api = acquireVsCodeApi();
  addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (check(data)) receive(data);
  });
  return {
    post: message => api.postMessage(message),
    kept: isState => {
      const state = api.getState();
      return isState(state) ? state : null;
    },
    keep: state => api.setState(state),
  };
}
