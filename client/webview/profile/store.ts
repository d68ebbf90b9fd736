// The one place that holds what the user has chosen. Views change it and hear of changes; none speaks to another.

export interface Store<S> {
  readonly state: S;
  change(part: Partial<S>): void;
  onChange(listener: (state: S, before: S) => void): void;
}

/** `keep` gets every new state once the changes of a moment are over. */
export function createStore<S extends object>(initial: S, keep: (state: S) => void): Store<S> {
  const listeners: ((state: S, before: S) => void)[] = [];
  let state = initial;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    get state() {
      return state;
    },
    change(part) {
      const before = state;
      state = { ...state, ...part };
      for (const listener of listeners) listener(state, before);
      clearTimeout(timer);
      timer = setTimeout(() => keep(state), 100);
    },
    onChange: listener => void listeners.push(listener),
  };
}
