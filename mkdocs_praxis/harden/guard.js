// The first script of every page that runs any: closes what no Content-Security-Policy governs.
//
// A policy refuses requests, but Chromium opens connections for frames before it asks, and no policy speaks of WebRTC,
// of preconnect and dns-prefetch links, of passkeys of other sites, or of where a script leads the window. So here:
//   - WebRTC and XSLT are gone, passkeys are the own site's only,
//   - frames, objects, embeds and links take own addresses only, however a script sets them,
//   - markup that a script writes or fetches keeps such elements only with own addresses (Trusted Types, default policy),
//   - workers run from a blob: they obey this page's policy instead of their own response's,
//   - the documents of frames are guarded before anyone can use them, and have this page's policy where they bring none,
//   - before a person has done anything, no script leads the window, or a frame by its name, to another site or a `javascript:` link.
// What is refused is said in the console, where `praxis prove` hears it. HOSTS are further own hosts, ME is this script's element.
// Elements with names (`<img name=baseURI>`) take the place of what `document` has: nothing here may lean on that after the start.
(function guard(w, me, hosts) {
  'use strict';
  const seen = guard.seen || (guard.seen = new WeakMap());
  if (seen.has(w.document)) return;
  const policy = guard.policy || (guard.policy = me.previousElementSibling.cloneNode());
  const home = guard.home || (guard.home = new URL(me.baseURI));
  const types = w.trustedTypes, make = types && types.createPolicy.bind(types);
  const raw = make ? make('praxis', {createHTML: text => text, createScriptURL: address => address}) : {createHTML: text => text};
  // Puts `how(go, element, arguments, name)` around methods, setters or getters of an object or class, where `go` does what they do.
  // The first `texts` arguments are made strings once, so that none says one thing to the guard and another to the browser.
  const around = (target, names, how, what = 'value', texts = what == 'set') => names.split(' ').forEach(name => {
    if (Object(target) !== target) target = w[target] && w[target].prototype;
    const property = target && Object.getOwnPropertyDescriptor(target, name), was = property && property[what];
    if (!was) return;
    property[what] = function (...given) {
      given.forEach((one, at) => { if (at < texts && Object(one) === one) given[at] = `${one}`; });
      return how(() => was.apply(this, given), this, given, name);
    };
    Object.defineProperty(target, name, property);
  });
  // What elements say by their prototypes, whatever a script put in the place of their own properties.
  const read = (type, name) => {
    const {get, value} = Object.getOwnPropertyDescriptor(w[type].prototype, name);
    return (one, ...given) => (get || value).apply(one, given);
  };
  const tagOf = read('Element', 'localName'), listed = read('Element', 'attributes'), getAttribute = read('Element', 'getAttribute');
  const called = read('Attr', 'name'), said = read('Attr', 'value'), owner = read('Attr', 'ownerElement');
  const kind = read('Event', 'type'), path = read('Event', 'composedPath');
  const content = read('HTMLTemplateElement', 'content'), closest = read('Element', 'closest'), create = read('Document', 'createElement'), querySelector = read('Document', 'querySelector');
  const then = act => go => { const found = go(); if (found) act(found); return found; };

  const tags = /^(?:I?FRAME|OBJECT|EMBED|LINK|META)$/i;
  const names = /^(?:href|src|data|content|imagesrcset|(?:form)?action)$/i;
  // Attributes that give each other their meaning.
  const turns = /^(?:rel|content|http-?equiv)$/i;
  const refresh = /^\s*[\d.]+\s*[;,\s]\s*(?:url\s*=\s*)?["']?(.*)/i;
  const refuse = what => { w.console.warn('praxis: refused', String(what).slice(0, 300)); };
  const own = address => {
    try {
      const url = new URL(address, home);
      return /^(?:data|blob|about|javascript):$/.test(url.protocol) || url.protocol == home.protocol && url.host == home.host
        || hosts.includes(url.host);
    } catch { return true; }
  };
  // While a script clicks or submits, links and forms keep to own addresses too: what it leads by is looked at before.
  const fits = (tag, name, value) => {
    if (!tags.test(tag) && !(guard.clicks && /^(?:a|area|form|button|input)$/i.test(tag))) return true;
    // With `x-dns-prefetch-control` every link of the page is looked up.
    if (turns.test(name) && /^\s*x-dns/i.test(value)) return refuse(`<${tag} ${name}=${value}>`);
    if (!names.test(name)) return true;
    const found = /content/i.test(name) ? refresh.exec(value) : [, value];
    const all = found ? /srcset/i.test(name) ? String(value).split(/,\s|\s+/) : [found[1]] : [];
    return all.every(own) || refuse(`<${tag} ${name}=${value}>`);
  };
  // Only where an element says `off` may it be turned into that: as ours is when a page runs its first script once more.
  const may = (element, name, value, tag = tagOf(element)) => /^http/i.test(name) && getAttribute(element, 'content') == 'off'
    || fits(tag, name, value) && !(tags.test(tag) && turns.test(name)
    && [...listed(element)].some(one => !fits(tag, called(one), said(one))));

  // Windows of frames that scripts make are guarded before anyone can use them; what has no policy, as text and pictures, gets this one.
  const inside = found => {
    try {
      const frame = found.defaultView || found, page = frame.document, has = what => querySelector(page, what + '[data-by]');
      if (has('script')) return;
      guard(frame, me, hosts);
      if (!/^http/.test(frame.location) || page.readyState == 'loading' || has('meta')) return;
      (page.head || page.documentElement.appendChild(page.createElementNS('http://www.w3.org/1999/xhtml', 'head'))).append(policy.cloneNode());
    } catch { /* another origin */ }
  };

  // Where scripts lead the window, or a frame by its name.
  // Chromium's userActivation outlives the page on which a person did something, so it is no word on this one.
  // What a script holds in a blob would be a page without guard.
  const leads = address => address && !guard.acted && (!own(address) || /^\s*blob:/i.test(address)) && refuse(address) === undefined;
  const linked = link => {
    try {
      return /^(?:a|area)$/i.test(tagOf(link))
        && [getAttribute(link, 'href'), getAttribute(link, 'xlink:href'), link.href.animVal].some(leads);
    } catch { /* no element */ }
  };

  const submits = (form, button) => leads(getAttribute(form, 'action')) || button && leads(getAttribute(button, 'formaction'));

  // Again for each document that a window gets, after document.open, which takes all listeners away, and for what a shadow hides.
  const numbered = () => { for (let at = 0; w[at]; at++) inside(w[at]); };
  const loaded = event => { numbered(); if (event.target.contentWindow) inside(event.target.contentWindow); };
  const acted = event => {
    if (event.isTrusted) guard.acted = true;
    else if (kind(event) == 'click' && path(event).some(linked)) event.preventDefault();
  };
  const submitted = event => { if (submits(event.target, event.submitter)) event.preventDefault(); };
  const led = event => { if (event.cancelable && leads(event.destination.url)) event.preventDefault(); };
  const observer = new MutationObserver(numbered);
  const watch = (root, top) => {
    root.addEventListener('load', loaded, true);
    (top || root).addEventListener('submit', submitted, true);
    for (const name of ['pointerdown', 'keydown', 'click']) (top || root).addEventListener(name, acted, true);
    observer.observe(root, {childList: true, subtree: true});
  };
  const listen = () => {
    watch(w.document, w);
    if (w.navigation) w.navigation.addEventListener('navigate', led);
  };
  seen.set(w.document, listen);
  listen();
  // Off for good: else the names of all links that scripts make would be looked up where the page says `x-dns-prefetch-control`.
  const off = w.document.createElement('meta'), head = w.document.head || w.document.documentElement;
  off.content = 'off';
  off.httpEquiv = 'x-dns-prefetch-control';
  if (head) head.append(off);
  off.remove();
  // What stands around a frame can be led from it.
  inside(w.parent);
  if (seen.has(w.Node)) return;
  seen.set(w.Node);
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'XSLTProcessor']) delete w[name];

  // Setters of properties, and methods that set attributes.
  const set = (go, element, [value], name) => { if (may(element, name, value)) go(); };
  for (const [type, property] of [['IFrame', 'src'], ['Frame', 'src'], ['Embed', 'src'], ['Object', 'data'], ['Meta', 'content httpEquiv'],
    ['Link', 'href imageSrcset rel'], ['Form', 'action'], ['Button', 'formAction'], ['Input', 'formAction']]) around(`HTML${type}Element`, property, set, 'set');
  around('HTMLLinkElement', 'relList', (go, link) => may(link, 'rel') ? go() : create(w.document, 'link').relList, 'get');
  for (const type of ['Anchor', 'Area']) around(`HTML${type}Element`, 'href protocol host hostname',
    (go, link, [value], name) => { if (name == 'href' ? may(link, name, value) : !guard.clicks || refuse(value)) go(); }, 'set');
  around('SVGAnimatedString', 'baseVal', (go, all, [value]) => { if (!guard.clicks || own(value) || refuse(value)) go(); }, 'set');
  const type = read('Node', 'nodeType');
  const held = (go, attribute, [value]) => {
    const element = type(attribute) == 2 && owner(attribute);
    if (!element || may(element, called(attribute), value)) go();
  };
  around('Attr', 'value', held, 'set');
  around('Node', 'nodeValue textContent', held, 'set');
  around('Element', 'setAttribute setAttributeNS', (go, element, given) => { if (may(element, ...given.slice(-2))) go(); }, 'value', 3);
  around('Element', 'setAttributeNode setAttributeNodeNS',
    (go, element, [attribute]) => may(element, called(attribute), said(attribute)) ? go() : null);
  around('NamedNodeMap', 'setNamedItem setNamedItemNS', (go, map, given, name) => { refuse('attributes.' + name); });

  // Markup and addresses of scripts.
  const foreign = root => root.querySelectorAll('iframe,frame,object,embed,link,meta,template').forEach(one => {
    if (one.localName == 'template') foreign(content(one));
    else [...one.attributes].forEach(({name, value}) => name != 'srcdoc' && fits(one.localName, name, value) || one.removeAttribute(name));
  });
  // What is a comment, a value or a style to one parser is markup to another: each place where such a tag could begin is looked
  // at as if it did. As XML writes them they get another name, and the markup stays well-formed.
  const html = text => String(text).replace(/<(\/?[^\s<>/:]+:)(?=(?:i?frame|object|embed|link|meta)\b)/gi, '<$1praxis-')
    .replace(/<(i?frame|object|embed|link|meta)(?![^\s/>])/gi, (found, tag, at, all) => {
      const template = w.document.createElement('template');
      for (let end = at; (end = all.indexOf('>', end) + 1);) {
        // Styles are not looked at here, and in this copy they would be reported as violations.
        template.innerHTML = raw.createHTML('<x' + all.slice(at + found.length, end).replace(/(\s)style(?=\s*=)/gi, '$1data-s'));
        const [one] = content(template).childNodes;
        if (one) return [...one.attributes].every(({name, value}) => name != 'srcdoc' && fits(tag, name, value)) ? found : '<praxis-' + tag;
      }
      return '<praxis-' + tag;
    });
  const cleaned = then(found => { if (found.querySelectorAll) foreign(found); });
  around('DOMParser', 'parseFromString', cleaned);
  around('XMLHttpRequest', 'response responseXML', cleaned, 'get');
  for (const target of ['Element', 'ShadowRoot', w.Document])
    around(target, 'setHTML parseHTML', (go, target, given) => { given[0] = html(given[0]); return go(); });
  if (types) {
    const script = address => own(address) ? address : refuse(address) || 'data:,';
    // What the code of such a link returns would be a page without guard.
    const code = (text, kind, sink) => sink == 'Location href' && !guard.acted ? '' : text;
    make('default', {createHTML: html, createScript: code, createScriptURL: script});
    w.TrustedTypePolicyFactory.prototype.createPolicy = (name, rules) => make(name == 'default' ? 'page' : name, {
      createHTML: (...given) => html(rules.createHTML ? rules.createHTML(...given) : ''),
      createScript: (...given) => rules.createScript ? rules.createScript(...given) : '',
      createScriptURL: (...given) => script(rules.createScriptURL ? rules.createScriptURL(...given) : ''),
    });
    //WORKERS
  }

  for (const type of ['IFrame', 'Frame', 'Object', 'Embed']) {
    around(`HTML${type}Element`, 'contentWindow contentDocument', then(inside), 'get');
    around(`HTML${type}Element`, 'getSVGDocument', then(inside));
  }
  around('Element', 'attachShadow', then(watch));
  for (const target of ['Element', 'ElementInternals']) around(target, 'shadowRoot', then(watch), 'get');
  // A tag may be written in pieces: what could begin one waits for the rest.
  let rest = '';
  const written = /<(?:[a-z]*|(?:i?frame|object|embed|link|meta)[\s/][^>]*)$/i;
  around('Document', 'open write writeln', (go, page, given, name) => {
    if (name == 'open') {
      if (given.length > 2) return leads(given[0]) ? null : then(inside)(go);
      rest = '';
    } else {
      const text = rest + given.splice(0).join('') + (name == 'write' ? '' : '\n');
      [rest] = written.exec(text) || [''];
      given[0] = text.slice(0, text.length - rest.length);
    }
    const done = go();
    (seen.get(page) || listen)();
    return done;
  }, 'value', 3);

  const during = go => {
    guard.clicks = (guard.clicks || 0) + 1;
    try { return go(); } finally { guard.clicks--; }
  };
  const follow = (go, target, [event]) => {
    if (event && kind(event) != 'click') return go();
    try { if (linked(closest(target, 'a,area'))) return; } catch { /* no element */ }
    return during(go);
  };
  around('HTMLElement', 'click', follow);
  around('EventTarget', 'dispatchEvent', follow);
  around('HTMLFormElement', 'requestSubmit', during);
  around('HTMLFormElement', 'submit', (go, form) => { if (!submits(form)) go(); });
  around(w, 'open', (go, all, [address]) => leads(address) ? null : then(inside)(go), 'value', 1);
  around('Navigation', 'navigate', (go, all, [address]) => leads(address) ? {} : go(), 'value', 1);
  const deny = what => Promise.reject(refuse(what) || new TypeError('praxis'));
  around('ServiceWorkerContainer', 'register', (go, all, [address]) => deny(address));
  const credential = (go, all, given, name) => {
    // Clones say the same each time; what asks brings a signal along that has none, and a stored credential is no plain object.
    const [one] = given, asks = name == 'store' ? one : given[0] = /^s/.test(name) ? structuredClone(one) : {...one};
    if (asks.publicKey) asks.publicKey = structuredClone(asks.publicKey);
    const asked = asks.publicKey || asks, site = asked.rpId || asked.rp && asked.rp.id, icon = asked.iconURL;
    if (site && !`.${home.hostname}`.endsWith(`.${site}`)) return deny(site);
    return icon && !own(icon) ? deny(icon) : go();
  };
  around('CredentialsContainer', 'get create store', credential);
  around(w.PublicKeyCredential, 'signalUnknownCredential signalAllAcceptedCredentials signalCurrentUserDetails', credential);
})(window, document.currentScript, [/*HOSTS*/]);
