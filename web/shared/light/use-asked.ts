// An answer of the API for a light page: asked when shown, and again when told to, without a query library.
import { useCallback, useEffect, useRef, useState } from 'react';

export interface Asked<T> {
  data: T | null;
  error: unknown;
  busy: boolean;
  again: () => void;
  /** Puts in what an action answered. */
  put: (data: T) => void;
}

/** @param question asked anew whenever it changes; keep it in `useCallback` */
export const useAsked = <T>(question: () => Promise<T>): Asked<T> => {
  const [state, setState] = useState<{ data: T | null; error: unknown; busy: boolean }>({
    data: null,
    error: null,
    busy: true,
  });
  const turn = useRef(0);
  const again = useCallback(() => {
    turn.current += 1;
    const mine = turn.current;
    setState((before) => ({ ...before, busy: true }));
    question().then(
      (data) => mine === turn.current && setState({ data, error: null, busy: false }),
      (error: unknown) => mine === turn.current && setState((before) => ({ ...before, error, busy: false })),
    );
  }, [question]);
  useEffect(() => {
    again();
    return () => {
      turn.current += 1;
    };
  }, [again]);
  const put = useCallback((data: T) => {
    turn.current += 1;
    setState({ data, error: null, busy: false });
  }, []);
  return { ...state, again, put };
};
