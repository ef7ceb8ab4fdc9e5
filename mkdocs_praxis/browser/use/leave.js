// Events of leaving a page. Dispatched once while the page is alive, since Chromium (156) drops a few per cent of the requests
// that handlers make during unload (https://html.spec.whatwg.org/#unloading-documents).
() => {
  Object.defineProperty(document, 'visibilityState', {get: () => 'hidden', configurable: true});
  document.dispatchEvent(new Event('visibilitychange', {bubbles: true}));
  for (const target of [...Array(frames.length).keys()].map(at => frames[at]).concat(window)) try {
    target.dispatchEvent(new target.PageTransitionEvent('pagehide', {persisted: false}));
    target.dispatchEvent(new target.Event('unload'));
  } catch {}  // a frame of another origin
}
