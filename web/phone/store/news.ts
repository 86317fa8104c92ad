// News of a shelf: whoever changes what lies on it, the page, another tab or the service worker, tells all who look.

export interface News {
  tell(): void;
  /** Calls `listener` after each change, here or elsewhere in this browser. @returns how to stop that */
  hear(listener: () => void): () => void;
}

/** @param name of the channel between pages and service worker */
export const createNews = (name: string): News => {
  const listeners = new Set<() => void>();
  const tellAll = (): void => {
    for (const listener of listeners) listener();
  };
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name);
  channel?.addEventListener('message', tellAll);
  return {
    tell() {
      tellAll();
      channel?.postMessage('changed');
    },
    hear(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
