// Workers from files would obey no policy but their own response's. From a blob they inherit that of this page; a few lines before
// the file's own give relative addresses their meaning back.
const prelude = base => `(base=>{const at=a=>new URL(a,base).href,from=(n,i)=>{const C=self[n];if(C)self[n]=new Proxy(C,{construct:(t,g,N)=>(g[i]=at(g[i]),Reflect.construct(t,g,N))})};`
  + `Object.defineProperty(self,'location',{value:new URL(base)});`
  + `const T=self.trustedTypes;if(T)T.createPolicy('default',{createScript:s=>s,createScriptURL:a=>a,createHTML:s=>s});`
  + `const I=self.importScripts,F=self.fetch,O=XMLHttpRequest.prototype.open;self.importScripts=(...u)=>I.apply(self,u.map(at));`
  + `self.fetch=(a,o)=>F(a instanceof Request?a:at(a),o);XMLHttpRequest.prototype.open=function(m,a,...r){return O.call(this,m,at(a),...r)};`
  + `['EventSource','WebSocket','Request'].forEach(n=>{const i=0;if(n!='Request')from(n,i)})})(${JSON.stringify(base)});`;
// A module that another imports counts as a worker itself for the policy, one that is imported later as a script. What comes meanwhile waits.
const later = url => `const q=[],h=e=>q.push(e),k=['message','connect'];k.forEach(n=>addEventListener(n,h));import(${JSON.stringify(url)}).then(()=>{`
  + `k.forEach(n=>removeEventListener(n,h));q.forEach(e=>dispatchEvent(new MessageEvent(e.type,{data:e.data,ports:e.ports,source:e.source})))})`;
for (const kind of ['Worker', 'SharedWorker']) {
  const Kind = w[kind];
  if (Kind) w[kind] = new Proxy(Kind, {
    construct: (target, [address, options], made) => {
      const url = new URL(address, w.document.baseURI).href;
      const module = options && options.type == 'module';
      const code = /^(?:blob|data):/.test(url) ? null
        : module ? later(url) : prelude(url) + `importScripts(${JSON.stringify(url)})`;
      if (!own(url)) { refuse(url); throw new TypeError('praxis'); }
      const from = code ? URL.createObjectURL(new Blob([code], {type: 'text/javascript'})) : url;
      return Reflect.construct(target, [raw.createScriptURL(from), ...(options === undefined ? [] : [options])], made);
    },
  });
}
