// The first script of every page that runs any: closes what no Content-Security-Policy governs.
//
// A policy refuses requests, but Chromium opens connections for frames before it asks, and no policy speaks of WebRTC,
// of preconnect and dns-prefetch links, of passkeys of other sites, or of where a script leads the window. So here:
//   - WebRTC and XSLT are gone, passkeys are the own site's only,
//   - frames, objects, embeds and links take own addresses only, however a script sets them,
//   - markup that a script writes or fetches keeps such elements only with own addresses (Trusted Types, default policy),
//   - workers run from a blob: they obey this page's policy instead of their own response's,
//   - the documents of frames are guarded before anyone can use them, and have this page's policy where they bring none,
//   - before a person has done anything, no script leads the window, or a frame by its name, to another site.
// What is refused is said in the console, where `praxis prove` hears it. HOSTS are further own hosts, ME is this script's element.
(function guard(w, me, hosts) {
  const seen = guard.seen || (guard.seen = new WeakSet());
  if (seen.has(w.document)) return;
  seen.add(w.document);
  const types = w.trustedTypes, make = types && types.createPolicy.bind(types);
  const raw = make ? make('praxis', {createHTML: text => text, createScriptURL: address => address}) : {createHTML: text => text};
  const prototype = name => w[name] && w[name].prototype;
  // Puts `how(go, element, arguments, name)` around setters, getters or methods, where `go` does what they do.
  const around = (target, names, kind, how) => names.split(' ').forEach(name => {
    const property = target && Object.getOwnPropertyDescriptor(target, name), was = property && property[kind];
    if (!was) return;
    property[kind] = function (...given) { return how(() => was.apply(this, given), this, given, name); };
    Object.defineProperty(target, name, property);
  });

  const tags = /^(?:I?FRAME|OBJECT|EMBED|LINK|META)$/i;
  const names = /^(?:href|src|data|content|imagesrcset)$/i;
  const markup = /<(?=(?:i?frame|object|embed|link|meta|frameset)\b)/gi;
  // As XML writes them: these get another name, and the markup stays well-formed.
  const prefixed = /<(\/?[\w.-]+:)(?=(?:i?frame|object|embed|link|meta|frameset)\b)/gi;
  const refresh = /^\s*[\d.]+\s*[;,\s]\s*(?:url\s*=\s*)?["']?(.*)/i;
  const refuse = what => { w.console.warn('praxis: refused', String(what).slice(0, 300)); };
  const own = address => {
    try {
      const url = new URL(address, w.document.baseURI);
      return /^(?:data|blob|about|javascript):$/.test(url.protocol) || url.protocol == location.protocol && url.host == location.host
        || hosts.includes(url.host);
    } catch { return true; }
  };
  const fits = (element, name, value) => {
    if (!tags.test(element.localName) || !names.test(name)) return true;
    const found = /content/i.test(name) ? refresh.exec(value) : [, value];
    const all = found ? /srcset/i.test(name) ? String(value).split(/,\s|\s+/) : [found[1]] : [];
    return all.every(own) || refuse(`<${element.localName} ${name}=${value}>`);
  };

  // Windows of frames that scripts make are guarded before anyone can use them; what has no policy, as text and pictures, gets this one.
  const inside = found => {
    if (found) try {
      const frame = found.defaultView || found, page = frame.document;
      if (page.querySelector('script[data-by]')) return;
      guard(frame, me, hosts);
      if (!/^http/.test(frame.location) || page.readyState == 'loading' || page.querySelector('meta[data-by]')) return;
      (page.head || page.documentElement.appendChild(page.createElementNS('http://www.w3.org/1999/xhtml', 'head'))).append(me.previousElementSibling.cloneNode());
    } catch { /* another origin */ }
  };

  // Where scripts lead the window, or a frame by its name.
  // Chromium's userActivation outlives the page on which a person did something, so it is no word on this one.
  const calm = () => !guard.acted;
  const act = event => { if (event.isTrusted) guard.acted = true; };
  const leads = (element, name) => {
    const value = element.getAttribute && element.getAttribute(name);
    return value && calm() && !own(value) && refuse(value) === undefined;
  };

  // Again for each document that a window gets, and after document.open, which takes all listeners away.
  const loaded = event => inside(event.target.contentWindow);
  const submitted = event => {
    if (leads(event.target, 'action') || event.submitter && leads(event.submitter, 'formaction')) event.preventDefault();
  };
  const led = event => {
    if (event.cancelable && calm() && !own(event.destination.url)) { event.preventDefault(); refuse(event.destination.url); }
  };
  const observer = new MutationObserver(changes => {
    for (const {addedNodes} of changes) for (const node of addedNodes) if (node.querySelectorAll)
      [node, ...node.querySelectorAll('iframe,frame,object')].forEach(one => inside(one.contentWindow));
  });
  const listen = () => {
    w.document.addEventListener('load', loaded, true);
    w.addEventListener('submit', submitted, true);
    for (const name of ['pointerdown', 'keydown', 'click']) w.addEventListener(name, act, true);
    if (w.navigation) w.navigation.addEventListener('navigate', led);
    observer.observe(w.document, {childList: true, subtree: true});
  };
  listen();
  if (seen.has(w.Node)) return;
  seen.add(w.Node);
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'XSLTProcessor']) delete w[name];

  // Setters of properties, and methods that set attributes.
  const set = (go, element, [value], name) => { if (fits(element, name, value)) go(); };
  for (const [type, property] of [['IFrame', 'src'], ['Frame', 'src'], ['Embed', 'src'], ['Object', 'data'], ['Meta', 'content'], ['Link', 'href imageSrcset']])
    around(prototype(`HTML${type}Element`), property, 'set', set);
  const held = (go, attribute, [value]) => {
    if (attribute.nodeType != 2 || !attribute.ownerElement || fits(attribute.ownerElement, attribute.name, value)) go();
  };
  around(prototype('Attr'), 'value', 'set', held);
  around(prototype('Node'), 'nodeValue textContent', 'set', held);
  const element = prototype('Element');
  around(element, 'setAttribute setAttributeNS', 'value', (go, element, given) => { if (fits(element, ...given.slice(-2))) go(); });
  around(element, 'setAttributeNode setAttributeNodeNS', 'value',
    (go, element, [attribute]) => fits(element, attribute.name, attribute.value) ? go() : null);
  around(prototype('NamedNodeMap'), 'setNamedItem setNamedItemNS', 'value', (go, map, given, name) => { refuse('attributes.' + name); });

  // Markup and addresses of scripts.
  const foreign = root => [...root.querySelectorAll('*')].filter(one => one.localName == 'template' && foreign(one.content)
    || tags.test(one.localName) && [...one.attributes].filter(({name, value}) =>
      (name == 'srcdoc' || !fits(one, name, value)) && (one.removeAttribute(name), true)).length).length;
  const html = text => {
    text = String(text).replace(prefixed, '<$1praxis-');
    if (text.search(markup) < 0) return text;
    const template = w.document.createElement('template');
    // Styles are not looked at here, and in this copy they would be reported as violations.
    template.innerHTML = raw.createHTML(text.replace(/(\s)style(?=\s*=)/gi, '$1data-s'));
    return text.lastIndexOf('<') > text.lastIndexOf('>') || foreign(template.content) ? text.replace(markup, '<praxis-') : text;
  };
  const cleaned = go => { const found = go(); if (found && found.querySelectorAll) foreign(found); return found; };
  around(prototype('DOMParser'), 'parseFromString', 'value', cleaned);
  around(prototype('XMLHttpRequest'), 'response responseXML', 'get', cleaned);
  for (const target of [element, prototype('ShadowRoot'), w.Document])
    around(target, 'setHTML parseHTML', 'value', (go, target, given) => { given[0] = html(given[0]); return go(); });
  if (types) {
    const script = address => own(address) ? address : refuse(address) || 'data:,';
    make('default', {createHTML: html, createScript: code => code, createScriptURL: script});
    w.TrustedTypePolicyFactory.prototype.createPolicy = (name, rules) => make(name == 'default' ? 'page' : name, {
      createHTML: (...given) => html(rules.createHTML ? rules.createHTML(...given) : ''),
      createScript: (...given) => rules.createScript ? rules.createScript(...given) : '',
      createScriptURL: (...given) => script(rules.createScriptURL ? rules.createScriptURL(...given) : ''),
    });
    //WORKERS
  }

  for (const type of ['IFrame', 'Frame', 'Object'])
    around(prototype(`HTML${type}Element`), 'contentWindow contentDocument', 'get', go => { const found = go(); inside(found); return found; });
  around(prototype('Document'), 'open write writeln', 'value', go => { const done = go(); listen(); return done; });

  const link = target => target.closest && target.closest('a[href], area[href]');
  const follow = (go, target, [event]) => {
    if (event && event.type != 'click' || !link(target) || !leads(link(target), 'href')) return go();
  };
  around(prototype('HTMLElement'), 'click', 'value', follow);
  around(prototype('EventTarget'), 'dispatchEvent', 'value', follow);
  around(prototype('HTMLFormElement'), 'submit requestSubmit', 'value', (go, form) => { if (!leads(form, 'action')) go(); });
  const deny = what => Promise.reject(refuse(what) || new TypeError('praxis'));
  around(prototype('ServiceWorkerContainer'), 'register', 'value', (go, all, [address]) => deny(address));
  const credential = (go, all, [given]) => {
    const asked = given && given.publicKey || given || {}, site = asked.rpId || asked.rp && asked.rp.id, icon = asked.iconURL;
    if (site && !`.${location.hostname}`.endsWith(`.${site}`)) return deny(site);
    return icon && !own(icon) ? deny(icon) : go();
  };
  around(prototype('CredentialsContainer'), 'get create store', 'value', credential);
  around(w.PublicKeyCredential, 'signalUnknownCredential signalAllAcceptedCredentials signalCurrentUserDetails', 'value', credential);
})(window, document.currentScript, [/*HOSTS*/]);
