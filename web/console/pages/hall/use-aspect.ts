// How broad a drawing may be for its height: it is drawn for the room that it has, instead of leaving half of that empty.
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** @returns where the drawing stands, and its room's width divided by its height, in steps of a twentieth */
export const useAspect = <T extends Element>(before: number): { room: RefObject<T | null>; aspect: number } => {
  const room = useRef<T>(null);
  const [aspect, setAspect] = useState(before);
  useLayoutEffect(() => {
    const element = room.current;
    if (!element) return;
    const measure = (): void => {
      const { clientWidth, clientHeight } = element;
      if (clientHeight > 0) setAspect(Math.round((clientWidth / clientHeight) * 20) / 20);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  return { room, aspect };
};
