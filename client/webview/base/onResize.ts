/** Calls `listener` when the element is laid out for the first time, and when its size changes, until `signal` says that it is over. */
export function onResize(target: Element, listener: () => void, signal: AbortSignal): void {
  const observer = new ResizeObserver(listener);
  observer.observe(target);
  signal.addEventListener('abort', () => observer.disconnect());
}
