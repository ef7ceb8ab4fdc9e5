// Records the servers of WebRTC, and peers in session descriptions. Resolver rules and policies do not apply to them, so the
// page's calls are wrapped, and servers removed: TURN over TCP connects directly, even with UDP disabled
// (https://www.w3.org/TR/webrtc/#dom-rtciceserver, RFC 8839 §5.1, RFC 8656).
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
    for (const found of String(text || '').matchAll(/candidate:\S+ \d+ (\w+) \d+ (\S+) (\d+) typ/gi)) note(found[1] + ':' + found[2]);
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
    return {type: it.type, sdp: sdp.replace(/^a=candidate:.*\r?\n?/gim, '')};
  });
  native.prototype.addIceCandidate = async it => candidates(it && it.candidate);
})();
