// The first script of every page that runs any: closes what no Content-Security-Policy governs.
//
// A policy refuses requests, but Chromium opens connections for frames before it asks, and no policy speaks of WebRTC,
// of preconnect and dns-prefetch links, or of where a script leads the window. So here:
//   - WebRTC is gone,
//   - frames, objects, embeds and links take own addresses only, however a script sets them,
//   - markup that a script writes keeps such elements only with own addresses (Trusted Types, default policy),
//   - workers run from a blob: they obey this page's policy instead of their own response's,
//   - before a person has done anything, no script leads the window, or a frame by its name, to another site.
// What is refused is said in the console, where `praxis prove` hears it. HOSTS are further own hosts.
(function guard(w, hosts) {
  const d = w.document, seen = guard.seen || (guard.seen = new WeakSet());
  if (seen.has(w)) return;
  seen.add(w);
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'mozRTCPeerConnection']) delete w[name];

  const tags = /^(?:I?FRAME|OBJECT|EMBED|LINK|PORTAL|FENCEDFRAME)$/i;
  const names = /^(?:(?:xlink:)?href|src|data|codebase|archive|classid|imagesrcset|lowsrc)$/i;
  const markup = /<(?=(?:i?frame|object|embed|link|portal|fencedframe|frameset)\b)/gi;
  const refuse = what => { w.console.warn('praxis: refused', String(what).slice(0, 300)); };
  const own = address => {
    try {
      const url = new URL(address, d.baseURI);
      return /^(?:data|blob|about|javascript):$/.test(url.protocol) || url.protocol == location.protocol && url.host == location.host
        || hosts.includes(url.host);
    } catch { return true; }
  };
  const lists = value => String(value).split(/,\s|\s+/).every(one => own(one));
  const fits = (element, name, value) => !tags.test(element.localName) || !names.test(name)
    || (/srcset/i.test(name) ? lists(value) : own(String(value))) || refuse(`<${element.localName} ${name}=${value}>`);

  // Setters of properties.
  const wrap = (type, name, test) => {
    const property = type && Object.getOwnPropertyDescriptor(type.prototype, name);
    if (!property || !property.set) return;
    const set = property.set;
    property.set = function (value) { if (test(this, value)) set.call(this, value); };
    Object.defineProperty(type.prototype, name, property);
  };
  for (const [type, name] of [['HTMLIFrameElement', 'src'], ['HTMLFrameElement', 'src'], ['HTMLEmbedElement', 'src'],
    ['HTMLObjectElement', 'data'], ['HTMLObjectElement', 'codeBase'], ['HTMLLinkElement', 'href'], ['HTMLLinkElement', 'imageSrcset']])
    wrap(w[type], name, (element, value) => fits(element, name, value));
  wrap(w.Attr, 'value', (attribute, value) => !attribute.ownerElement || fits(attribute.ownerElement, attribute.name, value));
  for (const name of ['nodeValue', 'textContent'])
    wrap(w.Node, name, (node, value) => node.nodeType != 2 || !node.ownerElement || fits(node.ownerElement, node.name, value));

  // Methods that set attributes.
  const hook = (type, name, test) => {
    const call = type && type.prototype[name];
    if (call) type.prototype[name] = function (...given) { if (test(this, ...given)) return call.apply(this, given); };
  };
  hook(w.Element, 'setAttribute', (element, name, value) => fits(element, name, value));
  hook(w.Element, 'setAttributeNS', (element, _, name, value) => fits(element, name, value));
  for (const name of ['setAttributeNode', 'setAttributeNodeNS'])
    hook(w.Element, name, (element, attribute) => fits(element, attribute.name, attribute.value));
  for (const name of ['setNamedItem', 'setNamedItemNS'])
    hook(w.NamedNodeMap, name, () => refuse('attributes.' + name));

  // Markup and addresses of scripts.
  const types = w.trustedTypes;
  if (types) {
    const make = types.createPolicy.bind(types);
    const raw = make('praxis', {createHTML: text => text, createScriptURL: address => address});
    const foreign = root => [...root.querySelectorAll('*')].some(element => element.localName == 'template' && foreign(element.content)
      || tags.test(element.localName) && [...element.attributes].some(({name, value}) => name == 'srcdoc' || !fits(element, name, value)));
    const html = text => {
      text = String(text);
      if (text.search(markup) < 0) return text;
      const template = d.createElement('template');
      // Styles are not looked at here, and in this copy they would be reported as violations.
      template.innerHTML = raw.createHTML(text.replace(/(\s)style(?=\s*=)/gi, '$1data-s'));
      return text.lastIndexOf('<') > text.lastIndexOf('>') || foreign(template.content) ? text.replace(markup, '<praxis-') : text;
    };
    const script = address => own(address) ? address : refuse(address) || 'data:,';
    const policy = rules => ({
      createHTML: (...given) => html(rules.createHTML ? rules.createHTML(...given) : ''),
      createScript: (...given) => rules.createScript ? rules.createScript(...given) : '',
      createScriptURL: (...given) => script(rules.createScriptURL ? rules.createScriptURL(...given) : ''),
    });
    make('default', {createHTML: html, createScript: code => code, createScriptURL: script});
    w.TrustedTypePolicyFactory.prototype.createPolicy = (name, rules) => make(name == 'default' ? 'page' : name, policy(rules));
    //WORKERS
  }

  // Windows of frames that scripts make are guarded before anyone can use them.
  const inside = frame => { try { if (frame && frame.document) guard(frame, hosts); } catch { /* another origin */ } return frame; };
  for (const type of ['HTMLIFrameElement', 'HTMLFrameElement', 'HTMLObjectElement', 'HTMLEmbedElement'])
    for (const name of ['contentWindow', 'contentDocument']) {
      const property = w[type] && Object.getOwnPropertyDescriptor(w[type].prototype, name);
      if (!property) continue;
      const get = property.get;
      property.get = function () { const found = get.call(this); inside(found && (found.defaultView || found)); return found; };
      Object.defineProperty(w[type].prototype, name, property);
    }
  d.addEventListener('load', event => { if (tags.test(event.target.localName)) inside(event.target.contentWindow); }, true);

  // Where scripts lead the window, or a frame by its name.
  const calm = () => !(w.navigator.userActivation && w.navigator.userActivation.hasBeenActive);
  const leads = (element, name) => {
    const value = element.getAttribute && element.getAttribute(name);
    return value && calm() && !own(value) && refuse(value) === undefined;
  };
  const link = target => target.closest && target.closest('a[href], area[href]');
  hook(w.HTMLElement, 'click', element => !link(element) || !leads(link(element), 'href'));
  hook(w.EventTarget, 'dispatchEvent', (target, event) => event.type != 'click' || !link(target) || !leads(link(target), 'href'));
  for (const name of ['submit', 'requestSubmit']) hook(w.HTMLFormElement, name, form => !leads(form, 'action'));
  w.addEventListener('submit', event => {
    if (leads(event.target, 'action') || event.submitter && leads(event.submitter, 'formaction')) event.preventDefault();
  }, true);
  if (w.navigation) w.navigation.addEventListener('navigate', event => {
    if (event.cancelable && calm() && !own(event.destination.url)) {
      event.preventDefault();
      refuse(event.destination.url);
    }
  });
  if (w.ServiceWorkerContainer) w.ServiceWorkerContainer.prototype.register = address => Promise.reject(refuse(address) || new TypeError('praxis'));
})(window, [/*HOSTS*/]);
