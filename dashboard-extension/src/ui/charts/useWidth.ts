import { useLayoutEffect, useRef, useState, type RefObject } from "react";

/** Width of an element in pixels, now and whenever it changes; `usual` until it is known. */
export function useWidth<Part extends Element>(usual: number): [RefObject<Part>, number] {
  const part = useRef<Part>(null);
  const [width, setWidth] = useState(usual);
  useLayoutEffect(() => {
    const found = part.current;
    if (!found) return undefined;
    const measure = () => setWidth(Math.round(found.getBoundingClientRect().width) || usual);
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(found);
    return () => observer.disconnect();
  }, [usual]);
  return [part, width];
}
