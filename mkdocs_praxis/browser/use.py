"""Scripts run in a visited page: they use it as a person does, and list what it stored."""

# Records the servers of WebRTC, and peers in session descriptions. Resolver rules and policies do not apply to them, so the
# page's calls are wrapped, and servers removed: TURN over TCP connects directly, even with UDP disabled
# (https://www.w3.org/TR/webrtc/#dom-rtciceserver, RFC 8839 §5.1, RFC 8656).
PEERS = """
(() => {
  const native = globalThis.RTCPeerConnection;
  if (!native) return;
  const note = address => { try { __praxisPeer(String(address)) } catch {} };
  const servers = config => {
    if (!config || typeof config !== 'object') return config;
    for (const server of config.iceServers || [])
      for (const address of [server.urls ?? server.url ?? []].flat()) note(address);
    return {...config, iceServers: []};
  };
  const candidates = text => {
    for (const found of String(text || '').matchAll(/candidate:\\S+ \\d+ (\\w+) \\d+ (\\S+) (\\d+) typ/gi)) note(found[1] + ':' + found[2]);
  };
  const seen = new Proxy(native, { construct(target, [config, ...rest], made) { return Reflect.construct(target, [servers(config), ...rest], made); } });
  globalThis.RTCPeerConnection = seen;
  if ('webkitRTCPeerConnection' in globalThis) globalThis.webkitRTCPeerConnection = seen;
  native.prototype.constructor = seen;
  const wrap = (name, before) => {
    const original = native.prototype[name];
    native.prototype[name] = function (first, ...rest) { return original.call(this, before(first), ...rest); };
  };
  wrap('setConfiguration', servers);
  wrap('setRemoteDescription', it => {
    if (!it || typeof it !== 'object') return it;
    const sdp = String(it.sdp || '');
    candidates(sdp);
    return {type: it.type, sdp: sdp.replace(/^a=candidate:.*\\r?\\n?/gim, '')};
  });
  native.prototype.addIceCandidate = async it => candidates(it && it.candidate);
})();
"""
# Records contacts blocked by the policy (CSP3 §5.5), or by the guard, which logs to the console.
REFUSED = """
(() => {
  const note = (...told) => { try { __praxisRefused(told.map(String)) } catch {} };
  addEventListener('securitypolicyviolation', e => {
    if (e.disposition === 'enforce') note(e.blockedURI, e.effectiveDirective, e.sourceFile || '', e.lineNumber || 0);
  }, true);
  addEventListener('error', e => { if (e.message) note('', 'error', e.filename || '', e.lineno || 0, e.message); });
})();
"""
USE = """
() => {
  for (const details of document.querySelectorAll('details')) details.open = true;
  for (const field of document.querySelectorAll('input[type=search], input[type=text], input:not([type])')) {
    field.focus(); field.value = 'praxis'; field.dispatchEvent(new Event('input', {bubbles: true}));
    field.dispatchEvent(new KeyboardEvent('keyup', {bubbles: true, key: 's'}));
  }
  for (const element of [...document.querySelectorAll('a[href], button, select, textarea, [tabindex]')].slice(0, 300)) element.focus();
  window.scrollTo(0, document.documentElement.scrollHeight);
}
"""
BOXES = """
() => [...document.querySelectorAll('a[href], button, summary, h1, p, div, img, li')].slice(0, 12)
  .map(element => element.getBoundingClientRect()).filter(box => box.width && box.height)
  .map(box => [box.x + box.width / 2, box.y + box.height / 2])
"""
LAY_OUT = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))"
# Without scripts, animation frames run no callbacks.
LAY_OUT_WITHOUT_SCRIPT = "() => document.documentElement.getBoundingClientRect().height"
BOTTOM = "() => window.scrollTo(0, document.documentElement.scrollHeight)"
# Databases last: one that the page is opening is listed only when it is made.
STORED = """
async () => {
  const kept = {
    localStorage: Object.keys(localStorage), sessionStorage: Object.keys(sessionStorage), indexedDB: [],
    caches: 'caches' in window ? await caches.keys() : [],
    'service worker': 'serviceWorker' in navigator ? (await navigator.serviceWorker.getRegistrations()).map(r => r.scope) : [],
  };
  if (indexedDB.databases) kept.indexedDB = (await indexedDB.databases()).map(d => d.name);
  return kept;
}
"""
# Events of leaving a page. Dispatched once while the page is alive, since Chromium (156) drops a few per cent of the requests
# that handlers make during unload (https://html.spec.whatwg.org/#unloading-documents).
LEAVE = """
() => {
  Object.defineProperty(document, 'visibilityState', {get: () => 'hidden', configurable: true});
  document.dispatchEvent(new Event('visibilitychange', {bubbles: true}));
  for (const target of [...Array(frames.length).keys()].map(at => frames[at]).concat(window)) try {
    target.dispatchEvent(new target.PageTransitionEvent('pagehide', {persisted: false}));
    target.dispatchEvent(new target.Event('unload'));
  } catch {}  // a frame of another origin
}
"""
LINKS = "() => [...document.querySelectorAll('a[href], area[href]')].map(a => a.href).filter(h => typeof h === 'string')"
