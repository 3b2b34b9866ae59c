// Give each frame the height of its mail, also after late pictures and in a narrower window.
for (const frame of document.querySelectorAll(".frames iframe")) {
  const fit = () => {
    const html = frame.contentDocument?.documentElement;
    if (html) frame.style.height = `${html.offsetHeight}px`;
  };
  const observe = () => {
    fit();
    new ResizeObserver(fit).observe(frame.contentDocument.body);
  };
  frame.addEventListener("load", observe);
  if (frame.contentDocument?.readyState === "complete") observe();
}
