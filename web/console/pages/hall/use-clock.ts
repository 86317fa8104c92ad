// The time of day, once a second, for the few parts that show it.
import { useEffect, useState } from 'react';

/** This browser's clock in ms, anew at every full second of it. */
export const useSecond = (): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = (): void => {
      setNow(Date.now());
      timer = setTimeout(tick, 1_000 - (Date.now() % 1_000) + 5);
    };
    timer = setTimeout(tick, 1_000 - (Date.now() % 1_000) + 5);
    return () => clearTimeout(timer);
  }, []);
  return now;
};
